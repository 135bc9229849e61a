import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const EXPIRE = "action: { type: expire } }";

const UNTAGGED = `{ rulePriority: 1, selection: { tagStatus: untagged, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`;

const BESIDE = '{ "repositories": [{ "name": "team/api" }] }';

const NAMED: BadInputs = [
  [
    "a file that is not there",
    ENV("lifecyclePolicies: { standard: { file: lifecycle.json } }"),
    [
      'environment.yaml:4:40: error: file: no file "lifecycle.json" in dev; the path is relative to the environment\'s folder',
    ],
  ],
  [
    "a file with a fault, in that file and not in the repositories that use it",
    {
      ...ENV("lifecyclePolicies: { standard: { file: lifecycle.json } }"),
      "lifecycle.json": '{\n  "rules": [{ "rulePriority": 1 }]\n}\n',
      "repositories/a.yaml": repository("lifecyclePolicy: standard"),
    },
    [
      "lifecycle.json:2:13: error: action: missing; a mapping is required",
      "lifecycle.json:2:13: error: selection: missing; a mapping is required",
    ],
  ],
  [
    "a file that is not JSON",
    {
      ...ENV("lifecyclePolicies: { standard: { file: lifecycle.json } }"),
      "lifecycle.json": '{ "rules": [ }\n',
      "repositories/a.yaml": repository("lifecyclePolicy: standard"),
    },
    ["lifecycle.json:1:14: error: not JSON: a value is missing; write one, and no comma after the last entry"],
  ],
  [
    "a misspelt word",
    ENV("lifecyclePolicies: { standard: { words: { keepNewst: 30 } } }"),
    [
      'environment.yaml:4:43: error: words: unknown key "keepNewst"; known here: protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "keepNewest"?',
    ],
  ],
  [
    "words that exclude each other",
    ENV("lifecyclePolicies: { standard: { words: { keepNewest: 30, archiveUnused: { afterDays: 90 } } } }"),
    [
      "environment.yaml:4:74: error: archiveUnused: archiveUnused and keepNewest both select all images, and ECR takes one such rule per storage class; keep one of them, or write expire: { tagPatterns, keepNewest } instead of keepNewest",
    ],
  ],
  [
    "words at the side of another form",
    ENV("lifecyclePolicies: { standard: { file: a.json, keepNewest: 30 } }"),
    [
      "environment.yaml:4:32: error: standard: found file and keepNewest together; exactly one of file, rules, preset, policyText, words is allowed, or any of protect, expire, expireUntagged, keepNewest, archiveUnused",
    ],
  ],
  [
    "words without a mapping of their own, each at its place",
    ENV("lifecyclePolicies:", "  standard:", "    keepNewst: 30", "    expireUntagged: { afterDays: 0 }"),
    [
      'environment.yaml:6:5: error: standard: unknown key "keepNewst"; known here: protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "keepNewest"?',
      "environment.yaml:7:34: error: afterDays: found 0; at least 1 is allowed",
    ],
  ],
  [
    "words in a file of their own",
    {
      ...ENV("lifecyclePolicies: { standard: { file: words.yaml } }"),
      "words.yaml": "keepNewest: 30\nprotect: v*\n",
    },
    ['words.yaml:2:10: error: protect: found "v*"; a list is allowed'],
  ],
  [
    "an unknown preset",
    ENV("lifecyclePolicies: { standard: { preset: prod } }"),
    [
      'environment.yaml:4:42: error: preset: found "prod"; allowed: production, development, conservative, audit, aggressive or ci. Did you mean "production"?',
    ],
  ],
  [
    "a file of two documents",
    {
      ...ENV("lifecyclePolicies: { standard: { file: lifecycle.yaml } }"),
      "lifecycle.yaml": `rules: [${UNTAGGED}]\n---\nrules: [${UNTAGGED}]\n`,
    },
    ["lifecycle.yaml:3:1: error: a second document; a policy file holds one, split it"],
  ],
  [
    "a policy that is a word",
    ENV("lifecyclePolicies: { standard: lifecycle.json }"),
    ['environment.yaml:4:32: error: standard: found "lifecycle.json"; a mapping is allowed'],
  ],
  [
    "a policy by a misspelt key",
    ENV("lifecyclePolicies: { standard: { fil: lifecycle.json } }"),
    [
      'environment.yaml:4:34: error: standard: unknown key "fil"; known here: file, rules, preset, policyText, words, protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "file"?',
    ],
  ],
  [
    "a policy given twice",
    ENV(`lifecyclePolicies: { standard: { file: a.json, rules: [${UNTAGGED}] } }`),
    [
      "environment.yaml:4:32: error: standard: found file and rules together; exactly one of file, rules, preset, policyText, words is allowed, or any of protect, expire, expireUntagged, keepNewest, archiveUnused",
    ],
  ],
  [
    "a name with blanks",
    ENV(`lifecyclePolicies: { "the standard": { rules: [${UNTAGGED}] } }`),
    [
      'environment.yaml:4:22: error: lifecyclePolicies: found the name "the standard"; a letter, then letters, digits and _ . - are allowed',
    ],
  ],
  [
    "policies that are a list bring up no names that are missing",
    { ...ENV(`lifecyclePolicies: [${UNTAGGED}]`), "repositories/a.yaml": repository("lifecyclePolicy: standard") },
    [
      'environment.yaml:4:20: error: lifecyclePolicies: found [{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountM…; a mapping is allowed',
    ],
  ],
  [
    "a policy among the repositories that nobody names",
    { "repositories/keep.yaml": `rules: [${UNTAGGED}]\n` },
    [
      "repositories/keep.yaml:1:8: error: rules: a lifecycle policy that no environment names; put it under lifecyclePolicies: { <name>: { file: ... } }, outside of the repositories' folder",
    ],
  ],
  [
    "a lifecycle-policy.json without a repositories.json",
    {
      "repositories/lifecycle-policy.json": `{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}]}`,
    },
    [
      "repositories/lifecycle-policy.json:1:1: warning: no repositories.json beside this policy, so nothing uses it; name it under lifecyclePolicies, or delete it",
    ],
  ],
  [
    "the article's longer policy beside its repositories",
    {
      "repositories/repositories.json": BESIDE,
      "repositories/lifecycle-policy.json": text(
        "{",
        '  "rules": [{',
        '    "rulePriority": 1,',
        '    "selection": { "tagStatus": "tagged", "tagPrefixList": ["prod-", "release-"], "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 90 },',
        '    "action": { "type": "expire" }',
        "  }]",
        "}",
      ),
    },
    [
      'repositories/lifecycle-policy.json:4:60: warning: tagPrefixList: ["prod-","release-"] in one list selects images that have a tag for every one of them, not for any; if any was meant, write one rule for each',
    ],
  ],
  [
    "a fault in the policy beside the article's repositories",
    { "repositories/repositories.json": BESIDE, "repositories/lifecycle-policy.json": '{ "rules": [] }' },
    [
      'repositories/lifecycle-policy.json:1:12: error: rules: found no rules; ECR refuses such a policy ("Member must have length greater than or equal to 100"); write a rule, or leave the lifecycle policy out',
    ],
  ],
];

describe("a lifecycle policy with a name or a file", () => {
  testBadInputs(NAMED);
});
