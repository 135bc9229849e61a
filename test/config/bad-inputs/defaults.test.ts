import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });

const DEFAULTS = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("repositoryDefaults:", ...lines.map((line) => `  ${line}`)),
});

const DEFAULTED: BadInputs = [
  [
    "faults of the defaults are not repeated where something is overridden",
    {
      ...DEFAULTS("tags: { aws:x: y }", "encryptionConfiguration: { encryptionType: AES256, kmsKey: alias/ecr }"),
      ...REPO("scanOnPush: true", "tags: { Own: a }"),
    },
    [
      'environment.yaml:5:11: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
      'environment.yaml:6:62: error: kmsKey: expected no key with AES256, found "alias/ecr". Write encryptionType: KMS, or remove the key',
    ],
  ],
  [
    "a fault of one's own is reported beside that of the defaults",
    { ...DEFAULTS("tags: { aws:x: y }"), ...REPO("tags: { aws:x: z }") },
    [
      'environment.yaml:5:11: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
      'repositories/a.yaml:3:13: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
    ],
  ],
  [
    "forceDelete of the defaults, and a repository that retains",
    { ...DEFAULTS("forceDelete: true"), ...REPO("deletionPolicy: Retain") },
    [
      "repositories/a.yaml:3:21: error: deletionPolicy: expected deletionPolicy: Delete with forceDelete: true, found Retain. Change one of the two",
    ],
  ],
  [
    "a repository's name among the defaults",
    DEFAULTS("repositoryName: team/api"),
    [
      'environment.yaml:5:3: error: repositoryDefaults: expected one of the keys imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, pull, push, tags, deletionPolicy, forceDelete, found "repositoryName"',
    ],
  ],
  [
    "a policy of the defaults that is not there",
    { ...DEFAULTS("lifecyclePolicy: standard"), ...REPO("scanOnPush: true") },
    [
      `environment.yaml:5:20: error: lifecyclePolicy: expected "none" or one of the environment's policies, found "standard". Define it under lifecyclePolicies in the environment's file`,
    ],
  ],
  [
    "a faulty policy with a name is reported once",
    {
      "environment.yaml":
        SOUND +
        text("repositoryDefaults: { lifecyclePolicy: standard }", "lifecyclePolicies: { standard: { rule: [] } }"),
      ...REPO("lifecyclePolicy: standard"),
    },
    ['environment.yaml:5:34: error: standard: expected a known key, found "rule". Did you mean "rules"?'],
  ],
  [
    "50 tags together with the environment's are too many by one",
    {
      "environment.yaml": SOUND + text("tags:", ...Array.from({ length: 50 }, (_, index) => `  k${index}: v`)),
      ...REPO("tags: { Own: a }"),
    },
    ["repositories/a.yaml:3:11: error: tags: expected at most 50 tags including default tags, found 51. Remove some"],
  ],
];

describe("defaults", () => {
  testBadInputs(DEFAULTED);
});
