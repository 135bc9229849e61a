import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

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
      'repositories/a.yaml:5:27: error: rulePriority: "any" has priority 1 and rules[1] comes after it with 2; ECR: "Rule for tagStatus=ANY must have the lowest priority per storage class"; give "any" a number above 2',
    ],
  ],
  [
    "`tagged` without a list",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: tagged, countType: imageCountMoreThan, countNumber: 30 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:54: error: tagStatus: tagStatus "tagged" without a list; ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."; add one of them, as tagPatternList: ["*"] for every tagged image',
    ],
  ],
  [
    "months",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: months, countNumber: 2 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:104: error: countUnit: found "months"; ECR counts in "days" only; write countUnit: days and countNumber: 60 instead of 2',
    ],
  ],
  [
    "years",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: years, countNumber: 1 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:104: error: countUnit: found "years"; ECR counts in "days" only; write countUnit: days and countNumber: 365 instead of 1',
    ],
  ],
  [
    "two prefixes in one list, which both must match",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: tagged, tagPrefixList: [prod-, release-], countType: sinceImagePushed, countUnit: days, countNumber: 90 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:77: warning: tagPrefixList: ["prod-","release-"] in one list selects images that have a tag for every one of them, not for any; if any was meant, write one rule for each',
    ],
  ],
  [
    "a misspelt key of a rule",
    RULES(
      `{ rulePriorty: 1, selection: { tagStatus: untagged, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:13: error: rules: unknown key "rulePriorty"; known here: rulePriority, description, selection, action. Did you mean "rulePriority"?',
    ],
  ],
  [
    "a misspelt key of a selection",
    RULES(
      `{ rulePriority: 1, selection: { tagStatus: untagged, countTyp: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    [
      'repositories/a.yaml:5:64: error: selection: unknown key "countTyp"; known here: tagStatus, tagPrefixList, tagPatternList, storageClass, countType, countUnit, countNumber. Did you mean "countType"?',
    ],
  ],
  [
    "a misspelt key of the policy",
    { "repositories/a.yaml": repository("lifecyclePolicy:", "  rule: []") },
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: unknown key "rule"; known here: rules, preset, policyText, words, protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "rules"?',
    ],
  ],
  [
    "a misspelt policyText",
    { "repositories/a.yaml": repository("lifecyclePolicy:", "  policytext: '{}'") },
    [
      'repositories/a.yaml:4:7: error: lifecyclePolicy: unknown key "policytext"; known here: rules, preset, policyText, words, protect, expire, expireUntagged, keepNewest, archiveUnused. Did you mean "policyText"?',
    ],
  ],
  [
    "rules and text together",
    { "repositories/a.yaml": repository("lifecyclePolicy: { rules: [], policyText: '{}' }") },
    [
      "repositories/a.yaml:3:22: error: lifecyclePolicy: found rules and policyText together; exactly one of rules, preset, policyText, words is allowed, or any of protect, expire, expireUntagged, keepNewest, archiveUnused",
    ],
  ],
  [
    "an empty mapping",
    { "repositories/a.yaml": repository("lifecyclePolicy: {}") },
    [
      "repositories/a.yaml:3:22: error: lifecyclePolicy: found nothing; exactly one of rules, preset, policyText, words is allowed, or any of protect, expire, expireUntagged, keepNewest, archiveUnused",
    ],
  ],
  [
    "a list",
    { "repositories/a.yaml": repository("lifecyclePolicy: [standard]") },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: found ["standard"]; the name of a policy, none, rules in words as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... } is allowed',
    ],
  ],
  [
    "nothing",
    { "repositories/a.yaml": repository("lifecyclePolicy:") },
    [
      "repositories/a.yaml:3:21: error: lifecyclePolicy: found null; the name of a policy, none, rules in words as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... } is allowed",
    ],
  ],
  ["no rules", RULES(), ["repositories/a.yaml:4:13: error: rules: found null, which AWS refuses; leave it out"]],
  [
    "a priority twice",
    RULES(
      UNTAGGED,
      `{ rulePriority: 1, selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }, ${EXPIRE}`,
    ),
    ["repositories/a.yaml:6:27: error: rulePriority: priority 1 is that of rules[0] too; give each rule its own"],
  ],
  [
    "a name that is not there, and what was meant",
    {
      ...ENV(`lifecyclePolicies: { standard: { rules: [${UNTAGGED}] } }`),
      "repositories/a.yaml": repository("lifecyclePolicy: standrad"),
    },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: no lifecycle policy "standrad" in the environment: there is standard, or "none" for no policy. Did you mean "standard"?',
    ],
  ],
  [
    "a preset's name, which is no policy's",
    { "repositories/a.yaml": repository("lifecyclePolicy: production") },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: no lifecycle policy "production" in the environment: it has none; write it under lifecyclePolicies in the environment\'s file, or "none" for no policy. The preset of that name is { preset: production }.',
    ],
  ],
  [
    "a name where there are no policies",
    { "repositories/a.yaml": repository("lifecyclePolicy: standard") },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: no lifecycle policy "standard" in the environment: it has none; write it under lifecyclePolicies in the environment\'s file, or "none" for no policy.',
    ],
  ],
  [
    "text that is not JSON, at its place in the block",
    TEXT("{", '  "rules": [', "    { rulePriority: 1 }", "  ]", "}"),
    ["repositories/a.yaml:7:15: error: policyText: not JSON: found a word without quotes; put text in double quotes"],
  ],
  [
    "text with a key twice, at its place in the block",
    TEXT("{", '  "rules": [],', '  "rules": []', "}"),
    ['repositories/a.yaml:7:11: error: policyText: the key "rules" is there twice; keep one'],
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
      'repositories/a.yaml:8:41: error: tagStatus: tagStatus "tagged" without a list; ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."; add one of them, as tagPatternList: ["*"] for every tagged image',
      'repositories/a.yaml:9:33: error: type: found "expires"; allowed: expire or transition. Did you mean "expire"?',
    ],
  ],
  [
    "text with a fault, in quotes, where it begins",
    { "repositories/a.yaml": repository(`lifecyclePolicy: '{"rules":[{"rulePriority":0}]}'`) },
    [
      "repositories/a.yaml:3:22: error: action: missing; a mapping is required",
      "repositories/a.yaml:3:22: error: rulePriority: found 0; at least 1 is allowed",
      "repositories/a.yaml:3:22: error: selection: missing; a mapping is required",
    ],
  ],
  [
    "text in a JSON file, where it begins",
    {
      "repositories/a.json":
        '[\n  { "repositoryName": "team/api",\n    "lifecyclePolicy": { "policyText": "{\\"rules\\": []}" } }\n]\n',
    },
    [
      'repositories/a.json:3:40: error: rules: found no rules; ECR refuses such a policy ("Member must have length greater than or equal to 100"); write a rule, or leave the lifecycle policy out',
    ],
  ],
  [
    "text that is no policy",
    TEXT("[]"),
    ["repositories/a.yaml:4:19: error: policyText: found []; a mapping is allowed"],
  ],
];

describe("a repository's lifecycle policy", () => {
  testBadInputs(POLICIES);
});
