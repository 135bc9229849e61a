import { repository, testBadInputs, text, type BadInputs } from "../../support/config";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });

const SETTINGS: BadInputs = [
  [
    "a key that is misspelt",
    REPO("scanOnPsh: true"),
    [
      'repositories/a.yaml:3:5: error: repositories[0]: expected a known key, found "scanOnPsh". Did you mean "scanOnPush"?',
    ],
  ],
  [
    "a key by Terraform's name",
    REPO("image_tag_mutability: MUTABLE"),
    [
      'repositories/a.yaml:3:5: error: repositories[0]: expected a known key, found "image_tag_mutability". Did you mean "imageTagMutability"?',
    ],
  ],
  [
    "a value that is misspelt",
    REPO("imageTagMutability: IMUTABLE"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "IMUTABLE". Did you mean "IMMUTABLE"?',
    ],
  ],
  [
    "a value in lower case",
    REPO("imageTagMutability: immutable"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "immutable". Did you mean "IMMUTABLE"?',
    ],
  ],
  [
    "text for a yes or no",
    REPO('scanOnPush: "yes"'),
    ['repositories/a.yaml:3:17: error: scanOnPush: expected true or false, found "yes"'],
  ],
  [
    "a deletion policy that is none",
    REPO("deletionPolicy: Keep"),
    ['repositories/a.yaml:3:21: error: deletionPolicy: expected Delete, Retain or Orphan, found "Keep"'],
  ],
  [
    "several faults at once, each at its place",
    REPO("scanOnPush: 1", "tags: { aws:x: y }", "deletionPolicy: Retian", "lifecyclePolicy: nope"),
    [
      "repositories/a.yaml:3:17: error: scanOnPush: expected true or false, found 1",
      'repositories/a.yaml:4:13: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
      'repositories/a.yaml:5:21: error: deletionPolicy: expected Delete, Retain or Orphan, found "Retian". Did you mean "Retain"?',
      `repositories/a.yaml:6:22: error: lifecyclePolicy: expected "none" or one of the environment's policies, found "nope". Define it under lifecyclePolicies in the environment's file`,
    ],
  ],
  [
    "a broken entry beside a broken name",
    { "repositories/a.yaml": text("- repositoryName: team/api", "  scanOnPush: 1", "- repositoryName: Team") },
    [
      "repositories/a.yaml:2:15: error: scanOnPush: expected true or false, found 1",
      'repositories/a.yaml:3:19: error: repositoryName: expected a repository name, found "Team": uppercase letters are not allowed. Try "team"',
    ],
  ],
  [
    "filters without a mutability that takes them",
    REPO("imageTagMutability: IMMUTABLE", "imageTagMutabilityExclusionFilters: [latest]"),
    [
      "repositories/a.yaml:4:41: error: imageTagMutabilityExclusionFilters: expected no filters with IMMUTABLE, found 1. Write IMMUTABLE_WITH_EXCLUSION, or remove the filters",
    ],
  ],
  [
    "a mutability that needs filters",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION"),
    [
      "repositories/a.yaml:3:25: error: imageTagMutability: expected 1 to 5 imageTagMutabilityExclusionFilters with IMMUTABLE_WITH_EXCLUSION, found none. Add one, or write IMMUTABLE",
    ],
  ],
  [
    "filters whose mutability is misspelt bring up the one mistake",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSIN", "imageTagMutabilityExclusionFilters: [latest]"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "IMMUTABLE_WITH_EXCLUSIN". Did you mean "IMMUTABLE_WITH_EXCLUSION"?',
    ],
  ],
  [
    "filters that are faulty",
    REPO(
      "imageTagMutability: IMMUTABLE_WITH_EXCLUSION",
      'imageTagMutabilityExclusionFilters: [latest, "a*b*c*", "v 1", latest]',
    ),
    [
      'repositories/a.yaml:4:50: error: imageTagMutabilityExclusionFilters[1]: expected at most two "*", found "a*b*c*"',
      'repositories/a.yaml:4:60: error: imageTagMutabilityExclusionFilters[2]: expected 1 to 128 letters, digits and . _ - *, as in "latest" or "dev-*", found "v 1"',
    ],
  ],
  [
    "a filter twice",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [latest, latest]"),
    [
      'repositories/a.yaml:4:50: error: imageTagMutabilityExclusionFilters[1]: expected each filter once, found "latest" twice. Remove one',
    ],
  ],
  [
    "six filters",
    REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [a, b, c, d, e, f]"),
    ["repositories/a.yaml:4:41: error: imageTagMutabilityExclusionFilters: expected at most 5 entries, found 6"],
  ],
  [
    "a key with AES256",
    REPO("encryptionConfiguration:", "  encryptionType: AES256", "  kmsKey: alias/ecr"),
    [
      'repositories/a.yaml:5:15: error: kmsKey: expected no key with AES256, found "alias/ecr". Write encryptionType: KMS, or remove the key',
    ],
  ],
  [
    "KMS_DSSE outside GovCloud",
    REPO("encryptionConfiguration: { encryptionType: KMS_DSSE }"),
    [
      "repositories/a.yaml:3:48: error: encryptionType: expected KMS or AES256 in eu-west-1, found KMS_DSSE, which ECR supports only in AWS GovCloud (US)",
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
      "repositories/a.yaml:5:15: error: kmsKey: expected a key in the repository's region, eu-west-1, found one in us-east-1",
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
      "repositories/a.yaml:5:15: warning: kmsKey: expected a key in the repository's account, 111122223333, found one in 999988887777. Make sure that the key policy allows 111122223333 to use the key",
    ],
  ],
  [
    "a key that is none",
    REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: my-key }"),
    [
      'repositories/a.yaml:3:61: error: kmsKey: expected a KMS key\'s ARN (arn:<partition>:kms:<region>:<account>:key/<id>) or alias/<name>, found "my-key"',
    ],
  ],
  [
    "an alias",
    REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/ecr }"),
    [
      'repositories/a.yaml:3:61: warning: kmsKey: expected a key\'s ARN, found "alias/ecr". If the alias moves to another key, Terraform will plan to replace the repository. To print the ARN, run aws kms describe-key --key-id alias/ecr --query KeyMetadata.Arn',
    ],
  ],
  [
    "encryption without its type",
    REPO("encryptionConfiguration: { kmsKey: alias/ecr }"),
    ["repositories/a.yaml:3:30: error: encryptionType: expected AES256, KMS or KMS_DSSE, found nothing"],
  ],
  [
    "encryption as one word",
    REPO("encryptionConfiguration: KMS"),
    ['repositories/a.yaml:3:30: error: encryptionConfiguration: expected a mapping, found "KMS"'],
  ],
  [
    "forceDelete with Retain",
    REPO("deletionPolicy: Retain", "forceDelete: true"),
    [
      "repositories/a.yaml:4:18: error: forceDelete: expected deletionPolicy: Delete with forceDelete: true, found Retain. Change one of the two",
    ],
  ],
  [
    "tags without any",
    REPO("tags:"),
    ["repositories/a.yaml:3:10: error: tags: expected a mapping, found no value. Write one, or remove the key"],
  ],
  [
    "a tag that is a number",
    REPO("tags:", "  Port: 80"),
    ['repositories/a.yaml:4:13: error: Port: expected text, found 80. Put it in quotes: "80"'],
  ],
  [
    "principals that are no list",
    REPO('pullPrincipals: "111122223333"'),
    ['repositories/a.yaml:3:21: error: pullPrincipals: expected a list, found "111122223333"'],
  ],
  [
    "a principal without quotes",
    REPO("pullPrincipals: [111122223333]"),
    [
      'repositories/a.yaml:3:22: error: pullPrincipals[0]: expected an account ID as a string, found the number 111122223333. Quote it: "111122223333"',
    ],
  ],
  [
    "a principal without quotes that begins with a zero",
    REPO("pullPrincipals:", "  - 012345678901"),
    [
      "repositories/a.yaml:4:9: error: pullPrincipals[0]: expected an account ID of 12 digits as a string, found the number 12345678901. Quote all 12 digits, including leading zeros",
    ],
  ],
  [
    "a principal of another partition",
    REPO("pushPrincipals: ['arn:aws-cn:iam::111122223333:role/ci']"),
    [
      'repositories/a.yaml:3:22: error: pushPrincipals[0]: expected a principal in the repository\'s partition, aws, found "arn:aws-cn:iam::111122223333:role/ci". Write an ARN that starts with arn:aws:',
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
      'repositories/a.yaml:4:9: error: pullPrincipals[0]: expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "*", which means everyone. Write the grant { organization: <organization> } under pull or push',
      'repositories/a.yaml:5:9: error: pullPrincipals[1]: expected a role or user, found the group "arn:aws:iam::111122223333:group/dev". IAM groups cannot be principals',
      'repositories/a.yaml:6:9: error: pullPrincipals[2]: expected an IAM role, found the session "arn:aws:sts::111122223333:assumed-role/ci/run". Write the role\'s ARN, arn:aws:iam::<account>:role/<name>',
      'repositories/a.yaml:7:9: error: pullPrincipals[3]: expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found {"AWS":"x"}',
    ],
  ],
];

describe("settings", () => {
  testBadInputs(SETTINGS);
});
