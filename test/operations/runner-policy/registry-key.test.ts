import { listOf } from "../../../src/domain/iam/policy";
import { repository } from "../../support/environment";
import { policiesOf } from "../../support/operations/runner-policy";

test("the registry's key is created, changed by its alias, and never deleted", () => {
  const key = { alias: "alias/ecr/test" };
  const policies = policiesOf({
    registry: { key },
    repositories: [repository("team/api", { encryptionConfiguration: { encryptionType: "KMS", kmsKey: key.alias } })],
  });
  const condition = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [key.alias] } };
  const ofKms = policies.policies
    .flatMap(({ document }) => document.Statement)
    .filter(({ Action }) => listOf(Action ?? []).some((action) => action.startsWith("kms:")));
  expect(ofKms.map(({ Sid, Action, Condition }) => [Sid, Action, Condition])).toEqual([
    ["ListKeyAliases", ["kms:ListAliases"], undefined],
    [
      "ReadKeys",
      ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      undefined,
    ],
    ["UseKeysByAlias", ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], condition],
    ["CreateKeyAliases", ["kms:CreateAlias"], undefined],
    ["CreateKeys", ["kms:EnableKeyRotation"], undefined],
    ["CreateNewKeys", ["kms:CreateKey"], undefined],
    ["UpdateKeyAliases", ["kms:DeleteAlias"], undefined],
    [
      "UpdateKeysByAlias",
      ["kms:PutKeyPolicy", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription"],
      condition,
    ],
  ]);
});
