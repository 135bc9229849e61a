import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const OWN = (...lines: readonly string[]) => ({
  "repositories/a.yaml": repository("lifecyclePolicy:", ...lines.map((line) => `  ${line}`)),
});

const IN_WORDS: BadInputs = [
  [
    "a misspelt word, and every fault of the others",
    OWN("keepNewst: 30", "expireUntagged: { afterDays: 0 }", "protect: v*"),
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: expected a known key, found "keepNewst". Did you mean "keepNewest"?',
      "repositories/a.yaml:5:36: error: afterDays: expected at least 1, found 0",
      'repositories/a.yaml:6:16: error: protect: expected a list, found "v*"',
    ],
  ],
  [
    "a misspelt word alone",
    OWN("keepNewst: 30"),
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: expected a known key, found "keepNewst". Did you mean "keepNewest"?',
    ],
  ],
  [
    "words and rules together",
    OWN("keepNewest: 30", "protect: [v1]", "rules: []"),
    [
      "repositories/a.yaml:4:7: error: lifecyclePolicy: expected one of rules, preset, policyText, words, or any of protect, expire, expireUntagged, keepNewest, archiveUnused, found rules and protect, keepNewest",
    ],
  ],
  [
    "an unknown preset",
    OWN("preset: prod"),
    [
      'repositories/a.yaml:4:15: error: preset: expected production, development, conservative, audit, aggressive or ci, found "prod". Did you mean "production"?',
    ],
  ],
  [
    "a pattern that AWS would refuse, at the pattern",
    OWN("protect: [v1]", "expire:", "  - { tagPatterns: [pr-*, a*b*c*d*e*], afterDays: 7 }"),
    ['repositories/a.yaml:6:33: error: tagPatterns[1]: expected at most 4 "*" in a pattern, found 5 in "a*b*c*d*e*"'],
  ],
  [
    "a pattern twice, by the word that comes first",
    OWN("protect: [v1, v*]", "expire: { tagPatterns: [v*], afterDays: 7 }"),
    [
      "repositories/a.yaml:5:31: warning: tagPatterns[0]: this rule has no effect, because protect[1] has the same patterns. Remove one of the two",
    ],
  ],
  [
    "more rules than a policy has, at the policy",
    OWN(`protect: [${Array.from({ length: 51 }, (_, index) => `v${index}`).join(", ")}]`),
    ["repositories/a.yaml:4:7: error: lifecyclePolicy: expected at most 50 rules, found 51. Merge some of them"],
  ],
  [
    "an archive with a provider that loses edits, at what is written",
    OWN("preset: audit"),
    [
      "repositories/a.yaml:4:15: warning: preset: AWS providers up to 6.28.0 ignore changes to storageClass and targetStorageClass. When you change one of them, also change a description, or use a newer provider",
    ],
  ],
  [
    "words of the defaults, once",
    {
      "environment.yaml": SOUND + text("repositoryDefaults: { lifecyclePolicy: { keepNewest: 0 } }"),
      "repositories/a.yaml": repository(),
    },
    ["environment.yaml:4:54: error: keepNewest: expected at least 1, found 0"],
  ],
  [
    "words in a manifest, which has none",
    {
      "repositories/a.yaml": text(
        "apiVersion: aws-infra-operator.runner.codes/v1alpha1",
        "kind: ECRRepository",
        "metadata: { name: a }",
        "spec:",
        "  providerRef: { name: aws }",
        "  repositoryName: team/api",
        "  lifecyclePolicy: { keepNewest: 3 }",
      ),
    },
    [
      "repositories/a.yaml:7:20: error: policyText: expected text, found nothing",
      'repositories/a.yaml:7:22: error: lifecyclePolicy: expected the key policyText, found "keepNewest"',
    ],
  ],
];

describe("a lifecycle policy in words", () => {
  testBadInputs(IN_WORDS);
});
