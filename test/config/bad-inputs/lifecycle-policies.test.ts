import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const RULES = (...rules: readonly string[]) => ({
  "repositories/a.yaml": repository("lifecyclePolicy:", "  rules:", ...rules.map((rule) => `    - ${rule}`)),
});

const TEXT = (...lines: readonly string[]) => ({
  "repositories/a.yaml": repository("lifecyclePolicy:", "  policyText: |", ...lines.map((line) => `    ${line}`)),
});

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const EXPIRE = "action: { type: expire } }";

const UNTAGGED = `{ rulePriority: 1, selection: { tagStatus: untagged, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`;

const POLICIES: BadInputs = [
  [
    "`any` before `untagged`",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 10 }, ${EXPIRE}`,
      `{ rulePriority: 2, selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: days, countNumber: 30 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:27: error: rulePriority: expected a number above 2 for "any", found 1, which puts the rule before rules[1]. Increase it (ECR: "Rule for tagStatus=ANY must have the lowest priority per storage class")',
    ],
  ],
  [
    "`tagged` without a list",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: tagged, countType: imageCountMoreThan, countNumber: 30 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:54: error: tagStatus: expected tagPatternList or tagPrefixList with "tagged", found neither. For all tagged images, write tagPatternList: ["*"] (ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")',
    ],
  ],
  [
    "months",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: months, countNumber: 2 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:104: error: countUnit: expected days, found "months". Write countUnit: days and countNumber: 60 instead of 2',
    ],
  ],
  [
    "years",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: years, countNumber: 1 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:104: error: countUnit: expected days, found "years". Write countUnit: days and countNumber: 365 instead of 1',
    ],
  ],
  [
    "two prefixes in one list, which both must match",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: tagged, tagPrefixList: [prod-, release-], countType: sinceImagePushed, countUnit: days, countNumber: 90 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:77: warning: tagPrefixList: expected one entry, found ["prod-","release-"]. An image must match every entry in the list. To select images that match any entry, write a rule for each entry',
    ],
  ],
  [
    "a misspelt key of a rule",
    RULES(
      `{ rulePriorty: 1, selection: { tagStatus: untagged, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:13: error: rules[0]: expected a known key, found "rulePriorty". Did you mean "rulePriority"?',
    ],
  ],
  [
    "a misspelt key of a selection",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countTyp: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    ['repositories/a.yaml:5:64: error: selection: expected a known key, found "countTyp". Did you mean "countType"?'],
  ],
  [
    "a misspelt key of the policy",
    { "repositories/a.yaml": repository("lifecyclePolicy:", "  rule: []") },
    ['repositories/a.yaml:4:7: error: lifecyclePolicy: expected a known key, found "rule". Did you mean "rules"?'],
  ],
  [
    "a misspelt policyText",
    { "repositories/a.yaml": repository("lifecyclePolicy:", "  policytext: '{}'") },
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: expected a known key, found "policytext". Did you mean "policyText"?',
    ],
  ],
  [
    "rules and text together",
    { "repositories/a.yaml": repository("lifecyclePolicy: { rules: [], policyText: '{}' }") },
    [
      "repositories/a.yaml:3:22: error: lifecyclePolicy: expected one of rules, preset, policyText, words, or any of protect, expire, expireUntagged, keepNewest, archiveUnused, found rules and policyText",
    ],
  ],
  [
    "an empty mapping",
    { "repositories/a.yaml": repository("lifecyclePolicy: {}") },
    [
      "repositories/a.yaml:3:22: error: lifecyclePolicy: expected one of rules, preset, policyText, words, or any of protect, expire, expireUntagged, keepNewest, archiveUnused, found nothing",
    ],
  ],
  [
    "a list",
    { "repositories/a.yaml": repository("lifecyclePolicy: [standard]") },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: expected a policy\'s name, none, rules in words such as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... }, found ["standard"]',
    ],
  ],
  [
    "nothing",
    { "repositories/a.yaml": repository("lifecyclePolicy:") },
    [
      "repositories/a.yaml:3:21: error: lifecyclePolicy: expected a policy's name, none, rules in words such as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... }, found null",
    ],
  ],
  [
    "no rules",
    RULES(),
    ["repositories/a.yaml:4:13: error: rules: expected a value, found null. Write one, or remove the key"],
  ],
  [
    "a duplicate priority",
    RULES(
      UNTAGGED,
      `{ rulePriority: 1, selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    ["repositories/a.yaml:6:27: error: rulePriority: expected a unique number, found 1, which rules[0] also uses"],
  ],
  [
    "a name that is not there, and what was meant",
    {
      ...ENV(`lifecyclePolicies: { standard: { rules: [${UNTAGGED}] } }`),
      "repositories/a.yaml": repository("lifecyclePolicy: standrad"),
    },
    [
      `repositories/a.yaml:3:22: error: lifecyclePolicy: expected "none" or one of the environment's policies (standard), found "standrad". Did you mean "standard"?`,
    ],
  ],
  [
    "a preset's name, which is no policy's",
    { "repositories/a.yaml": repository("lifecyclePolicy: production") },
    [
      `repositories/a.yaml:3:22: error: lifecyclePolicy: expected "none" or one of the environment's policies, found "production". For the preset, write { preset: production }`,
    ],
  ],
  [
    "a name where there are no policies",
    { "repositories/a.yaml": repository("lifecyclePolicy: standard") },
    [
      `repositories/a.yaml:3:22: error: lifecyclePolicy: expected "none" or one of the environment's policies, found "standard". Define it under lifecyclePolicies in the environment's file`,
    ],
  ],
  [
    "text that is not JSON, at its place in the block",
    TEXT("{", '  "rules": [', "    { rulePriority: 1 }", "  ]", "}"),
    [
      "repositories/a.yaml:7:15: error: policyText: expected JSON, found a word without quotes. Put text in double quotes",
    ],
  ],
  [
    "text with a key twice, at its place in the block",
    TEXT("{", '  "rules": [],', '  "rules": []', "}"),
    ['repositories/a.yaml:7:11: error: policyText: expected each key once, found "rules" twice'],
  ],
  [
    "text with a fault, at its place in the block",
    TEXT(
      "{",
      '  "rules": [{',
      '    "rulePriority": 1,',
      '    "selection": { "tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 30 },',
      '    "action": { "type": "expires" }',
      "  }]",
      "}",
    ),
    [
      'repositories/a.yaml:8:41: error: tagStatus: expected tagPatternList or tagPrefixList with "tagged", found neither. For all tagged images, write tagPatternList: ["*"] (ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")',
      'repositories/a.yaml:9:33: error: type: expected expire or transition, found "expires". Did you mean "expire"?',
    ],
  ],
  [
    "text with a fault, in quotes, where it begins",
    { "repositories/a.yaml": repository(`lifecyclePolicy: '{"rules":[{"rulePriority":0}]}'`) },
    [
      "repositories/a.yaml:3:22: error: action: expected a mapping, found nothing",
      "repositories/a.yaml:3:22: error: rulePriority: expected at least 1, found 0",
      "repositories/a.yaml:3:22: error: selection: expected a mapping, found nothing",
    ],
  ],
  [
    "text in a JSON file, where it begins",
    {
      "repositories/a.json":
        '[\n  { "repositoryName": "team/api",\n    "lifecyclePolicy": { "policyText": "{\\"rules\\": []}" } }\n]\n',
    },
    [
      'repositories/a.json:3:40: error: rules: expected at least 1 rule, found none. Add one, or remove the lifecycle policy (ECR: "Member must have length greater than or equal to 100")',
    ],
  ],
  ["text that is no policy", TEXT("[]"), ["repositories/a.yaml:4:19: error: policyText: expected a mapping, found []"]],
];

describe("a repository's lifecycle policy", () => {
  testBadInputs(POLICIES);
});
