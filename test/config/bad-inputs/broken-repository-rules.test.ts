import { SOUND, repository, testBadInputs, text, type BadInputs } from "../../support/config";

const RULES = (...lines: readonly string[]) => ({
  "environment.yaml": text(SOUND.trimEnd(), "repositoryRules:", ...lines.map((line) => `  ${line}`)),
});
const WITH = (rule: string, ...lines: readonly string[]) => ({
  ...RULES(rule),
  "repositories/a.yaml": repository(...lines),
});

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000";

const IN_REPOSITORIES: BadInputs = [
  [
    "a required tag is missing",
    WITH("tags: { requiredTags: { Team: '*' } }", "scanOnPush: true"),
    [
      'repositories/a.yaml:2:5: error: tags: expected the tag "Team" with a value, found none. See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a required tag is missing among others",
    WITH("tags: { requiredTags: { Team: '*' } }", "tags: { Public: no }"),
    [
      'repositories/a.yaml:3:11: error: tags: expected the tag "Team" with a value, found none. See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a required tag has another value",
    WITH("tags: { requiredTags: { Team: [payments, platform] } }", "tags: { Team: paymnts }"),
    [
      'repositories/a.yaml:3:19: error: Team: expected the tag "Team" with the value "payments" or "platform", found "paymnts". Did you mean "payments"? See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a required tag is empty",
    WITH("tags: { requiredTags: { Team: '*' } }", "tags: { Team: '' }"),
    [
      'repositories/a.yaml:3:19: error: Team: expected the tag "Team" with a value, found "". See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a tag's value is longer than its pattern",
    WITH("tags: { requiredTags: { CostCenter: 'cc-????' } }", "tags: { CostCenter: cc-12345 }"),
    [
      'repositories/a.yaml:3:25: error: CostCenter: expected the tag "CostCenter" with the value "cc-????", found "cc-12345". See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a default tag has another value",
    {
      "environment.yaml": text(
        SOUND.trimEnd(),
        "tags: { Team: ops }",
        "repositoryRules: { tags: { requiredTags: { Team: payments } } }",
      ),
      "repositories/a.yaml": repository("scanOnPush: true"),
    },
    [
      'repositories/a.yaml:2:5: error: tags: expected the tag "Team" with the value "payments", found "ops" from the defaults. See the rule "tags" at environment.yaml:5',
    ],
  ],
  [
    "a name matches none of the patterns",
    WITH("names: { names: ['payments/*', 'platform/*'] }"),
    [
      'repositories/a.yaml:2:21: error: repositoryName: expected a name that matches payments/* or platform/*, found "team/api". See the rule "names" at environment.yaml:5',
    ],
  ],
  [
    "a forbidden mutability",
    WITH("immutable: { forbidden: { imageTagMutability: MUTABLE } }", "imageTagMutability: MUTABLE"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environment.yaml:5',
    ],
  ],
  [
    "a description of the rule",
    WITH(
      "immutable: { description: Deployments pin tags., forbidden: { imageTagMutability: MUTABLE } }",
      "imageTagMutability: MUTABLE",
    ),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environment.yaml:5: Deployments pin tags.',
    ],
  ],
  [
    "a rule that warns",
    WITH("immutable: { severity: warning, forbidden: { imageTagMutability: MUTABLE } }", "imageTagMutability: MUTABLE"),
    [
      'repositories/a.yaml:3:25: warning: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environment.yaml:5',
    ],
  ],
  [
    "a required value is inherited differently",
    WITH("keep: { allowed: { deletionPolicy: [Retain, Orphan] } }"),
    [
      'repositories/a.yaml:2:5: error: deletionPolicy: expected Retain or Orphan, found Delete from the defaults. See the rule "keep" at environment.yaml:5',
    ],
  ],
  [
    "defaults of a file break a rule",
    {
      ...RULES("scan: { allowed: { scanOnPush: true } }"),
      "repositories/a.yaml": text(
        "defaults: { scanOnPush: false }",
        "repositories:",
        "  - repositoryName: team/api",
        "  - { repositoryName: team/web, scanOnPush: true }",
      ),
    },
    [
      'repositories/a.yaml:3:5: error: scanOnPush: expected true, found false from the defaults. See the rule "scan" at environment.yaml:5',
    ],
  ],
  [
    "no encryption with KMS",
    WITH("kms: { allowed: { encryptionType: KMS } }"),
    [
      'repositories/a.yaml:2:5: error: encryptionConfiguration: expected encryptionType KMS, found AES256 from the defaults. See the rule "kms" at environment.yaml:5',
    ],
  ],
  [
    "a key that is not allowed",
    WITH(
      "kms: { allowed: { kmsKey: 'arn:aws:kms:*:444455556666:key/*' } }",
      `encryptionConfiguration: { encryptionType: KMS, kmsKey: "${KEY}" }`,
    ),
    [
      'repositories/a.yaml:3:61: error: kmsKey: expected kmsKey arn:aws:kms:*:444455556666:key/*, found arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000. See the rule "kms" at environment.yaml:5',
    ],
  ],
  [
    "ECR's own key, which is not allowed",
    WITH(
      "kms: { allowed: { kmsKey: 'arn:aws:kms:*:444455556666:key/*' } }",
      "encryptionConfiguration: { encryptionType: KMS }",
    ),
    [
      'repositories/a.yaml:3:30: error: encryptionConfiguration: expected kmsKey arn:aws:kms:*:444455556666:key/*, found alias/aws/ecr. See the rule "kms" at environment.yaml:5',
    ],
  ],
  [
    "no lifecycle policy",
    WITH("expire: { forbidden: { lifecyclePolicy: none } }"),
    [
      'repositories/a.yaml:2:5: error: lifecyclePolicy: expected a lifecycle policy, found none. See the rule "expire" at environment.yaml:5',
    ],
  ],
  [
    "a lifecycle policy of its own",
    {
      "environment.yaml": text(
        SOUND.trimEnd(),
        "lifecyclePolicies: { standard: { keepNewest: 3 } }",
        "repositoryRules: { expire: { allowed: { lifecyclePolicy: [standard, none] } } }",
      ),
      "repositories/a.yaml": repository("lifecyclePolicy: { keepNewest: 4 }"),
    },
    [
      'repositories/a.yaml:3:22: error: lifecyclePolicy: expected standard or none, found a different policy. See the rule "expire" at environment.yaml:5',
    ],
  ],
  [
    "an exclusion filter that is not allowed",
    WITH(
      "filters: { allowed: { imageTagMutabilityExclusionFilters: [latest] } }",
      "imageTagMutability: IMMUTABLE_WITH_EXCLUSION",
      "imageTagMutabilityExclusionFilters: [latest, dev-*]",
    ),
    [
      'repositories/a.yaml:4:41: error: imageTagMutabilityExclusionFilters: expected latest, found dev-*. See the rule "filters" at environment.yaml:5',
    ],
  ],
  [
    "an operator's manifest with the operator's defaults",
    {
      ...RULES("immutable: { forbidden: { imageTagMutability: MUTABLE } }"),
      "repositories/a.yaml": text(
        "apiVersion: aws-infra-operator.runner.codes/v1alpha1",
        "kind: ECRRepository",
        "metadata: { name: api }",
        "spec: { repositoryName: team/api, providerRef: { name: aws } }",
      ),
    },
    [
      'repositories/a.yaml:4:7: error: imageTagMutability: expected anything but MUTABLE, found MUTABLE from the defaults. See the rule "immutable" at environment.yaml:5',
    ],
  ],
  [
    "an exception for another rule",
    WITH(
      "{ immutable: { forbidden: { imageTagMutability: MUTABLE } }, keep: { allowed: { deletionPolicy: Retain }, except: { team/api: { reason: a cache, expires: 2027-01-31 } } } }",
      "imageTagMutability: MUTABLE",
    ),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environment.yaml:5',
    ],
  ],
  [
    "a fault in the setting is reported once",
    WITH("immutable: { forbidden: { imageTagMutability: MUTABLE } }", "imageTagMutability: MUTABEL"),
    [
      'repositories/a.yaml:3:25: error: imageTagMutability: expected MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, found "MUTABEL". Did you mean "MUTABLE"?',
    ],
  ],
  [
    "a faulty lifecycle policy is not a missing one",
    WITH("expire: { forbidden: { lifecyclePolicy: none } }", "lifecyclePolicy: { keepNewest: 0 }"),
    ["repositories/a.yaml:3:36: error: keepNewest: expected at least 1, found 0"],
  ],
];

testBadInputs(IN_REPOSITORIES);
