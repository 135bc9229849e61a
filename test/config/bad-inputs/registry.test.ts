import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const REGISTRY = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("registry:", ...lines.map((line) => `  ${line}`)),
});
const RULE = (frequency: string, ...filters: readonly string[]) =>
  `{ scanFrequency: ${frequency}, repositoryFilters: ${JSON.stringify(filters)} }`;
const SCANNING = (scanType: string, ...rules: readonly string[]) =>
  REGISTRY("scanning:", `  scanType: ${scanType}`, "  rules:", ...rules.map((rule) => `    - ${rule}`));
const REPLICATION = (...rules: readonly string[]) => REGISTRY("replication:", ...rules.map((rule) => `  - ${rule}`));
const CACHE = (...rules: readonly object[]) =>
  REGISTRY("pullThroughCache:", ...rules.map((rule) => `  - ${JSON.stringify(rule)}`));
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";
const HUB = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn: SECRET };
const THEIRS = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";
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
      "environment.yaml:9:26: error: scanFrequency: expected one rule for each frequency, found a second one with SCAN_ON_PUSH. Merge their filters into one rule",
    ],
  ],
  [
    "a filter with upper case, and none",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "Team/*"), RULE("CONTINUOUS_SCAN")),
    [
      'environment.yaml:8:60: error: repositoryFilters[0]: expected a filter of lower-case letters, digits and . _ - / *, such as "team/*" or "*", found "Team/*"',
      "environment.yaml:9:62: error: repositoryFilters: expected at least 1 entry, found 0",
    ],
  ],
  [
    "filters that end in a separator or double one",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "platform-engineering-shared-service_", "a//b")),
    [
      'environment.yaml:8:60: error: repositoryFilters[0]: expected a filter of lower-case letters, digits and . _ - / *, such as "team/*" or "*", found "platform-engineering-shared-service_"',
      'environment.yaml:8:99: error: repositoryFilters[1]: expected a filter of lower-case letters, digits and . _ - / *, such as "team/*" or "*", found "a//b"',
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
      "environment.yaml:6:74: error: destinations[2]: expected each destination once, found eu-central-1 twice",
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
    "Docker Hub without a secret",
    CACHE({ ...HUB, credentialArn: undefined }),
    [
      "environment.yaml:6:7: error: credentialArn: expected a secret for registry-1.docker.io, found nothing. Write the ARN of a secret named ecr-pullthroughcache/<name>",
    ],
  ],
  [
    "a secret of another region",
    CACHE({ ...HUB, credentialArn: SECRET.replace("eu-west-1", "us-east-1") }),
    [
      "environment.yaml:6:97: error: credentialArn: expected a secret in account 111122223333 and region eu-west-1, like the registry, found one in 111122223333 and us-east-1",
    ],
  ],
  [
    "secret of another name",
    CACHE({ ...HUB, credentialArn: SECRET.replace("ecr-pullthroughcache/", "") }),
    [
      'environment.yaml:6:97: error: credentialArn: expected a secret\'s ARN (arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>), found "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-AbCdEf"',
    ],
  ],
  [
    "a URL in the place of a host",
    CACHE({ ecrRepositoryPrefix: "public", upstreamRegistryUrl: "https://public.ecr.aws/" }),
    [
      'environment.yaml:6:61: error: upstreamRegistryUrl: expected a host name without https:// and path, such as "registry-1.docker.io", found "https://public.ecr.aws/"',
    ],
  ],
  [
    "a registry that ECR does not fetch from",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: "registry.example.com" }),
    [
      'environment.yaml:6:58: warning: upstreamRegistryUrl: expected a registry that ECR can cache (public.ecr.aws, registry.k8s.io, quay.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev, <name>.azurecr.io or <account>.dkr.ecr.<region>.amazonaws.com), found "registry.example.com"',
    ],
  ],
  [
    "one prefix for two registries",
    CACHE(HUB, { ...HUB, ecrRepositoryPrefix: "hub/" }),
    [
      'environment.yaml:7:30: error: ecrRepositoryPrefix: expected each prefix once, found "hub/" and "hub", which have the same Terraform name',
    ],
  ],
  [
    "a prefix of 31 characters",
    CACHE({ ...HUB, ecrRepositoryPrefix: "x".repeat(31) }),
    [
      'environment.yaml:6:30: error: ecrRepositoryPrefix: expected a prefix of 2 to 30 lower-case letters, digits and . _ - /, such as "docker-hub", or ROOT for no prefix, found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    ],
  ],
  [
    "a cache of itself",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS.replace("444455556666", "111122223333") }),
    [
      'environment.yaml:6:58: error: upstreamRegistryUrl: expected a different registry, found "111122223333.dkr.ecr.eu-west-1.amazonaws.com", which is this registry itself',
    ],
  ],
  [
    "another account's registry without a role",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS }),
    [
      "environment.yaml:6:7: error: customRoleArn: expected a role that may read 444455556666.dkr.ecr.eu-west-1.amazonaws.com in account 444455556666, found nothing. Write the ARN of a role in this account",
    ],
  ],
  [
    "another account's role",
    CACHE({
      ecrRepositoryPrefix: "own",
      upstreamRegistryUrl: THEIRS,
      customRoleArn: "arn:aws:iam::444455556666:role/pull",
    }),
    [
      "environment.yaml:6:121: error: customRoleArn: expected a role in the registry's account, 111122223333, found one in 444455556666",
    ],
  ],
  [
    "a role for a registry that is not ECR",
    CACHE({ ...HUB, customRoleArn: "arn:aws:iam::111122223333:role/pull" }),
    [
      'environment.yaml:6:200: error: customRoleArn: expected no role with registry-1.docker.io, found "arn:aws:iam::111122223333:role/pull". Only ECR registries in other accounts need one',
    ],
  ],
  [
    "a prefix there, and none here",
    CACHE({
      ecrRepositoryPrefix: "ROOT",
      upstreamRepositoryPrefix: "team",
      upstreamRegistryUrl: THEIRS,
      customRoleArn: "arn:aws:iam::111122223333:role/pull",
    }),
    [
      'environment.yaml:6:64: error: upstreamRepositoryPrefix: expected ROOT, because ecrRepositoryPrefix is ROOT, found "team". Write ROOT for both, or a prefix for both',
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
