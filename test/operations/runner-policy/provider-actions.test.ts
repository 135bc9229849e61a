import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ECR_ACTIONS } from "../../../src/domain/aws/ecr-actions";
import { listOf } from "../../../src/domain/iam/policy";
import { DATA_SOURCE_ACTIONS } from "../../../src/operations/runner-policy/data-source-actions";
import { RESOURCE_ACTIONS } from "../../../src/operations/runner-policy/provider-actions";
import { runnerPolicies } from "../../../src/operations/runner-policy/runner-policies";
import { readStack } from "../../../src/operations/runner-policy/stack";
import { statements } from "../../support/operations/runner-policy";

test("the actions of ECR exist, and are granted on what they can be limited to", () => {
  const known = new Map(ECR_ACTIONS.map(({ name, resource }) => [`ecr:${name}`, resource]));
  const wrong = Object.entries(RESOURCE_ACTIONS).flatMap(
    ([type, { subject, read, create, update, delete: remove }]) => {
      const expected = subject === "Repositories" ? "repository" : "registry";
      const all = [...read, ...create, ...update, ...remove].filter((action) => action.startsWith("ecr:"));
      return all.filter((action) => known.get(action) !== expected).map((action) => `${type}: ${action}`);
    },
  );
  expect(wrong).toEqual([]);
});

const ROOT = join(__dirname, "../../..");

/** The types of the AWS provider that the constructs and stacks create, by the bindings that they import. */
function importedTypes(): string[] {
  const files = ["modules", "stacks"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(ROOT, folder, file)),
  );
  const imports = files.flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/@cdktf\/provider-aws\/lib\/([a-z0-9-]+)/g),
  ]);
  return [...new Set(imports.map(([, name = ""]) => name))].filter((name) => name !== "provider");
}

test("the calls of every type that is synthesized are known", () => {
  const types = importedTypes();
  expect(types.length).toBeGreaterThan(15);
  const unknown = types.filter((name) => {
    const type = `aws_${name.replace(/^data-aws-/, "").replaceAll("-", "_")}`;
    return name.startsWith("data-aws-") ? !(type in DATA_SOURCE_ACTIONS) : !(type in RESOURCE_ACTIONS);
  });
  expect(unknown).toEqual([]);
});

test("a type without known calls is an error", () => {
  const json = { resource: { aws_sqs_queue: { it: {} } } };
  expect(() => runnerPolicies(readStack("test", json), { planOnly: false })).toThrow(
    "expected a resource whose AWS actions are known, found aws_sqs_queue",
  );
});

test("a Pod Identity association is created on its cluster, and passes its role to EKS only", () => {
  const json = {
    provider: { aws: [{ allowed_account_ids: ["111122223333"], region: "eu-west-1" }] },
    resource: {
      aws_iam_role: { operator: { name: "operator", path: "/teams/" } },
      aws_eks_pod_identity_association: {
        operator: { cluster_name: "prod", role_arn: "${aws_iam_role.operator.arn}", tags: { Team: "a" } },
      },
    },
  };
  const all = statements(runnerPolicies(readStack("test", json), { planOnly: false }));
  const associations = ["arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod/*"];
  const role = ["arn:aws:iam::111122223333:role/teams/operator"];
  expect(all.get("ReadPodIdentities")).toMatchObject({
    Action: ["eks:DescribePodIdentityAssociation"],
    Resource: associations,
  });
  expect(all.get("AssociatePodIdentities")).toMatchObject({
    Action: ["eks:CreatePodIdentityAssociation"],
    Resource: ["arn:aws:eks:eu-west-1:111122223333:cluster/prod"],
  });
  expect(all.get("CreatePodIdentities")).toMatchObject({ Action: ["eks:TagResource"], Resource: associations });
  expect(all.get("PassRoles")).toMatchObject({
    Resource: role,
    Condition: { StringLike: { "iam:PassedToService": ["pods.eks.amazonaws.com"] } },
  });
  // EKS also reads the role, which the read statement already allows.
  expect(all.get("ReadRoles")).toMatchObject({ Resource: role });
  expect(listOf(all.get("ReadRoles")?.Action)).toContain("iam:GetRole");
  expect(all.has("ReadPassedRoles")).toBe(false);
});
