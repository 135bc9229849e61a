import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const OWN = (...lines: readonly string[]) => ({
  "repositories/a.yaml": repository("lifecyclePolicy:", ...lines.map((line) => `  ${line}`)),
});

const IN_WORDS: BadInputs = [
  [
    "a misspelt word, and every fault of the others",
    OWN("keepNewst: 30", "expireUntagged: { afterDays: 0 }", "protect: v*"),
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: unknown key "keepNewst"; known here: protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "keepNewest"?',
      "repositories/a.yaml:5:36: error: afterDays: found 0; at least 1 is allowed",
      'repositories/a.yaml:6:16: error: protect: found "v*"; a list is allowed',
    ],
  ],
  [
    "a misspelt word alone",
    OWN("keepNewst: 30"),
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: unknown key "keepNewst"; known here: rules, preset, policyText, words, protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "keepNewest"?',
    ],
  ],
  [
    "words and rules together",
    OWN("keepNewest: 30", "protect: [v1]", "rules: []"),
    [
      "repositories/a.yaml:4:7: error: lifecyclePolicy: found rules and protect, keepNewest together; exactly one of rules, preset, policyText, words is allowed, or any of protect, expire, expireUntagged, keepNewest, archiveUnused",
    ],
  ],
  [
    "an unknown preset",
    OWN("preset: prod"),
    [
      'repositories/a.yaml:4:15: error: preset: found "prod"; allowed: production, development, conservative, audit, aggressive or ci. Did you mean "production"?',
    ],
  ],
  [
    "a pattern that AWS would refuse, at the pattern",
    OWN("protect: [v1]", "expire:", "  - { tagPatterns: [pr-*, a*b*c*d*e*], afterDays: 7 }"),
    ['repositories/a.yaml:6:33: error: tagPatterns: "a*b*c*d*e*" has 5 "*"; a pattern has at most 4; make it simpler'],
  ],
  [
    "a pattern twice, by the word that comes first",
    OWN("protect: [v1, v*]", "expire: { tagPatterns: [v*], afterDays: 7 }"),
    [
      'repositories/a.yaml:5:31: warning: tagPatterns: protect[1] selects ["v*"] too and comes first, so this rule never acts; leave one out',
    ],
  ],
  [
    "more rules than a policy has, at the policy",
    OWN(`protect: [${Array.from({ length: 51 }, (_, index) => `v${index}`).join(", ")}]`),
    ["repositories/a.yaml:4:7: error: lifecyclePolicy: found 51 rules; a policy has at most 50; join some of them"],
  ],
  [
    "an archive with a provider that loses edits, at what is written",
    OWN("preset: audit"),
    [
      "repositories/a.yaml:4:15: warning: preset: AWS providers up to 6.28.0 leave storageClass and targetStorageClass out when they compare policies, so an edit of only these is lost; change a countNumber or description with it, or use a newer provider",
    ],
  ],
  [
    "words of the defaults, once",
    {
      "environment.yaml": SOUND + text("repositoryDefaults: { lifecyclePolicy: { keepNewest: 0 } }"),
      "repositories/a.yaml": repository(),
    },
    ["environment.yaml:4:54: error: keepNewest: found 0; at least 1 is allowed"],
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
      "repositories/a.yaml:7:20: error: policyText: missing; text is required",
      'repositories/a.yaml:7:22: error: lifecyclePolicy: unknown key "keepNewest"; known here: policyText.',
    ],
  ],
];

describe("a lifecycle policy in words", () => {
  testBadInputs(IN_WORDS);
});
