import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const EXPIRE = "action: { type: expire } }";

const UNTAGGED = `{ rulePriority: 1, selection: { tagStatus: untagged, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`;

const BESIDE = '{ "repositories": [{ "name": "team/api" }] }';

const NAMED: BadInputs = [
  [
    "a file that is not there",
    ENV("lifecyclePolicies: { standard: { file: lifecycle.json } }"),
    [
      'environment.yaml:4:40: error: file: the file "lifecycle.json" does not exist. Paths are relative to environments/dev',
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
      "lifecycle.json:2:13: error: action: expected a mapping, found nothing",
      "lifecycle.json:2:13: error: selection: expected a mapping, found nothing",
    ],
  ],
  [
    "a file that is not JSON",
    {
      ...ENV("lifecyclePolicies: { standard: { file: lifecycle.json } }"),
      "lifecycle.json": '{ "rules": [ }\n',
      "repositories/a.yaml": repository("lifecyclePolicy: standard"),
    },
    [
      "lifecycle.json:1:14: error: expected JSON, found an entry without a value. Add a value, or remove the comma after the last entry",
    ],
  ],
  [
    "a misspelt word",
    ENV("lifecyclePolicies: { standard: { words: { keepNewst: 30 } } }"),
    ['environment.yaml:4:43: error: words: expected a known key, found "keepNewst". Did you mean "keepNewest"?'],
  ],
  [
    "words that exclude each other",
    ENV("lifecyclePolicies: { standard: { words: { keepNewest: 30, archiveUnused: { afterDays: 90 } } } }"),
    [
      "environment.yaml:4:74: error: archiveUnused: expected either archiveUnused or keepNewest, found both. ECR accepts only one rule for all images per storage class. Write expire: { tagPatterns, keepNewest } instead of keepNewest",
    ],
  ],
  [
    "words at the side of another form",
    ENV("lifecyclePolicies: { standard: { file: a.json, keepNewest: 30 } }"),
    [
      "environment.yaml:4:32: error: standard: expected one of file, rules, preset, policyText, words, or any of protect, expire, expireUntagged, keepNewest, archiveUnused, found file and keepNewest",
    ],
  ],
  [
    "words without a mapping of their own, each at its place",
    ENV("lifecyclePolicies:", "  standard:", "    keepNewst: 30", "    expireUntagged: { afterDays: 0 }"),
    [
      'environment.yaml:6:5: error: standard: expected a known key, found "keepNewst". Did you mean "keepNewest"?',
      "environment.yaml:7:34: error: afterDays: expected at least 1, found 0",
    ],
  ],
  [
    "words in a file of their own",
    {
      ...ENV("lifecyclePolicies: { standard: { file: words.yaml } }"),
      "words.yaml": "keepNewest: 30\nprotect: v*\n",
    },
    ['words.yaml:2:10: error: protect: expected a list, found "v*"'],
  ],
  [
    "an unknown preset",
    ENV("lifecyclePolicies: { standard: { preset: prod } }"),
    [
      'environment.yaml:4:42: error: preset: expected production, development, conservative, audit, aggressive or ci, found "prod". Did you mean "production"?',
    ],
  ],
  [
    "a file of two documents",
    {
      ...ENV("lifecyclePolicies: { standard: { file: lifecycle.yaml } }"),
      "lifecycle.yaml": `rules: [${UNTAGGED}]\n---\nrules: [${UNTAGGED}]\n`,
    },
    ["lifecycle.yaml:3:1: error: expected one policy in the file, found a second document. Split the file"],
  ],
  [
    "a policy that is a word",
    ENV("lifecyclePolicies: { standard: lifecycle.json }"),
    ['environment.yaml:4:32: error: standard: expected a mapping, found "lifecycle.json"'],
  ],
  [
    "a policy by a misspelt key",
    ENV("lifecyclePolicies: { standard: { fil: lifecycle.json } }"),
    ['environment.yaml:4:34: error: standard: expected a known key, found "fil". Did you mean "file"?'],
  ],
  [
    "a policy given twice",
    ENV(`lifecyclePolicies: { standard: { file: a.json, rules: [${UNTAGGED}] } }`),
    [
      "environment.yaml:4:32: error: standard: expected one of file, rules, preset, policyText, words, or any of protect, expire, expireUntagged, keepNewest, archiveUnused, found file and rules",
    ],
  ],
  [
    "a name with blanks",
    ENV(`lifecyclePolicies: { "the standard": { rules: [${UNTAGGED}] } }`),
    [
      'environment.yaml:4:22: error: lifecyclePolicies: expected a name that starts with a letter and contains only letters, digits and _ . -, found "the standard"',
    ],
  ],
  [
    "policies that are a list bring up no names that are missing",
    { ...ENV(`lifecyclePolicies: [${UNTAGGED}]`), "repositories/a.yaml": repository("lifecyclePolicy: standard") },
    [
      'environment.yaml:4:20: error: lifecyclePolicies: expected a mapping, found [{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountM…',
    ],
  ],
  [
    "a policy among the repositories that nobody names",
    { "repositories/keep.yaml": `rules: [${UNTAGGED}]\n` },
    [
      "repositories/keep.yaml:1:8: error: rules: expected repositories, found a lifecycle policy. Move it out of this folder, and refer to it under lifecyclePolicies: { <name>: { file: ... } }",
    ],
  ],
  [
    "a lifecycle-policy.json without a repositories.json",
    {
      "repositories/lifecycle-policy.json": `{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}]}`,
    },
    [
      "repositories/lifecycle-policy.json:1:1: warning: expected repositories.json in the same folder, found none, so nothing uses this policy. Refer to it under lifecyclePolicies, or delete it",
    ],
  ],
  [
    "a long policy next to repositories.json",
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
      'repositories/lifecycle-policy.json:4:60: warning: tagPrefixList: expected one entry, found ["prod-","release-"]. An image must match every entry in the list. To select images that match any entry, write a rule for each entry',
    ],
  ],
  [
    "a fault in the policy next to repositories.json",
    { "repositories/repositories.json": BESIDE, "repositories/lifecycle-policy.json": '{ "rules": [] }' },
    [
      'repositories/lifecycle-policy.json:1:12: error: rules: expected at least 1 rule, found none. Add one, or remove the lifecycle policy (ECR: "Member must have length greater than or equal to 100")',
    ],
  ],
];

describe("a lifecycle policy with a name or a file", () => {
  testBadInputs(NAMED);
});
