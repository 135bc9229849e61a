import { repository, testBadInputs, text, type BadInputs } from "../support";

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
      'repositories/a.yaml:1:13: error: apiVersion: found "ConfigMap" with apiVersion "v1"; aws-infra-operator.runner.codes/v1alpha1 is read here, keep other manifests elsewhere',
    ],
  ],
  [
    "another kind of the operator's",
    BARE(GROUP, "kind: S3Bucket", "metadata: { name: a }", "spec: {}"),
    [
      'repositories/a.yaml:2:7: error: kind: found "S3Bucket"; ECRRepository and AWSProvider are read here, keep others elsewhere.',
    ],
  ],
  [
    "a kind that is misspelt",
    BARE(GROUP, "kind: ECRRepositry", "metadata: { name: a }", "spec: {}"),
    [
      'repositories/a.yaml:2:7: error: kind: found "ECRRepositry"; ECRRepository and AWSProvider are read here, keep others elsewhere. Did you mean "ECRRepository"?',
    ],
  ],
  [
    "no kind",
    BARE(GROUP, "metadata: { name: a }"),
    [
      "repositories/a.yaml:1:1: error: kind: found nothing; ECRRepository and AWSProvider are read here, keep others elsewhere.",
    ],
  ],
  [
    "no API version",
    BARE("kind: ECRRepository", "metadata: { name: a }"),
    [
      'repositories/a.yaml:1:1: error: apiVersion: found "ECRRepository" with apiVersion nothing; aws-infra-operator.runner.codes/v1alpha1 is read here, keep other manifests elsewhere',
    ],
  ],
  [
    "a Secret, which is left out",
    BARE("apiVersion: v1", "kind: Secret", "metadata: { name: a }", "stringData: { access-key-id: test }"),
    [
      "repositories/a.yaml:2:7: warning: kind: a Secret is left out: credentials do not belong beside an environment. Terraform signs in by `provider`, the operator by its role",
    ],
  ],
  [
    "no spec",
    BARE(GROUP, "kind: ECRRepository", "metadata: { name: a }"),
    ["repositories/a.yaml:1:1: error: spec: missing; a mapping is required"],
  ],
  [
    "no name",
    BARE(GROUP, "kind: ECRRepository", "metadata: { name: a }", "spec: { providerRef: { name: aws } }"),
    ["repositories/a.yaml:4:7: error: repositoryName: missing; text is required"],
  ],
  [
    "no provider",
    { "repositories/a.yaml": manifest() },
    ["repositories/a.yaml:5:3: error: providerRef: missing; a mapping is required"],
  ],
  [
    "a key of ours",
    REPO("pullPrincipals: []"),
    [
      'repositories/a.yaml:7:3: error: spec: unknown key "pullPrincipals"; known here: providerRef, repositoryName, imageTagMutability, scanOnPush, encryptionConfiguration, lifecyclePolicy, tags, deletionPolicy, repositoryPolicyText.',
    ],
  ],
  [
    "a misspelt key, and a fault that it does not hide",
    REPO("scanOnPsh: true", "tags: { aws:x: y }"),
    [
      'repositories/a.yaml:7:3: error: spec: unknown key "scanOnPsh"; known here: providerRef, repositoryName, imageTagMutability, scanOnPush, encryptionConfiguration, lifecyclePolicy, tags, deletionPolicy, repositoryPolicyText. Did you mean "scanOnPush"?',
      'repositories/a.yaml:8:11: error: tags: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
    ],
  ],
  [
    "a policy by name, which manifests do not have",
    REPO("lifecyclePolicy: standard"),
    [
      'repositories/a.yaml:7:20: error: lifecyclePolicy: found "standard"; a manifest has { policyText: <JSON text> } here',
    ],
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
      'repositories/a.yaml:14:28: error: tagStatus: tagStatus "tagged" without a list; ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."; add one of them, as tagPatternList: ["*"] for every tagged image',
    ],
  ],
  [
    "a repository policy with a fault, and what the operator does not do",
    REPO(
      "repositoryPolicyText: |",
      "  {",
      '    "Version": "2012-10-17",',
      '    "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage" }]',
      "  }",
    ),
    [
      "repositories/a.yaml:7:25: warning: repositoryPolicyText: repositoryPolicyText is applied here; the operator's CRD does not have it, so a cluster refuses or drops it",
      'repositories/a.yaml:10:55: error: Principal: Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a deletion policy that the operator does not honour",
    REPO("deletionPolicy: Retain"),
    [
      "repositories/a.yaml:7:19: warning: deletionPolicy: deletionPolicy Retain holds here; the operator deletes the repository and its images all the same when the manifest leaves a cluster",
    ],
  ],
  [
    "a provider that is not there",
    { ...REPO(), "repositories/p.yaml": provider("production-aws", "region: eu-west-1") },
    [
      'repositories/a.yaml:6:24: warning: name: providerRef.name "aws" is no AWSProvider of this environment (production-aws); the repository is made in the environment\'s account and region all the same',
    ],
  ],
  [
    "one manifest twice in a stream",
    {
      "repositories/a.yaml": `${manifest("providerRef: { name: aws }")}---\n${manifest("providerRef: { name: aws }")}`,
    },
    [
      'repositories/a.yaml:12:19: error: repositoryName: "team/api" is declared at repositories/a.yaml:5 too; keep one of them',
    ],
  ],
  [
    "a manifest and our own file",
    { ...REPO(), "repositories/b.yaml": repository() },
    [
      'repositories/b.yaml:2:21: error: repositoryName: "team/api" is declared at repositories/a.yaml:5 too; keep one of them',
    ],
  ],
];

describe("manifests of repositories", () => {
  testBadInputs(REPOSITORIES);
});
