import { repository, testBadInputs, text, type BadInputs } from "../../support/config";

const GROUP = "apiVersion: aws-infra-operator.runner.codes/v1alpha1";

/** A manifest of a repository; lines belong to its `spec`. */
function manifest(...spec: readonly string[]): string {
  return text(
    GROUP,
    "kind: ECRRepository",
    "metadata: { name: api }",
    "spec:",
    "  repositoryName: team/api",
    ...spec.map((line) => `  ${line}`),
  );
}

const REPO = (...spec: readonly string[]) => ({
  "repositories/a.yaml": manifest("providerRef: { name: aws }", ...spec),
});

const BARE = (...lines: readonly string[]) => ({ "repositories/a.yaml": text(...lines) });

/** A manifest of a provider; lines belong to its `spec`. */
function provider(name: string, ...spec: readonly string[]): string {
  return text(GROUP, "kind: AWSProvider", `metadata: { name: ${name} }`, "spec:", ...spec.map((line) => `  ${line}`));
}

const REPOSITORIES: BadInputs = [
  [
    "another API group",
    BARE("apiVersion: v1", "kind: ConfigMap", "metadata: { name: a }"),
    [
      'repositories/a.yaml:1:13: error: apiVersion: expected aws-infra-operator.runner.codes/v1alpha1, found "v1". Keep manifests of other kinds outside this folder',
    ],
  ],
  [
    "another version of the operator's",
    BARE(
      "apiVersion: aws-infra-operator.runner.codes/v2",
      "kind: ECRRepository",
      "metadata: { name: api }",
      "spec: { providerRef: { name: aws }, repositoryName: team/api }",
    ),
    [
      'repositories/a.yaml:1:13: error: apiVersion: expected aws-infra-operator.runner.codes/v1alpha1, found "aws-infra-operator.runner.codes/v2". The settings differ between versions. Convert the manifest to aws-infra-operator.runner.codes/v1alpha1',
    ],
  ],
  [
    "KMS without a key",
    REPO("encryptionConfiguration: { encryptionType: KMS }"),
    [
      "repositories/a.yaml:7:28: warning: encryptionConfiguration: expected a kmsKey with KMS in a manifest, found none. Terraform uses the key aws/ecr, but the operator rejects the manifest. Add kmsKey",
    ],
  ],
  [
    "another kind of the operator's",
    BARE(GROUP, "kind: S3Bucket", "metadata: { name: a }", "spec: {}"),
    [
      'repositories/a.yaml:2:7: error: kind: expected ECRRepository or AWSProvider, found "S3Bucket". Keep manifests of other kinds outside this folder',
    ],
  ],
  [
    "a kind that is misspelt",
    BARE(GROUP, "kind: ECRRepositry", "metadata: { name: a }", "spec: {}"),
    [
      'repositories/a.yaml:2:7: error: kind: expected ECRRepository or AWSProvider, found "ECRRepositry". Did you mean "ECRRepository"?',
    ],
  ],
  [
    "no kind",
    BARE(GROUP, "metadata: { name: a }"),
    [
      "repositories/a.yaml:1:1: error: kind: expected ECRRepository or AWSProvider, found nothing. Keep manifests of other kinds outside this folder",
    ],
  ],
  [
    "no API version",
    BARE("kind: ECRRepository", "metadata: { name: a }"),
    [
      "repositories/a.yaml:1:1: error: apiVersion: expected aws-infra-operator.runner.codes/v1alpha1, found nothing. Keep manifests of other kinds outside this folder",
    ],
  ],
  [
    "a Secret, which is left out",
    BARE("apiVersion: v1", "kind: Secret", "metadata: { name: a }", "stringData: { access-key-id: test }"),
    [
      'repositories/a.yaml:2:7: warning: kind: expected ECRRepository or AWSProvider, found "Secret", which is ignored. Do not store credentials here. Terraform uses the provider setting, and the operator uses its role',
    ],
  ],
  [
    "no spec",
    BARE(GROUP, "kind: ECRRepository", "metadata: { name: a }"),
    ["repositories/a.yaml:1:1: error: spec: expected a mapping, found nothing"],
  ],
  [
    "no name",
    BARE(GROUP, "kind: ECRRepository", "metadata: { name: a }", "spec: { providerRef: { name: aws } }"),
    ["repositories/a.yaml:4:7: error: repositoryName: expected text, found nothing"],
  ],
  [
    "no provider",
    { "repositories/a.yaml": manifest() },
    ["repositories/a.yaml:5:3: error: providerRef: expected a mapping, found nothing"],
  ],
  [
    "a key of ours",
    REPO("pullPrincipals: []"),
    [
      'repositories/a.yaml:7:3: error: spec: expected one of the keys providerRef, repositoryName, imageTagMutability, scanOnPush, encryptionConfiguration, lifecyclePolicy, tags, deletionPolicy, repositoryPolicyText, found "pullPrincipals"',
    ],
  ],
  [
    "a misspelt key, and a fault that it does not hide",
    REPO("scanOnPsh: true", "tags: { aws:x: y }"),
    [
      'repositories/a.yaml:7:3: error: spec: expected a known key, found "scanOnPsh". Did you mean "scanOnPush"?',
      'repositories/a.yaml:8:11: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
    ],
  ],
  [
    "a policy by name, which manifests do not have",
    REPO("lifecyclePolicy: standard"),
    ['repositories/a.yaml:7:20: error: lifecyclePolicy: expected { policyText: <JSON text> }, found "standard"'],
  ],
  [
    "a policy with a fault, at its place in the block",
    REPO(
      "lifecyclePolicy:",
      "  policyText: |",
      "    {",
      '      "rules": [',
      "        {",
      '          "rulePriority": 1,',
      '          "selection": {',
      '            "tagStatus": "tagged",',
      '            "countType": "imageCountMoreThan",',
      '            "countNumber": 30',
      "          },",
      '          "action": { "type": "expire" }',
      "        }",
      "      ]",
      "    }",
    ),
    [
      'repositories/a.yaml:14:28: error: tagStatus: expected tagPatternList or tagPrefixList with "tagged", found neither. For all tagged images, write tagPatternList: ["*"] (ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")',
    ],
  ],
  [
    "a repository policy with a fault, and what the operator does not do",
    REPO(
      "repositoryPolicyText: |",
      "  {",
      '    "Version": "2012-10-17",',
      '    "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages" }]',
      "  }",
    ),
    [
      "repositories/a.yaml:7:25: warning: repositoryPolicyText: the operator's CRD does not have repositoryPolicyText. Terraform applies the policy, but the cluster rejects or drops the field",
      'repositories/a.yaml:10:55: error: Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a deletion policy that the operator does not honour",
    REPO("deletionPolicy: Retain"),
    [
      "repositories/a.yaml:7:19: warning: deletionPolicy: expected Delete in a manifest, found Retain. Terraform applies this setting, but the operator ignores it. When you delete the manifest, the operator deletes the repository and its images",
    ],
  ],
  [
    "a provider that is not there",
    { ...REPO(), "repositories/p.yaml": provider("production-aws", "region: eu-west-1") },
    [
      'repositories/a.yaml:6:24: warning: name: expected an AWSProvider in this environment (production-aws), found "aws". Terraform ignores the reference and uses the environment\'s account and region',
    ],
  ],
  [
    "one manifest twice in a stream",
    {
      "repositories/a.yaml": `${manifest("providerRef: { name: aws }")}---\n${manifest("providerRef: { name: aws }")}`,
    },
    [
      'repositories/a.yaml:12:19: error: repositoryName: expected each repository once, found "team/api" at repositories/a.yaml:5 as well. Remove one of them',
    ],
  ],
  [
    "a manifest and our own file",
    { ...REPO(), "repositories/b.yaml": repository() },
    [
      'repositories/b.yaml:2:21: error: repositoryName: expected each repository once, found "team/api" at repositories/a.yaml:5 as well. Remove one of them',
    ],
  ],
];

describe("manifests of repositories", () => {
  testBadInputs(REPOSITORIES);
});
