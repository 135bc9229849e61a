import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const WITHOUT = (key: string, ...lines: readonly string[]) => ({
  "environment.yaml": SOUND.replace(new RegExp(`^${key}:.*\n`, "m"), "") + text(...lines),
});

const INPUTS: BadInputs = [
  [
    "an unknown key, and what was meant",
    ENV("tag: { Owner: platform }"),
    ['environment.yaml:4:1: error: expected a known key, found "tag". Did you mean "tags"?'],
  ],
  [
    "an unknown key that resembles none",
    ENV("colour: blue"),
    [
      'environment.yaml:4:1: error: expected one of the keys extends, description, project, account, region, regions, dualStack, state, provider, tags, repositoryDefaults, lifecyclePolicies, grants, repositoryRules, repositories, groups, registry, notifications, publicRepositories, removed, released, imports, operator, cluster, clusters, ciRoles, workloadRoles, acceptFindings, found "colour"',
    ],
  ],
  [
    "a misspelt key that is required",
    WITHOUT("account", 'acount: "111122223333"'),
    ['environment.yaml:3:1: error: expected a known key, found "acount". Did you mean "account"?'],
  ],
  [
    "a dual-stack registry in a partition whose host names are not known",
    WITHOUT("region", "region: cn-north-1", "dualStack: true"),
    [
      "environment.yaml:4:12: error: dualStack: expected false in cn-north-1, found true. Dual-stack registries are known only in the partitions aws and aws-us-gov. Remove dualStack",
    ],
  ],
  [
    "an account ID without quotes",
    WITHOUT("account", "account: 111122223333"),
    [
      'environment.yaml:3:10: error: account: expected an account ID as a string, found the number 111122223333. Quote it to keep leading zeros: "111122223333"',
    ],
  ],
  [
    "an account ID without quotes that begins with zeros",
    WITHOUT("account", "account: 000012345678"),
    [
      'environment.yaml:3:10: error: account: expected an account ID as a string, found the number 12345678. Quote it to keep leading zeros: "000012345678"',
    ],
  ],
  [
    "an account ID with too few digits",
    WITHOUT("account", 'account: "12345"'),
    ['environment.yaml:3:10: error: account: expected an account ID of 12 digits, found "12345"'],
  ],
  [
    "no account ID",
    WITHOUT("account"),
    [
      'environment.yaml:1:1: error: account: expected an account ID, found nothing. Write 12 digits in quotes, such as "111122223333"',
    ],
  ],
  [
    "nothing after account",
    WITHOUT("account", "account:"),
    [
      'environment.yaml:3:9: error: account: expected an account ID, found no value. Write 12 digits in quotes, such as "111122223333"',
    ],
  ],
  [
    "a region that is none",
    WITHOUT("region", "region: Frankfurt"),
    [
      'environment.yaml:3:9: error: region: expected an AWS region such as "eu-west-1", found "Frankfurt". The closest matches are af-south-1, ap-east-1 or ap-east-2',
    ],
  ],
  [
    "a region of no partition",
    WITHOUT("region", "region: xx-nowhere-9"),
    [
      'environment.yaml:3:9: error: region: expected an AWS region such as "eu-west-1", found "xx-nowhere-9". The closest matches are ap-northeast-1, ap-northeast-2 or ap-northeast-3',
    ],
  ],
  [
    "a region that AWS has not announced",
    WITHOUT("region", "region: eu-west-9"),
    [
      'environment.yaml:3:9: warning: region: expected an AWS region known as of 2026-11-27, found "eu-west-9", which is treated as a new region in partition aws. Check the spelling; the closest matches are eu-west-1, eu-west-2 or eu-west-3',
    ],
  ],
  ["the European Sovereign Cloud", WITHOUT("region", "region: eusc-de-east-1"), []],
  ["a region for the intelligence community", WITHOUT("region", "region: us-isof-south-1"), []],
  [
    "no region",
    WITHOUT("region"),
    [
      'environment.yaml:1:1: error: region: expected a region, found none. Set one, such as "eu-west-1", or add an AWSProvider manifest with a region',
    ],
  ],
  [
    "a misspelt region",
    WITHOUT("region", "regoin: eu-west-1"),
    ['environment.yaml:3:1: error: expected a known key, found "regoin". Did you mean "region"?'],
  ],
  [
    "a project with capitals",
    ENV("project: Registry"),
    [
      'environment.yaml:4:10: error: project: expected 1 to 63 lowercase letters, digits and hyphens, starting with a letter or digit, found "Registry"',
    ],
  ],
  [
    "tags without any",
    ENV("tags:"),
    ["environment.yaml:4:6: error: tags: expected a mapping, found no value. Write one, or remove the key"],
  ],
  [
    "tags that are a list",
    ENV("tags: [Owner]"),
    ['environment.yaml:4:7: error: tags: expected a mapping, found ["Owner"]'],
  ],
  [
    "a tag that is a number",
    ENV("tags: { CostCenter: 4711 }"),
    ['environment.yaml:4:21: error: CostCenter: expected text, found 4711. Put it in quotes: "4711"'],
  ],
  [
    "a tag that AWS keeps to itself",
    ENV("tags:", "  Owner: platform", "  aws:team: a"),
    [
      'environment.yaml:6:3: error: tags: expected a key that does not begin with "aws:", found "aws:team". AWS reserves that prefix; rename the key',
    ],
  ],
  [
    "a tag with characters that AWS refuses",
    ENV('tags: { Owner: "a;b" }'),
    ['environment.yaml:4:16: error: Owner: expected only letters, digits, spaces and _ . : / = + - @, found "a;b"'],
  ],
  [
    "a tag whose key is too long",
    ENV(`tags: { ${"k".repeat(129)}: a }`),
    ["environment.yaml:4:9: error: tags: expected a key of 1 to 128 characters, found a key of 129 characters"],
  ],
  [
    "a tag whose value is too long",
    ENV(`tags: { Owner: ${"v".repeat(257)} }`),
    ["environment.yaml:4:16: error: Owner: expected at most 256 characters, found 257"],
  ],
  [
    "51 tags, which repositories have too and do not repeat",
    {
      ...ENV("tags:", ...Array.from({ length: 51 }, (_, index) => `  k${index}: v`)),
      "repositories/a.yaml": repository("scanOnPush: false", "tags: { Own: a }"),
    },
    ["environment.yaml:5:3: error: tags: expected at most 50 tags including default tags, found 51. Remove some"],
  ],
  [
    "a role that is none",
    ENV("provider:", "  assumeRole:", "    roleArn: terraform"),
    [
      'environment.yaml:6:14: error: roleArn: expected the ARN of an IAM role (arn:aws:iam::<account>:role/<name>), found "terraform"',
    ],
  ],
  [
    "a session's name with blanks",
    ENV("provider: { assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/terraform', sessionName: my session } }"),
    [
      'environment.yaml:4:93: error: sessionName: expected a session name of 2 to 64 letters, digits and _ + = , . @ -, found "my session"',
    ],
  ],
  [
    "an endpoint that is no URL",
    ENV("provider:", "  endpoints:", "    ecr: localhost:4566"),
    ['environment.yaml:6:10: error: ecr: expected a URL such as "https://example.com:9000", found "localhost:4566"'],
  ],
  [
    "an endpoint of a service that Terraform does not ask",
    ENV("provider: { endpoints: { ecrr: 'http://localhost:4566' } }"),
    ['environment.yaml:4:26: error: endpoints: expected a known key, found "ecrr". Did you mean "ecr"?'],
  ],
  [
    "an unknown key in the provider",
    ENV("provider: { asumeRole: {} }"),
    ['environment.yaml:4:13: error: provider: expected a known key, found "asumeRole". Did you mean "assumeRole"?'],
  ],
  [
    "a folder that is not there",
    ENV("repositories: [repos]"),
    [
      'environment.yaml:4:16: error: repositories[0]: the file or folder "repos" does not exist. Paths are relative to environments/dev',
    ],
  ],
  [
    "folders that are no list",
    ENV("repositories: repos"),
    ['environment.yaml:4:15: error: repositories: expected a list, found "repos"'],
  ],
  [
    "no folder at all",
    ENV("repositories: []"),
    ["environment.yaml:4:15: error: repositories: expected at least 1 entry, found 0"],
  ],
];

describe("environment.yaml", () => {
  testBadInputs(INPUTS);
});
