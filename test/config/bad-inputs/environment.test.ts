import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const WITHOUT = (key: string, ...lines: readonly string[]) => ({
  "environment.yaml": SOUND.replace(new RegExp(`^${key}:.*\n`, "m"), "") + text(...lines),
});

const INPUTS: BadInputs = [
  [
    "an unknown key, and what was meant",
    ENV("tag: { Owner: platform }"),
    [
      'environment.yaml:4:1: error: unknown key "tag"; known here: description, project, account, region, state, provider, tags, repositoryDefaults, lifecyclePolicies, repositories, registry, removed, released, imports, operator, cluster, clusters, ciRoles. Did you mean "tags"?',
    ],
  ],
  [
    "an unknown key that resembles none",
    ENV("colour: blue"),
    [
      'environment.yaml:4:1: error: unknown key "colour"; known here: description, project, account, region, state, provider, tags, repositoryDefaults, lifecyclePolicies, repositories, registry, removed, released, imports, operator, cluster, clusters, ciRoles.',
    ],
  ],
  [
    "a misspelt key that is required",
    WITHOUT("account", 'acount: "111122223333"'),
    [
      'environment.yaml:3:1: error: unknown key "acount"; known here: description, project, account, region, state, provider, tags, repositoryDefaults, lifecyclePolicies, repositories, registry, removed, released, imports, operator, cluster, clusters, ciRoles. Did you mean "account"?',
    ],
  ],
  [
    "an account id without quotes",
    WITHOUT("account", "account: 111122223333"),
    [
      'environment.yaml:3:10: error: account: found the number 111122223333; account ids are text, leading zeros and all: quote it, "111122223333"',
    ],
  ],
  [
    "an account id without quotes that begins with zeros",
    WITHOUT("account", "account: 000012345678"),
    [
      'environment.yaml:3:10: error: account: found the number 12345678; account ids are text, leading zeros and all: quote it, "000012345678"',
    ],
  ],
  [
    "an account id with too few digits",
    WITHOUT("account", 'account: "12345"'),
    ['environment.yaml:3:10: error: account: found "12345"; an account id has 12 digits'],
  ],
  [
    "no account id",
    WITHOUT("account"),
    [
      'environment.yaml:1:1: error: account: missing; the account id is required, 12 digits, quoted, as in "111122223333"',
    ],
  ],
  [
    "nothing after account",
    WITHOUT("account", "account:"),
    [
      'environment.yaml:3:9: error: account: found nothing; the account id is required, 12 digits, quoted, as in "111122223333"',
    ],
  ],
  [
    "a region that is none",
    WITHOUT("region", "region: Frankfurt"),
    [
      'environment.yaml:3:9: error: region: expected an AWS region such as "eu-west-1", found "Frankfurt". The nearest are af-south-1, ap-east-1 or ap-east-2',
    ],
  ],
  [
    "a region of no partition",
    WITHOUT("region", "region: xx-nowhere-9"),
    [
      'environment.yaml:3:9: error: region: expected an AWS region such as "eu-west-1", found "xx-nowhere-9". The nearest are ap-northeast-1, ap-northeast-2 or ap-northeast-3',
    ],
  ],
  [
    "a region that AWS has not announced",
    WITHOUT("region", "region: eu-west-9"),
    [
      'environment.yaml:3:9: warning: region: expected a region that AWS had on 2026-11-27, found "eu-west-9", treated as a region of the partition aws. Check the spelling; the nearest are eu-west-1, eu-west-2 or eu-west-3',
    ],
  ],
  ["the European Sovereign Cloud", WITHOUT("region", "region: eusc-de-east-1"), []],
  ["a region for the intelligence community", WITHOUT("region", "region: us-isof-south-1"), []],
  [
    "no region",
    WITHOUT("region"),
    [
      'environment.yaml:1:1: error: region: expected a region, found none. Write it, for example "eu-west-1", or add an AWSProvider manifest that states it',
    ],
  ],
  [
    "a misspelt region",
    WITHOUT("region", "regoin: eu-west-1"),
    [
      'environment.yaml:3:1: error: unknown key "regoin"; known here: description, project, account, region, state, provider, tags, repositoryDefaults, lifecyclePolicies, repositories, registry, removed, released, imports, operator, cluster, clusters, ciRoles. Did you mean "region"?',
    ],
  ],
  [
    "a project with capitals",
    ENV("project: Registry"),
    [
      'environment.yaml:4:10: error: project: found "Registry"; 1 to 63 lower-case letters, digits and hyphens are allowed, no hyphen first',
    ],
  ],
  [
    "tags without any",
    ENV("tags:"),
    ["environment.yaml:4:6: error: tags: found nothing; a mapping is allowed, write it or take the key out"],
  ],
  [
    "tags that are a list",
    ENV("tags: [Owner]"),
    ['environment.yaml:4:7: error: tags: found ["Owner"]; a mapping is allowed'],
  ],
  [
    "a tag that is a number",
    ENV("tags: { CostCenter: 4711 }"),
    ['environment.yaml:4:21: error: CostCenter: found 4711; text is allowed, put it in quotes: "4711"'],
  ],
  [
    "a tag that AWS keeps to itself",
    ENV("tags:", "  Owner: platform", "  aws:team: a"),
    [
      'environment.yaml:6:3: error: tags: the key "aws:team" begins with "aws:", which AWS keeps to itself; choose another',
    ],
  ],
  [
    "a tag with characters that AWS refuses",
    ENV('tags: { Owner: "a;b" }'),
    [
      'environment.yaml:4:16: error: Owner: "a;b" has characters that tags may not have; letters, digits, blanks and _ . : / = + - @ are allowed',
    ],
  ],
  [
    "a tag whose key is too long",
    ENV(`tags: { ${"k".repeat(129)}: a }`),
    ["environment.yaml:4:9: error: tags: the key has 129 characters; 1 to 128 are allowed, shorten it"],
  ],
  [
    "a tag whose value is too long",
    ENV(`tags: { Owner: ${"v".repeat(257)} }`),
    ["environment.yaml:4:16: error: Owner: the value has 257 characters; at most 256 are allowed"],
  ],
  [
    "51 tags, which repositories have too and do not repeat",
    {
      ...ENV("tags:", ...Array.from({ length: 51 }, (_, index) => `  k${index}: v`)),
      "repositories/a.yaml": repository("scanOnPush: false", "tags: { Own: a }"),
    },
    ["environment.yaml:5:3: error: tags: 51 tags; at most 50 are allowed, default tags included; leave some out"],
  ],
  [
    "a role that is none",
    ENV("provider:", "  assumeRole:", "    roleArn: terraform"),
    [
      'environment.yaml:6:14: error: roleArn: found "terraform"; the ARN of an IAM role is allowed, arn:aws:iam::<account>:role/<name>',
    ],
  ],
  [
    "a session's name with blanks",
    ENV("provider: { assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/terraform', sessionName: my session } }"),
    [
      'environment.yaml:4:93: error: sessionName: found "my session"; a session name has 2 to 64 letters, digits and _ + = , . @ -',
    ],
  ],
  [
    "an endpoint that is no URL",
    ENV("provider:", "  endpoints:", "    ecr: localhost:4566"),
    ['environment.yaml:6:10: error: ecr: found "localhost:4566"; a URL is allowed, as in "https://example.com:9000"'],
  ],
  [
    "an endpoint of a service that Terraform does not ask",
    ENV("provider: { endpoints: { ecrr: 'http://localhost:4566' } }"),
    [
      'environment.yaml:4:26: error: endpoints: unknown key "ecrr"; known here: ecr, eks, iam, kms, sts. Did you mean "ecr"?',
    ],
  ],
  [
    "an unknown key in the provider",
    ENV("provider: { asumeRole: {} }"),
    [
      'environment.yaml:4:13: error: provider: unknown key "asumeRole"; known here: profile, assumeRole, endpoints. Did you mean "assumeRole"?',
    ],
  ],
  [
    "a folder that is not there",
    ENV("repositories: [repos]"),
    ['environment.yaml:4:16: error: repositories: no file or folder "repos"; paths are relative to environments/dev'],
  ],
  [
    "folders that are no list",
    ENV("repositories: repos"),
    ['environment.yaml:4:15: error: repositories: found "repos"; a list is allowed'],
  ],
  [
    "no folder at all",
    ENV("repositories: []"),
    ["environment.yaml:4:15: error: repositories: found 0; at least 1 entry allowed"],
  ],
];

describe("environment.yaml", () => {
  testBadInputs(INPUTS);
});
