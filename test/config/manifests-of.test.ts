import { stringify } from "yaml";
import { manifestsOf } from "../../src/config/formats/manifests-of";
import { declaredPolicies } from "../../src/domain/repository/addresses";
import { awsProviderSpec, ecrRepositorySpec } from "../../src/domain/operator/crds";
import { type RepositoryDeclaration } from "../../src/model/environment";
import { CORPUS } from "../support/e2e/repository-corpus";
import { environment, operator, repository } from "../support/environment";
import { environmentOf, SOUND } from "../support/config";

const OURS = environment({ tags: { Owner: "platform" }, operator: operator() });

function lossesOf(parts: Partial<RepositoryDeclaration>): readonly string[] {
  return manifestsOf(OURS, [repository("team/api", parts)]).repositories.flatMap(({ losses }) => losses);
}

test("every manifest is one that the operator's CRDs accept", () => {
  const { provider, repositories } = manifestsOf(OURS, CORPUS, "infra-operator");
  expect(awsProviderSpec.parse(provider.spec)).toEqual({
    region: "eu-west-1",
    roleARN: "arn:aws:iam::111122223333:role/infra-operator-ecr-role",
    defaultTags: { Owner: "platform" },
  });
  expect(repositories).toHaveLength(CORPUS.length);
  for (const { manifest } of repositories) {
    expect(ecrRepositorySpec.parse(manifest.spec)).toEqual(manifest.spec);
    expect(manifest.metadata).toEqual({ name: expect.stringMatching(/^[a-z0-9-]+$/), namespace: "infra-operator" });
    expect(manifest.spec.providerRef).toEqual(provider.metadata);
  }
  expect(new Set(repositories.map(({ manifest }) => manifest.metadata.name)).size).toBe(CORPUS.length);
});

/** What manifests cannot express. */
const WITHOUT_ACCESS = {
  repositoryPolicy: undefined,
  pullPrincipals: undefined,
  pushPrincipals: undefined,
  pull: undefined,
  push: undefined,
  grants: undefined,
  cached: undefined,
};

test("read back, a manifest declares the same repository, but for what was said to be lost", () => {
  const { provider, repositories } = manifestsOf(OURS, CORPUS);
  const text = [provider, ...repositories.map(({ manifest }) => manifest)].map((it) => stringify(it)).join("---\n");
  const read = environmentOf({ "environment.yaml": SOUND, "repositories/all.yaml": text });
  const plain = (declaration: RepositoryDeclaration) => ({
    ...declaration,
    ...WITHOUT_ACCESS,
    lifecyclePolicyName: undefined,
    description: undefined,
    forceDelete: false,
    tags: { ...OURS.tags, ...declaration.tags },
    rules: declaration.lifecyclePolicy?.rules.map((it) => it.rulePriority).sort(),
    lifecyclePolicy: undefined,
  });
  expect(read.repositories.map(plain)).toEqual(CORPUS.map(plain));
  const lost = repositories.filter(({ losses }) => losses.some((it) => it.startsWith("repositoryPolicy: ")));
  const withPolicy = CORPUS.filter((it) => declaredPolicies(it).includes("repositoryPolicy"));
  expect(lost.map(({ repositoryName }) => repositoryName)).toEqual(withPolicy.map((it) => it.repositoryName));
});

test("names of objects have letters, digits and hyphens, and each is there once", () => {
  const names = ["team/api", "team_api", "team.api", `a/${"b".repeat(254)}`, "team-api-2"];
  const { repositories } = manifestsOf(
    OURS,
    names.map((name) => repository(name)),
  );
  expect(repositories.map(({ manifest }) => manifest.metadata.name)).toEqual([
    "team-api",
    "team-api-2",
    "team-api-3",
    `a-${"b".repeat(251)}`,
    "team-api-2-2",
  ]);
});

test("a plain repository loses nothing", () => {
  expect(lossesOf({})).toEqual([]);
});

test.each<[string, Partial<RepositoryDeclaration>, string]>([
  [
    "exclusion filters of immutable tags",
    { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["latest", "dev-*"] },
    "imageTagMutability: the operator does not support IMMUTABLE_WITH_EXCLUSION, so the tags latest, dev-* can no longer be overwritten",
  ],
  [
    "exclusion filters of mutable tags",
    { imageTagMutability: "MUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["v*"] },
    "imageTagMutability: the operator does not support MUTABLE_WITH_EXCLUSION, so the tags v* can be overwritten as well",
  ],
  [
    "two layers of encryption",
    {
      encryptionConfiguration: {
        encryptionType: "KMS_DSSE",
        kmsKey: "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
      },
    },
    "encryptionConfiguration: the operator does not support KMS_DSSE, and creates repositories with KMS",
  ],
  [
    "KMS without a key",
    { encryptionConfiguration: { encryptionType: "KMS" } },
    "encryptionConfiguration: the operator rejects KMS without a kmsKey, so the manifest omits this setting, and the operator creates repositories with AES256",
  ],
  [
    "two layers of encryption without a key",
    { encryptionConfiguration: { encryptionType: "KMS_DSSE" } },
    "encryptionConfiguration: the operator rejects KMS_DSSE without a kmsKey, so the manifest omits this setting, and the operator creates repositories with AES256",
  ],
  [
    "grants",
    { pullPrincipals: ["111122223333"] },
    "repositoryPolicy: the CRD does not have this field, so the policy stays in AWS but is no longer managed",
  ],
  [
    "a repository that shall stay",
    { deletionPolicy: "Retain" },
    "deletionPolicy: the operator ignores Retain. When you delete the manifest, the operator deletes the repository and its images",
  ],
])("%s are told as lost", (_, parts, loss) => {
  expect(lossesOf(parts)).toEqual([loss]);
});
