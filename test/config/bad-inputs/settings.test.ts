import { repository, testBadInputs, text, type BadInputs } from "../support";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });

const SETTINGS: BadInputs = [
  [
    "a key that is misspelt",
    REPO("scanOnPsh: true"),
    [
      'repositories/a.yaml:3:5: error: repositories: unknown key "scanOnPsh"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean "scanOnPush"?',
    ],
  ],
  [
    "a key by Terraform's name",
    REPO("image_tag_mutability: MUTABLE"),
    [
      'repositories/a.yaml:3:5: error: repositories: unknown key "image_tag_mutability"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean "imageTagMutability"?',
    ],
  ],
  [
    "a value that is misspelt",
    REPO("imageTagMutability: IMUTABLE"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: found "IMUTABLE"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean "IMMUTABLE"?',
    ],
  ],
  [
    "a value in lower case",
    REPO("imageTagMutability: immutable"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: found "immutable"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean "IMMUTABLE"?',
    ],
  ],
  [
    "text for a yes or no",
    REPO('scanOnPush: "yes"'),
    ['repositories/a.yaml:3:17: error: scanOnPush: found "yes"; true or false is allowed'],
  ],
  [
    "a deletion policy that is none",
    REPO("deletionPolicy: Keep"),
    ['repositories/a.yaml:3:21: error: deletionPolicy: found "Keep"; allowed: Delete, Retain or Orphan.'],
  ],
  [
    "several faults at once, each at its place",
    REPO("scanOnPush: 1", "tags: { aws:x: y }", "deletionPolicy: Retian", "lifecyclePolicy: nope"),
    [
      "repositories/a.yaml:3:17: error: scanOnPush: found 1; true or false is allowed",
      'repositories/a.yaml:4:13: error: tags: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
      'repositories/a.yaml:5:21: error: deletionPolicy: found "Retian"; allowed: Delete, Retain or Orphan. Did you mean "Retain"?',
      'repositories/a.yaml:6:22: error: lifecyclePolicy: no lifecycle policy "nope" in the environment: it has none; write it under lifecyclePolicies in the environment\'s file, or "none" for no policy.',
    ],
  ],
  [
    "a broken entry beside a broken name",
    { "repositories/a.yaml": text("- repositoryName: team/api", "  scanOnPush: 1", "- repositoryName: Team") },
    [
      "repositories/a.yaml:2:15: error: scanOnPush: found 1; true or false is allowed",
      'repositories/a.yaml:3:19: error: repositoryName: "Team" is no repository name: it has capital letters. Write "team"?',
    ],
  ],
  [
    "filters without a mutability that takes them",
    REPO("imageTagMutability: IMMUTABLE", "imageTagMutabilityExclusionFilters: [latest]"),
    [
      "repositories/a.yaml:4:41: error: imageTagMutabilityExclusionFilters: filters with IMMUTABLE; they need IMMUTABLE_WITH_EXCLUSION, or leave them out",
    ],
  ],
  [
    "a mutability that needs filters",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION"),
    [
      "repositories/a.yaml:3:25: error: imageTagMutability: IMMUTABLE_WITH_EXCLUSION without imageTagMutabilityExclusionFilters; give 1 to 5 filters, or write IMMUTABLE",
    ],
  ],
  [
    "filters whose mutability is misspelt bring up the one mistake",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSIN", "imageTagMutabilityExclusionFilters: [latest]"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: found "IMMUTABLE_WITH_EXCLUSIN"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean "IMMUTABLE_WITH_EXCLUSION"?',
    ],
  ],
  [
    "filters that are faulty",
    REPO(
      "imageTagMutability: IMMUTABLE_WITH_EXCLUSION",
      'imageTagMutabilityExclusionFilters: [latest, "a*b*c*", "v 1", latest]',
    ),
    [
      'repositories/a.yaml:4:50: error: imageTagMutabilityExclusionFilters: found "a*b*c*"; a filter has at most two "*"',
      'repositories/a.yaml:4:60: error: imageTagMutabilityExclusionFilters: found "v 1"; a filter has 1 to 128 letters, digits, ".", "_", "-" and "*", as in "latest" or "dev-*"',
    ],
  ],
  [
    "a filter twice",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [latest, latest]"),
    ['repositories/a.yaml:4:50: error: imageTagMutabilityExclusionFilters: "latest" is there twice; leave one out'],
  ],
  [
    "six filters",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [a, b, c, d, e, f]"),
    ["repositories/a.yaml:4:41: error: imageTagMutabilityExclusionFilters: found 6; at most 5 entries allowed"],
  ],
  [
    "a key with AES256",
    REPO("encryptionConfiguration:", "  encryptionType: AES256", "  kmsKey: alias/ecr"),
    [
      "repositories/a.yaml:5:15: error: kmsKey: a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out",
    ],
  ],
  [
    "KMS_DSSE outside GovCloud",
    REPO("encryptionConfiguration: { encryptionType: KMS_DSSE }"),
    [
      "repositories/a.yaml:3:48: error: encryptionType: KMS_DSSE in eu-west-1; ECR has it in AWS GovCloud (US) regions only; write KMS",
    ],
  ],
  [
    "a key of another region",
    REPO(
      "encryptionConfiguration:",
      "  encryptionType: KMS",
      "  kmsKey: arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
    ),
    [
      "repositories/a.yaml:5:15: error: kmsKey: the key is in us-east-1 (aws), the repository in eu-west-1; ECR needs a key of its own region",
    ],
  ],
  [
    "a key of another account",
    REPO(
      "encryptionConfiguration:",
      "  encryptionType: KMS",
      "  kmsKey: arn:aws:kms:eu-west-1:999988887777:key/11111111-2222-3333-4444-555555555555",
    ),
    [
      "repositories/a.yaml:5:15: warning: kmsKey: the key is in account 999988887777, the repository in 111122223333; its key policy must let 111122223333 use it",
    ],
  ],
  [
    "a key that is none",
    REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: my-key }"),
    [
      'repositories/a.yaml:3:61: error: kmsKey: "my-key" is no KMS key; write its ARN, arn:<partition>:kms:<region>:<account>:key/<id>, or alias/<name>',
    ],
  ],
  [
    "an alias",
    REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/ecr }"),
    [
      "repositories/a.yaml:3:61: warning: kmsKey: \"alias/ecr\" is looked up at each plan, and a repository's key is fixed: should the alias move to another key, Terraform plans to replace the repository. Write the key's ARN (aws kms describe-key --key-id alias/ecr --query KeyMetadata.Arn)",
    ],
  ],
  [
    "encryption without its type",
    REPO("encryptionConfiguration: { kmsKey: alias/ecr }"),
    ["repositories/a.yaml:3:30: error: encryptionType: missing; AES256, KMS or KMS_DSSE is required"],
  ],
  [
    "encryption as one word",
    REPO("encryptionConfiguration: KMS"),
    ['repositories/a.yaml:3:30: error: encryptionConfiguration: found "KMS"; a mapping is allowed'],
  ],
  [
    "forceDelete with Retain",
    REPO("deletionPolicy: Retain", "forceDelete: true"),
    [
      "repositories/a.yaml:4:18: error: forceDelete: forceDelete: true with deletionPolicy Retain; it is for Delete only, leave it out",
    ],
  ],
  [
    "tags without any",
    REPO("tags:"),
    ["repositories/a.yaml:3:10: error: tags: found nothing; a mapping is allowed, write it or take the key out"],
  ],
  [
    "a tag that is a number",
    REPO("tags:", "  Port: 80"),
    ['repositories/a.yaml:4:13: error: Port: found 80; text is allowed, put it in quotes: "80"'],
  ],
  [
    "principals that are no list",
    REPO('pullPrincipals: "111122223333"'),
    ['repositories/a.yaml:3:21: error: pullPrincipals: found "111122223333"; a list is allowed'],
  ],
  [
    "a principal without quotes",
    REPO("pullPrincipals: [111122223333]"),
    [
      'repositories/a.yaml:3:22: error: pullPrincipals: found the number 111122223333; an account id is text; quote it: "111122223333"',
    ],
  ],
  [
    "a principal without quotes that begins with a zero",
    REPO("pullPrincipals:", "  - 012345678901"),
    [
      "repositories/a.yaml:4:9: error: pullPrincipals: found the number 12345678901; an account id is text of 12 digits, zeros in front included; quote it",
    ],
  ],
  [
    "a principal of another partition",
    REPO("pushPrincipals: ['arn:aws-cn:iam::111122223333:role/ci']"),
    [
      'repositories/a.yaml:3:22: error: pushPrincipals: found "arn:aws-cn:iam::111122223333:role/ci"; the repository is in partition aws, where principals of aws-cn are unknown; name one of arn:aws:',
    ],
  ],
  [
    "principals that are a wildcard, a group, a session, a mapping",
    REPO(
      "pullPrincipals:",
      "  - '*'",
      "  - arn:aws:iam::111122223333:group/dev",
      "  - arn:aws:sts::111122223333:assumed-role/ci/run",
      "  - { AWS: x }",
    ),
    [
      'repositories/a.yaml:4:9: error: pullPrincipals: found "*"; a principal has no wildcards; name each, or write an account id and a Condition on aws:PrincipalArn',
      'repositories/a.yaml:5:9: error: pullPrincipals: found the group "arn:aws:iam::111122223333:group/dev"; IAM groups cannot be principals; name its users, or better a role',
      'repositories/a.yaml:6:9: error: pullPrincipals: found the session "arn:aws:sts::111122223333:assumed-role/ci/run"; name the IAM role itself, as arn:aws:iam::111122223333:role/name',
      'repositories/a.yaml:7:9: error: pullPrincipals: found {"AWS":"x"}; a quoted account id (12 digits) or the ARN of an IAM role or user is allowed',
    ],
  ],
];

describe("settings", () => {
  testBadInputs(SETTINGS);
});
