import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

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
      'environment.yaml:5:11: error: tags: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
      "environment.yaml:6:62: error: kmsKey: a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out",
    ],
  ],
  [
    "a fault of one's own is reported beside that of the defaults",
    { ...DEFAULTS("tags: { aws:x: y }"), ...REPO("tags: { aws:x: z }") },
    [
      'environment.yaml:5:11: error: tags: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
      'repositories/a.yaml:3:13: error: tags: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
    ],
  ],
  [
    "forceDelete of the defaults, and a repository that retains",
    { ...DEFAULTS("forceDelete: true"), ...REPO("deletionPolicy: Retain") },
    [
      "repositories/a.yaml:3:21: error: deletionPolicy: forceDelete: true with deletionPolicy Retain; it is for Delete only, leave it out",
    ],
  ],
  [
    "a repository's name among the defaults",
    DEFAULTS("repositoryName: team/api"),
    [
      'environment.yaml:5:3: error: repositoryDefaults: unknown key "repositoryName"; known here: imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete.',
    ],
  ],
  [
    "a policy of the defaults that is not there",
    { ...DEFAULTS("lifecyclePolicy: standard"), ...REPO("scanOnPush: true") },
    [
      'environment.yaml:5:20: error: lifecyclePolicy: no lifecycle policy "standard" in the environment: it has none; write it under lifecyclePolicies in the environment\'s file, or "none" for no policy.',
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
    [
      'environment.yaml:5:34: error: standard: unknown key "rule"; known here: file, rules, preset, policyText, words, protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "rules"?',
    ],
  ],
  [
    "50 tags together with the environment's are too many by one",
    {
      "environment.yaml": SOUND + text("tags:", ...Array.from({ length: 50 }, (_, index) => `  k${index}: v`)),
      ...REPO("tags: { Own: a }"),
    },
    ["repositories/a.yaml:3:11: error: tags: 51 tags; at most 50 are allowed, default tags included; leave some out"],
  ],
];

describe("defaults", () => {
  testBadInputs(DEFAULTED);
});
