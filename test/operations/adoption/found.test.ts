import { foundRepository } from "../../../src/operations/adoption/found";
import { type ExistingPolicies, type ExistingRepository } from "../../../src/domain/repository/existing";

const LOCATION = { account: "111122223333", region: "eu-west-1" };

function existing(parts: Partial<ExistingRepository> = {}): ExistingRepository {
  return {
    repositoryName: "team/api",
    repositoryArn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
    repositoryUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
    registryId: "111122223333",
    imageTagMutability: "MUTABLE",
    imageTagMutabilityExclusionFilters: [],
    scanOnPush: false,
    encryptionType: "AES256",
    ...parts,
  };
}

const find = (parts: Partial<ExistingRepository>, policies: Partial<ExistingPolicies> = {}) =>
  foundRepository(existing(parts), { tags: {}, ...policies }, LOCATION);

/** Why a repository, or a part of it, is left out. */
function reasonOf(parts: Partial<ExistingRepository>, policies?: Partial<ExistingPolicies>): string {
  const { leftOut } = find(parts, policies);
  return leftOut.map(({ part, reason }) => `${part}: ${reason}`).join("\n");
}

const RULE = {
  rulePriority: 1,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
  action: { type: "expire" },
};
const PULL = {
  Sid: "AllowPull",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability"],
};

test("what AWS describes becomes settings, in full", () => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";
  const { found, leftOut, remarks } = find(
    { encryptionType: "KMS", kmsKey, scanOnPush: true },
    { lifecyclePolicyText: JSON.stringify({ rules: [RULE] }), tags: { Team: "api" } },
  );
  expect({ leftOut, remarks }).toEqual({ leftOut: [], remarks: [] });
  expect(found).toEqual({
    repositoryName: "team/api",
    settings: {
      imageTagMutability: "MUTABLE",
      imageTagMutabilityExclusionFilters: [],
      scanOnPush: true,
      encryptionConfiguration: { encryptionType: "KMS", kmsKey },
      lifecyclePolicy: { rules: [RULE] },
      pullPrincipals: [],
      pushPrincipals: [],
      tags: { Team: "api" },
    },
    without: [],
  });
});

test("a policy that is just grants becomes principals, any other stays a policy", () => {
  const text = (policy: object) => ({ repositoryPolicyText: JSON.stringify(policy) });
  const grants = find({}, text({ Version: "2012-10-17", Statement: [PULL] })).found?.settings;
  expect(grants).toMatchObject({ pullPrincipals: ["444455556666"], pushPrincipals: [] });
  expect(grants).not.toHaveProperty("repositoryPolicy");
  const older = { Version: "2008-10-17", Statement: [PULL] };
  expect(find({}, text(older)).found?.settings).toMatchObject({ pullPrincipals: [], repositoryPolicy: older });
});

test("values that came after this are named, and the repository is left out", () => {
  expect(find({ imageTagMutability: "SOMETIMES" }).found).toBeUndefined();
  expect(reasonOf({ imageTagMutability: "SOMETIMES", encryptionType: "QUANTUM" })).toBe(
    'repository: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "SOMETIMES"; encryptionType: expected AES256, KMS or KMS_DSSE, found "QUANTUM". Terraform will not manage the repository',
  );
  expect(
    reasonOf({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["a b"] }),
  ).toMatch(/^repository: imageTagMutabilityExclusionFilters: .*Terraform will not manage/);
});

test("a repository of another account or region is left out", () => {
  expect(reasonOf({ registryId: "999988887777" })).toContain(
    "expected account 111122223333, eu-west-1, as in the environment, found account 999988887777, eu-west-1",
  );
  expect(reasonOf({ repositoryArn: "arn:aws:ecr:us-east-1:111122223333:repository/team/api" })).toContain(
    "found account 111122223333, us-east-1",
  );
});

test("a lifecycle policy that cannot be declared is left out alone", () => {
  const odd = { rules: [{ ...RULE, selection: { ...RULE.selection, countType: "sinceFullMoon" } }] };
  const { found, leftOut } = find({}, { lifecyclePolicyText: JSON.stringify(odd) });
  expect(found?.settings).not.toHaveProperty("lifecyclePolicy");
  expect(leftOut).toEqual([
    {
      repositoryName: "team/api",
      part: "lifecyclePolicy",
      reason: expect.stringMatching(
        /^rules\[0\]\.selection\.countType: .*found "sinceFullMoon".*Terraform will not manage the policy$/,
      ),
    },
  ]);
});

test("a repository policy that cannot be declared is left out alone, such as one of a deleted role", () => {
  const gone = { Version: "2012-10-17", Statement: [{ ...PULL, Principal: { AWS: "AROAEXAMPLEEXAMPLE123" } }] };
  expect(reasonOf({}, { repositoryPolicyText: JSON.stringify(gone) })).toMatch(
    /^repositoryPolicy: Statement\[0\]\.Principal.*AROAEXAMPLEEXAMPLE123/,
  );
  expect(reasonOf({}, { repositoryPolicyText: "{" })).toMatch(
    /^repositoryPolicy: the policy is not valid JSON \(.*will not manage/,
  );
});

test("tags of AWS itself are passed over, and tell of a CloudFormation stack", () => {
  const { found, remarks } = find({}, { tags: { Team: "a", "aws:cloudformation:stack-name": "registry" } });
  expect(found?.settings.tags).toEqual({ Team: "a" });
  expect(remarks).toEqual([
    "is also managed by the CloudFormation stack registry. Remove the repository from that stack (DeletionPolicy: Retain) before you deploy",
  ]);
});

test("policies and tags that are not known are not made up", () => {
  const { found } = foundRepository(existing(), undefined, LOCATION);
  expect(Object.keys(found?.settings ?? {})).not.toEqual(expect.arrayContaining(["tags"]));
  expect(found?.settings).not.toHaveProperty("lifecyclePolicy");
});
