import { SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const GROUP = "apiVersion: aws-infra-operator.runner.codes/v1alpha1";

const OPERATOR = text(
  "operator: { install: manifests, manages: [sandbox/], roleName: infra-operator }",
  "cluster: { eks: prod }",
);

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

/** A manifest of a provider; lines belong to its `spec`. */
function provider(name: string, ...spec: readonly string[]): string {
  return text(GROUP, "kind: AWSProvider", `metadata: { name: ${name} }`, "spec:", ...spec.map((line) => `  ${line}`));
}

const PROVIDER = (...spec: readonly string[]) => ({
  "environment.yaml": SOUND + "tags: { Owner: platform }\n" + OPERATOR,
  "repositories/p.yaml": provider("aws", ...spec),
});

const ROLE = "roleARN: arn:aws:iam::111122223333:role/infra-operator";

const PROVIDERS: BadInputs = [
  [
    "another region",
    PROVIDER("region: us-east-1", ROLE),
    [
      'repositories/p.yaml:5:11: error: region: AWSProvider aws: expected the environment\'s region, eu-west-1, found "us-east-1"',
    ],
  ],
  [
    "an endpoint that the environment does not use",
    PROVIDER("region: eu-west-1", ROLE, "endpoint: https://vpce-1.api.ecr.eu-west-1.vpce.amazonaws.com"),
    [
      'repositories/p.yaml:7:13: warning: endpoint: AWSProvider aws: expected no endpoint, found "https://vpce-1.api.ecr.eu-west-1.vpce.amazonaws.com", which Terraform ignores. To use it, write provider: { endpoints: { ecr: "https://vpce-1.api.ecr.eu-west-1.vpce.amazonaws.com" } } in the environment',
    ],
  ],
  [
    "a region that is none",
    {
      "environment.yaml": SOUND.replace("region: eu-west-1\n", ""),
      "repositories/p.yaml": provider("aws", "region: europe"),
    },
    [
      'repositories/p.yaml:5:11: error: region: AWSProvider aws: expected an AWS region such as "eu-west-1", found "europe". The closest matches are eu-north-1, eu-south-1 or eu-south-2',
    ],
  ],
  [
    "another account",
    PROVIDER("region: eu-west-1", "roleARN: arn:aws:iam::999988887777:role/infra-operator"),
    [
      "repositories/p.yaml:6:12: error: roleARN: AWSProvider aws: expected a role in the environment's account, 111122223333, found one in 999988887777",
    ],
  ],
  [
    "another partition",
    PROVIDER("region: eu-west-1", "roleARN: arn:aws-cn:iam::111122223333:role/infra-operator"),
    [
      "repositories/p.yaml:6:12: error: roleARN: AWSProvider aws: expected a role in aws, the partition of region eu-west-1, found one in aws-cn",
    ],
  ],
  [
    "another role",
    PROVIDER("region: eu-west-1", "roleARN: arn:aws:iam::111122223333:role/platform/infra-operator"),
    [
      "repositories/p.yaml:6:12: error: roleARN: AWSProvider aws: expected the environment's role, infra-operator, found platform/infra-operator",
    ],
  ],
  [
    "a role that is none",
    PROVIDER("region: eu-west-1", "roleARN: infra-operator"),
    [
      'repositories/p.yaml:6:12: error: roleARN: AWSProvider aws: expected a role\'s ARN (arn:<partition>:iam::<account>:role/<name>), found "infra-operator"',
    ],
  ],
  [
    "another value of a default tag",
    PROVIDER("region: eu-west-1", "defaultTags: { Owner: somebody }"),
    [
      'repositories/p.yaml:6:25: error: Owner: AWSProvider aws: expected "platform", as in the environment, found "somebody"',
    ],
  ],
  [
    "a tag that AWS keeps to itself",
    PROVIDER("region: eu-west-1", "defaultTags: { aws:x: y }"),
    [
      'repositories/p.yaml:6:18: error: defaultTags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
    ],
  ],
  [
    "two that do not agree",
    {
      "repositories/p.yaml": `${provider("a", "region: eu-west-1", "defaultTags: { Team: a }")}---\n${provider("b", "region: eu-central-1", "defaultTags: { Team: b }")}`,
    },
    [
      'repositories/p.yaml:12:11: error: region: AWSProvider b: expected the environment\'s region, eu-west-1, found "eu-central-1"',
      'repositories/p.yaml:13:24: error: Team: AWSProvider b: expected "a", as in the environment, found "b"',
    ],
  ],
  [
    "keys that do not belong into a file",
    PROVIDER(
      "region: eu-west-1",
      "accessKeyIDRef: { name: aws, key: id }",
      "secretAccessKeyRef: { name: aws, key: secret }",
    ),
    [
      "repositories/p.yaml:6:19: warning: accessKeyIDRef: AWSProvider aws: expected roleARN, found static credentials, which Terraform ignores. Remove them",
      "repositories/p.yaml:7:23: warning: secretAccessKeyRef: AWSProvider aws: expected roleARN, found static credentials, which Terraform ignores. Remove them",
    ],
  ],
  [
    "a role that the operator fails with",
    PROVIDER("region: eu-west-1", "assumeRoleARN: arn:aws:iam::111122223333:role/other"),
    [
      "repositories/p.yaml:6:18: warning: assumeRoleARN: AWSProvider aws: expected roleARN, found assumeRoleARN. With assumeRoleARN, the operator fails for every repository. Use roleARN and the ServiceAccount's annotation",
    ],
  ],
  [
    "a fault in a provider brings up no repository without one",
    { ...REPO(), "repositories/p.yaml": provider("aws", "regoin: eu-west-1") },
    ['repositories/p.yaml:5:3: error: spec: expected a known key, found "regoin". Did you mean "region"?'],
  ],
];

describe("manifests of providers", () => {
  testBadInputs(PROVIDERS);
});
