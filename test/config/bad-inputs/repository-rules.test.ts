import { SOUND, repository, testBadInputs, text, type BadInputs } from "../../support/config";

const RULES = (...lines: readonly string[]) => ({
  "environment.yaml": text(SOUND.trimEnd(), "repositoryRules:", ...lines.map((line) => `  ${line}`)),
});
const WITH = (rule: string, ...lines: readonly string[]) => ({
  ...RULES(rule),
  "repositories/a.yaml": repository(...lines),
});

const IN_THE_RULES: BadInputs = [
  [
    "a list of rules",
    RULES("- { names: ['team/*'] }"),
    ['environment.yaml:5:3: error: repositoryRules: expected a mapping, found [{"names":["team/*"]}]'],
  ],
  [
    "a name with a capital letter",
    RULES("Tags: { requiredTags: { Team: x } }"),
    [
      'environment.yaml:5:3: error: repositoryRules: expected a rule name of at most 63 lowercase letters, digits and hyphens that starts with a letter, found "Tags"',
    ],
  ],
  [
    "a misspelled part",
    RULES("tags: { requiredTag: { Team: x } }"),
    ['environment.yaml:5:11: error: tags: expected a known key, found "requiredTag". Did you mean "requiredTags"?'],
  ],
  [
    "a rule that requires nothing",
    RULES("tags: { match: ['team/*'] }"),
    [
      "environment.yaml:5:9: error: tags: expected names, requiredTags, allowed or forbidden, found none, so the rule has no effect. Add one, or remove the rule",
      'environment.yaml:5:19: warning: match[0]: expected a pattern that matches a repository, found "team/*". Correct the pattern, or remove it',
    ],
  ],
  [
    "an empty list of limits",
    RULES("limits: { allowed: {} }"),
    [
      "environment.yaml:5:11: error: limits: expected names, requiredTags, allowed or forbidden, found none, so the rule has no effect. Add one, or remove the rule",
    ],
  ],
  [
    "a pattern with a capital letter",
    RULES("names: { names: ['Team/*'] }"),
    [
      'environment.yaml:5:20: error: names[0]: expected a repository\'s name, in which * matches any characters, such as "team/*", found "Team/*"',
    ],
  ],
  [
    "a misspelled setting",
    RULES("immutable: { forbidden: { imageTagMutabilty: MUTABLE } }"),
    [
      'environment.yaml:5:29: error: forbidden: expected a known key, found "imageTagMutabilty". Did you mean "imageTagMutability"?',
    ],
  ],
  [
    "a misspelled value",
    RULES("immutable: { forbidden: { imageTagMutability: MUTABEL } }"),
    [
      'environment.yaml:5:49: error: imageTagMutability: expected "MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION" or a list, found "MUTABEL"',
    ],
  ],
  [
    "a misspelled value in a list",
    RULES("keep: { allowed: { deletionPolicy: [Retain, Orphaned] } }"),
    [
      'environment.yaml:5:47: error: deletionPolicy[1]: expected Delete, Retain or Orphan, found "Orphaned". Did you mean "Orphan"?',
    ],
  ],
  [
    "an empty list of values",
    RULES("keep: { allowed: { deletionPolicy: [] } }"),
    ["environment.yaml:5:38: error: deletionPolicy: expected at least 1 entry, found 0"],
  ],
  [
    "text for a boolean",
    RULES("scan: { allowed: { scanOnPush: 'yes' } }"),
    ['environment.yaml:5:34: error: scanOnPush: expected true or false, found "yes"'],
  ],
  [
    "a value that is allowed and forbidden",
    RULES("keep: { allowed: { deletionPolicy: [Retain, Delete] }, forbidden: { deletionPolicy: Delete } }"),
    [
      "environment.yaml:5:87: error: deletionPolicy: expected each value under either allowed or forbidden, found Delete under both. Remove it from one of the two",
    ],
  ],
  [
    "a lifecycle policy that does not exist",
    RULES("expire: { allowed: { lifecyclePolicy: [standrad] } }"),
    [
      'environment.yaml:5:42: error: lifecyclePolicy[0]: expected "none" or one of the environment\'s policies, found "standrad". Define it under lifecyclePolicies',
    ],
  ],
  [
    "a misspelled lifecycle policy",
    {
      "environment.yaml": text(
        SOUND.trimEnd(),
        "lifecyclePolicies: { standard: { keepNewest: 3 } }",
        "repositoryRules: { expire: { forbidden: { lifecyclePolicy: standrad } } }",
      ),
    },
    [
      'environment.yaml:5:60: error: lifecyclePolicy: expected "none" or one of the environment\'s policies (standard), found "standrad". Did you mean "standard"?',
    ],
  ],
  [
    "a tag's value that is a number",
    RULES("tags: { requiredTags: { CostCenter: 1234 } }"),
    ["environment.yaml:5:39: error: CostCenter: expected text or a list, found 1234"],
  ],
  [
    "a tag without values",
    RULES("tags: { requiredTags: { Team: [] } }"),
    ["environment.yaml:5:33: error: Team: expected at least 1 entry, found 0"],
  ],
  [
    "a tag's key that AWS does not accept",
    RULES("tags: { requiredTags: { 'Team!': x } }"),
    [
      'environment.yaml:5:27: error: requiredTags: expected a tag\'s key of letters, digits, spaces and _ . : / = + - @, found "Team!"',
    ],
  ],
  [
    "an unknown severity",
    RULES("tags: { severity: info, requiredTags: { Team: '*' } }"),
    ['environment.yaml:5:21: error: severity: expected error or warning, found "info"'],
  ],
  [
    "an exception without a date",
    WITH("tags: { requiredTags: { Team: '*' }, except: { team/api: { reason: legacy } } }"),
    ["environment.yaml:5:60: error: expires: expected a date such as 2026-12-31, found nothing"],
  ],
  [
    "an exception with a date that does not exist",
    WITH("tags: { requiredTags: { Team: '*' }, except: { team/api: { reason: legacy, expires: 2026-02-30 } } }"),
    ['environment.yaml:5:87: error: expires: expected a date such as 2026-12-31, found "2026-02-30"'],
  ],
  [
    "an exception with an empty reason",
    WITH("tags: { requiredTags: { Team: '*' }, except: { team/api: { reason: ' ', expires: 2026-12-31 } } }"),
    ["environment.yaml:5:70: error: reason: expected the reason for the exception, found an empty string"],
  ],
  [
    "a list of exceptions",
    WITH("tags: { requiredTags: { Team: '*' }, except: [team/api] }"),
    ['environment.yaml:5:48: error: except: expected a mapping, found ["team/api"]'],
  ],
  [
    "an exception that no repository needs",
    WITH(
      "tags: { requiredTags: { Team: '*' }, except: { team/api: { reason: legacy, expires: 2026-12-31 } } }",
      "tags: { Team: payments }",
    ),
    [
      'environment.yaml:5:50: warning: except: expected an exception that a repository needs, found "team/api". The repositories that it matches do not break the rule, or an earlier exception covers them. Remove the exception',
    ],
  ],
  [
    "an exception that matches no repository",
    WITH(
      "tags: { requiredTags: { Team: '*' }, except: { team/apu: { reason: legacy, expires: 2026-12-31 } } }",
      "tags: { Team: payments }",
    ),
    [
      'environment.yaml:5:50: warning: except: expected an exception that matches a repository, found "team/apu". Correct the name, or remove the exception',
    ],
  ],
  [
    "a pattern that matches no repository",
    WITH("tags: { match: ['tema/*'], requiredTags: { Team: '*' } }"),
    [
      'environment.yaml:5:19: warning: match[0]: expected a pattern that matches a repository, found "tema/*". Correct the pattern, or remove it',
    ],
  ],
];

testBadInputs(IN_THE_RULES);
