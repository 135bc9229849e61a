import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const REGISTRY = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("registry:", ...lines.map((line) => `  ${line}`)),
});
const RULE = (frequency: string, ...filters: readonly string[]) =>
  `{ scanFrequency: ${frequency}, repositoryFilters: ${JSON.stringify(filters)} }`;
const SCANNING = (scanType: string, ...rules: readonly string[]) =>
  REGISTRY("scanning:", `  scanType: ${scanType}`, "  rules:", ...rules.map((rule) => `    - ${rule}`));
const REPLICATION = (...rules: readonly string[]) => REGISTRY("replication:", ...rules.map((rule) => `  - ${rule}`));
const HUB = {
  ecrRepositoryPrefix: "hub",
  upstreamRegistryUrl: "registry-1.docker.io",
  credentialArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf",
};
const POLICY = (Resource: string) =>
  REGISTRY(
    `policy: ${JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Replicate", Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: ["ecr:ReplicateImage"], Resource }] })}`,
  );

const REGISTRIES: BadInputs = [
  ["nothing in it", REGISTRY("{}"), []],
  [
    "a misspelt setting",
    REGISTRY("scaning: { scanType: BASIC, rules: [] }"),
    ['environment.yaml:5:3: error: registry: expected a known key, found "scaning". Did you mean "scanning"?'],
  ],
  [
    "a key with an alias of AWS, and numbers that KMS does not accept",
    REGISTRY("key: { alias: alias/aws/ecr, rotationPeriodInDays: 30, deletionWindowInDays: 90 }"),
    [
      'environment.yaml:5:17: error: alias: expected alias/<name> with letters, digits and / _ -, at most 256 characters, that does not start with alias/aws/, found "alias/aws/ecr"',
      "environment.yaml:5:54: error: rotationPeriodInDays: expected at least 90, found 30",
      "environment.yaml:5:80: error: deletionWindowInDays: expected at most 30, found 90",
    ],
  ],
  [
    "alarms for a topic elsewhere, and quotas of other actions",
    REGISTRY(
      'quotaAlarms: { topic: "arn:aws:sns:us-east-1:111122223333:operations", percent: 0, quotas: { DescribeImages: 5 } }',
    ),
    [
      "environment.yaml:5:83: error: percent: expected at least 1, found 0",
      'environment.yaml:5:96: error: quotas: expected BatchCheckLayerAvailability, BatchGetImage, CompleteLayerUpload, GetAuthorizationToken, GetDownloadUrlForLayer, InitiateLayerUpload, PutImage or UploadLayerPart, found "DescribeImages"',
    ],
  ],
  [
    "alarms for a topic elsewhere",
    REGISTRY('quotaAlarms: { topic: "arn:aws:sns:us-east-1:111122223333:operations" }'),
    [
      'environment.yaml:5:25: error: topic: expected a topic in account 111122223333 and eu-west-1, like the registry, found "arn:aws:sns:us-east-1:111122223333:operations"',
    ],
  ],
  [
    "alarms for a queue",
    REGISTRY('quotaAlarms: { topic: "arn:aws:sqs:eu-west-1:111122223333:operations" }'),
    [
      'environment.yaml:5:25: error: topic: expected the ARN of a standard SNS topic (arn:aws:sns:<region>:<account>:<topic>), found "arn:aws:sqs:eu-west-1:111122223333:operations"',
    ],
  ],
  [
    "a key that is declared and released",
    { "environment.yaml": `${SOUND}registry: { key: { alias: alias/ecr } }\nreleased: ["key:registry"]\n` },
    [
      "environment.yaml:5:12: error: released[0]: expected no registry.key next to key:registry, found one with alias/ecr. Remove registry.key, or the name here",
    ],
  ],
  [
    "a key under both lists",
    { "environment.yaml": `${SOUND}removed: ["key:registry"]\nreleased: ["key:registry"]\n` },
    ["environment.yaml:5:12: error: released[0]: expected key:registry once, found it twice. Remove one"],
  ],
  [
    "a released key that a repository may still use",
    {
      "environment.yaml": `${SOUND}released: ["key:registry"]\n`,
      "repositories/a.yaml":
        "repositories: [{ repositoryName: team/api, encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/ecr/two } }]\n",
    },
    [
      "environment.yaml:4:12: error: released[0]: expected no repository or template whose kmsKey is an alias, found team/api (alias/ecr/two). If the alias names the released key, no one could read the images anymore. To leave the key in KMS, list key:registry under removed. To delete the key, delete these repositories first. If the alias names a different key, write that key's ARN",
      'repositories/a.yaml:1:100: warning: kmsKey: expected a key\'s ARN, found "alias/ecr/two". If the alias moves to another key, Terraform will plan to replace the repository. To print the ARN, run aws kms describe-key --key-id alias/ecr/two --query KeyMetadata.Arn',
    ],
  ],
  [
    "three scanning rules",
    SCANNING("BASIC", ...["a", "b", "c"].map((it) => RULE("SCAN_ON_PUSH", it))),
    ["environment.yaml:8:7: error: rules: expected at most 2 entries, found 3"],
  ],
  [
    "a frequency that BASIC does not have",
    SCANNING("BASIC", RULE("CONTINUOUS_SCAN", "*")),
    [
      "environment.yaml:8:26: error: scanFrequency: expected SCAN_ON_PUSH with scanType BASIC, found CONTINUOUS_SCAN. Write SCAN_ON_PUSH, or scanType: ENHANCED",
    ],
  ],
  [
    "two rules of one frequency",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "a"), RULE("SCAN_ON_PUSH", "b")),
    [
      "environment.yaml:9:26: error: scanFrequency: expected one rule for each frequency, found a second rule with SCAN_ON_PUSH. Merge the filters of both rules into one rule",
    ],
  ],
  [
    "a filter with upper case, and none",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "Team/*"), RULE("CONTINUOUS_SCAN")),
    [
      'environment.yaml:8:60: error: repositoryFilters[0]: expected a filter of lowercase letters, digits and . _ - / *, such as "team/*" or "*", found "Team/*"',
      "environment.yaml:9:62: error: repositoryFilters: expected at least 1 entry, found 0",
    ],
  ],
  [
    "filters that end in a separator or double one",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "platform-engineering-shared-service_", "a//b")),
    [
      'environment.yaml:8:60: error: repositoryFilters[0]: expected a filter of lowercase letters, digits and . _ - / *, such as "team/*" or "*", found "platform-engineering-shared-service_"',
      'environment.yaml:8:99: error: repositoryFilters[1]: expected a filter of lowercase letters, digits and . _ - / *, such as "team/*" or "*", found "a//b"',
    ],
  ],
  [
    "the registry itself",
    REPLICATION("{ destinations: [{ region: eu-west-1 }] }"),
    [
      "environment.yaml:6:34: error: region: expected a different region or account, found eu-west-1 in this account, which is this registry itself",
    ],
  ],
  [
    "the registry itself by its account",
    REPLICATION('{ destinations: [{ region: eu-west-1, account: "111122223333" }] }'),
    [
      "environment.yaml:6:34: error: region: expected a different region or account, found eu-west-1 in this account, which is this registry itself",
    ],
  ],
  [
    "another partition, and the same twice",
    REPLICATION("{ destinations: [{ region: cn-north-1 }, { region: eu-central-1 }, { region: eu-central-1 }] }"),
    [
      'environment.yaml:6:34: error: region: expected a region in the registry\'s partition, aws, found "cn-north-1" in aws-cn. ECR does not replicate between partitions',
      "environment.yaml:6:74: error: destinations[2]: expected each destination once, found eu-central-1 twice. Remove one",
    ],
  ],
  [
    "an account that is a number, and a region that is none",
    REPLICATION("{ destinations: [{ region: europe, account: 444455556666 }] }"),
    [
      'environment.yaml:6:34: error: region: expected an AWS region such as "eu-west-1", found "europe". The closest matches are eu-north-1, eu-south-1 or eu-south-2',
      'environment.yaml:6:51: error: account: expected text, found 444455556666. Put it in quotes: "444455556666"',
    ],
  ],
  [
    "a prefix with a star",
    REPLICATION('{ destinations: [{ region: eu-central-1 }], repositoryPrefixes: ["team/*"] }'),
    [
      'environment.yaml:6:72: error: repositoryPrefixes[0]: expected a prefix of repository names, 2 to 256 characters without "*", such as "team/", found "team/*"',
    ],
  ],
  [
    "26 destinations",
    REPLICATION(
      ...[0, 1].map(
        (rule) =>
          `{ destinations: ${JSON.stringify(Array.from({ length: 13 }, (_, i) => ({ region: "eu-central-1", account: String(200000000000 + rule * 100 + i) })))} }`,
      ),
    ),
    ["environment.yaml:6:5: error: replication: expected at most 25 different destinations across all rules, found 26"],
  ],
  [
    "another registry's resource",
    POLICY("arn:aws:ecr:us-east-1:111122223333:repository/*"),
    [
      'environment.yaml:5:180: warning: Resource: expected a repository in this registry, found "arn:aws:ecr:us-east-1:111122223333:repository/*". Write arn:aws:ecr:eu-west-1:111122223333:repository/<name>, where * matches any characters',
    ],
  ],
  [
    "a statement without Resource",
    REGISTRY(
      `policy: {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:ReplicateImage"}]}`,
    ),
    [
      "environment.yaml:5:48: error: Resource: expected text or a list, found nothing",
      'environment.yaml:5:78: error: Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a policy that is too long",
    POLICY(`arn:aws:ecr:eu-west-1:111122223333:repository/${"x".repeat(10240)}`),
    [
      "environment.yaml:5:11: error: policy: expected a policy of at most 10240 characters (compact JSON), found 10460. Merge statements, or grant access to a whole account or organization",
    ],
  ],
  [
    "a service whose pulls do not count",
    REGISTRY("pullTimeUpdateExclusions:", "  - ecr.amazonaws.com"),
    [
      'environment.yaml:6:7: error: pullTimeUpdateExclusions[0]: expected the ARN of an IAM role or user (arn:aws:iam::<account>:role/<name>), at most 200 characters, found "ecr.amazonaws.com"',
    ],
  ],
  [
    "two principals with one Terraform name",
    REGISTRY(
      "pullTimeUpdateExclusions:",
      "  - arn:aws:iam::111122223333:role/ci/scan",
      "  - arn:aws:iam::111122223333:role/ci_scan",
    ),
    [
      'environment.yaml:7:7: error: pullTimeUpdateExclusions[1]: expected each principal once, found "arn:aws:iam::111122223333:role/ci_scan" and "arn:aws:iam::111122223333:role/ci/scan", which have the same Terraform name',
    ],
  ],
];

testBadInputs(REGISTRIES);

const CONTINUOUS_PROD = { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["prod/*"] };
const ON_PUSH_ALL = { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] };

test("valid settings stay unchanged", () => {
  const { registry } = environmentOf(
    REGISTRY(
      `scanning: { scanType: ENHANCED, rules: [${RULE("CONTINUOUS_SCAN", "prod/*")}, ${RULE("SCAN_ON_PUSH", "*")}] }`,
      'replication: [{ destinations: [{ region: eu-central-1 }, { region: eu-west-1, account: "444455556666" }] }]',
      `pullThroughCache: [${JSON.stringify(HUB)}, { ecrRepositoryPrefix: public, upstreamRegistryUrl: public.ecr.aws }]`,
    ),
  );
  expect(registry).toEqual({
    scanning: {
      scanType: "ENHANCED",
      rules: [CONTINUOUS_PROD, ON_PUSH_ALL],
    },
    replication: [{ destinations: [{ region: "eu-central-1" }, { region: "eu-west-1", account: "444455556666" }] }],
    pullThroughCache: [HUB, { ecrRepositoryPrefix: "public", upstreamRegistryUrl: "public.ecr.aws" }],
  });
});
