import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../support";

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
    [
      'environment.yaml:5:3: error: registry: unknown key "scaning"; known here: scanning, replication, policy, pullThroughCache, creationTemplates. Did you mean "scanning"?',
    ],
  ],
  [
    "three scanning rules",
    SCANNING("BASIC", ...["a", "b", "c"].map((it) => RULE("SCAN_ON_PUSH", it))),
    ["environment.yaml:8:7: error: rules: found 3; at most 2 entries allowed"],
  ],
  [
    "a frequency that BASIC does not have",
    SCANNING("BASIC", RULE("CONTINUOUS_SCAN", "*")),
    [
      "environment.yaml:8:26: error: scanFrequency: CONTINUOUS_SCAN with scanType BASIC, which scans on push only; write SCAN_ON_PUSH, or scanType: ENHANCED",
    ],
  ],
  [
    "two rules of one frequency",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "a"), RULE("SCAN_ON_PUSH", "b")),
    ["environment.yaml:9:26: error: scanFrequency: a second rule with SCAN_ON_PUSH; put the filters of both into one"],
  ],
  [
    "a filter with upper case, and none",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "Team/*"), RULE("CONTINUOUS_SCAN")),
    [
      'environment.yaml:8:60: error: repositoryFilters: found "Team/*"; a filter has lower-case letters, digits, . _ - / and *, as in "team/*" or "*"',
      "environment.yaml:9:62: error: repositoryFilters: found 0; at least 1 entry allowed",
    ],
  ],
  [
    "filters that end in a separator or double one",
    SCANNING("ENHANCED", RULE("SCAN_ON_PUSH", "platform-engineering-shared-service_", "a//b")),
    [
      'environment.yaml:8:60: error: repositoryFilters: found "platform-engineering-shared-service_"; a filter has lower-case letters, digits, . _ - / and *, as in "team/*" or "*"',
      'environment.yaml:8:99: error: repositoryFilters: found "a//b"; a filter has lower-case letters, digits, . _ - / and *, as in "team/*" or "*"',
    ],
  ],
  [
    "the registry itself",
    REPLICATION("{ destinations: [{ region: eu-west-1 }] }"),
    [
      "environment.yaml:6:34: error: region: eu-west-1 of this account is the registry itself; name another region or account",
    ],
  ],
  [
    "the registry itself by its account",
    REPLICATION('{ destinations: [{ region: eu-west-1, account: "111122223333" }] }'),
    [
      "environment.yaml:6:34: error: region: eu-west-1 of this account is the registry itself; name another region or account",
    ],
  ],
  [
    "another partition, and the same twice",
    REPLICATION("{ destinations: [{ region: cn-north-1 }, { region: eu-central-1 }, { region: eu-central-1 }] }"),
    [
      'environment.yaml:6:34: error: region: "cn-north-1" is in the partition aws-cn, the registry in aws; ECR replicates within a partition only',
      "environment.yaml:6:74: error: destinations: the same destination is there twice; leave one out",
    ],
  ],
  [
    "an account that is a number, and a region that is none",
    REPLICATION("{ destinations: [{ region: europe, account: 444455556666 }] }"),
    [
      'environment.yaml:6:34: error: region: expected an AWS region such as "eu-west-1", found "europe". The nearest are eu-north-1, eu-south-1 or eu-south-2',
      'environment.yaml:6:51: error: account: found 444455556666; text is allowed, put it in quotes: "444455556666"',
    ],
  ],
  [
    "a prefix with a star",
    REPLICATION('{ destinations: [{ region: eu-central-1 }], repositoryPrefixes: ["team/*"] }'),
    [
      'environment.yaml:6:72: error: repositoryPrefixes: found "team/*"; a prefix is the beginning of repository names, 2 to 256 characters, as in "team/"; it has no *',
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
    ["environment.yaml:6:5: error: replication: 26 different destinations; at most 25 are allowed in all rules"],
  ],
  [
    "another registry's resource",
    POLICY("arn:aws:ecr:us-east-1:111122223333:repository/*"),
    [
      'environment.yaml:5:180: warning: Resource: "arn:aws:ecr:us-east-1:111122223333:repository/*" is no repository of this registry; write arn:aws:ecr:eu-west-1:111122223333:repository/<name>, where * stands for any characters',
    ],
  ],
  [
    "a statement without Resource",
    REGISTRY(
      `policy: {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:ReplicateImage"}]}`,
    ),
    [
      "environment.yaml:5:48: error: Resource: missing; text or a list is required",
      'environment.yaml:5:78: error: Principal: Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a policy that is too long",
    POLICY(`arn:aws:ecr:eu-west-1:111122223333:repository/${"x".repeat(10240)}`),
    [
      "environment.yaml:5:11: error: policy: the policy has 10460 characters as compact JSON; AWS takes at most 10240; join statements, or grant to an account or organisation",
    ],
  ],
  [
    "Docker Hub without a secret",
    CACHE({ ...HUB, credentialArn: undefined }),
    [
      "environment.yaml:6:7: error: credentialArn: registry-1.docker.io without credentialArn; ECR signs in to it, name the secret ecr-pullthroughcache/<name>",
    ],
  ],
  [
    "a secret of another region",
    CACHE({ ...HUB, credentialArn: SECRET.replace("eu-west-1", "us-east-1") }),
    [
      "environment.yaml:6:97: error: credentialArn: the secret is of 111122223333 in us-east-1, the registry of 111122223333 in eu-west-1; ECR reads secrets of its own account and region only",
    ],
  ],
  [
    "secret of another name",
    CACHE({ ...HUB, credentialArn: SECRET.replace("ecr-pullthroughcache/", "") }),
    [
      'environment.yaml:6:97: error: credentialArn: found "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-AbCdEf"; the ARN of a secret is allowed whose name begins with ecr-pullthroughcache/, arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>',
    ],
  ],
  [
    "a URL in the place of a host",
    CACHE({ ecrRepositoryPrefix: "public", upstreamRegistryUrl: "https://public.ecr.aws/" }),
    [
      'environment.yaml:6:61: error: upstreamRegistryUrl: found "https://public.ecr.aws/"; a host name is allowed, without https:// and path, as in "registry-1.docker.io"',
    ],
  ],
  [
    "a registry that ECR does not fetch from",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: "registry.example.com" }),
    [
      'environment.yaml:6:58: warning: upstreamRegistryUrl: "registry.example.com" is none that ECR is known to take: public.ecr.aws, registry.k8s.io, quay.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev, <name>.azurecr.io or <account>.dkr.ecr.<region>.amazonaws.com',
    ],
  ],
  [
    "one prefix for two registries",
    CACHE(HUB, { ...HUB, ecrRepositoryPrefix: "hub/" }),
    [
      'environment.yaml:7:30: error: ecrRepositoryPrefix: "hub/" and "hub" are one prefix, or one name in Terraform; choose another',
    ],
  ],
  [
    "a prefix of 31 characters",
    CACHE({ ...HUB, ecrRepositoryPrefix: "x".repeat(31) }),
    [
      'environment.yaml:6:30: error: ecrRepositoryPrefix: found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; a prefix has 2 to 30 lower-case letters, digits and . _ - /, as in "docker-hub"; ROOT stands for none',
    ],
  ],
  [
    "a cache of itself",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS.replace("444455556666", "111122223333") }),
    [
      'environment.yaml:6:58: error: upstreamRegistryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com" is the registry itself; name another',
    ],
  ],
  [
    "another account's registry without a role",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS }),
    [
      "environment.yaml:6:7: error: customRoleArn: 444455556666.dkr.ecr.eu-west-1.amazonaws.com is of the account 444455556666; name the role of this account that may read it",
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
      "environment.yaml:6:121: error: customRoleArn: the role is of the account 444455556666; ECR takes one of its own, 111122223333",
    ],
  ],
  [
    "a role for a registry that is not ECR",
    CACHE({ ...HUB, customRoleArn: "arn:aws:iam::111122223333:role/pull" }),
    [
      "environment.yaml:6:200: error: customRoleArn: a role with registry-1.docker.io, which is no ECR; ECR signs in to that with credentialArn, if at all",
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
      'environment.yaml:6:64: error: upstreamRepositoryPrefix: "team" with the prefix ROOT here; write ROOT for both, or a prefix for both',
    ],
  ],
];

testBadInputs(REGISTRIES);

test("what is right is taken as it is", () => {
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
      rules: [
        { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["prod/*"] },
        { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] },
      ],
    },
    replication: [{ destinations: [{ region: "eu-central-1" }, { region: "eu-west-1", account: "444455556666" }] }],
    pullThroughCache: [HUB, { ecrRepositoryPrefix: "public", upstreamRegistryUrl: "public.ecr.aws" }],
  });
});
