import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const ENV = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text(...lines),
  "repositories/team.yaml": repository(),
});

const TEMPLATE = "prefix: cache, appliedFor: [PULL_THROUGH_CACHE]";
const INPUTS: BadInputs = [
  [
    "a creation template with a key of the environment's own region",
    ENV(
      `regions: { us-east-1: { registry: { creationTemplates: [{ ${TEMPLATE}, customRoleArn: "arn:aws:iam::111122223333:role/r", encryptionConfiguration: { encryptionType: KMS, kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }] } } }`,
    ),
    [
      "environment.yaml:4:215: error: kmsKey: expected a key in the repository's region, us-east-1, found one in eu-west-1",
    ],
  ],
  [
    "a role for creation templates that two regions would create",
    ENV(
      "registry: { templateRole: { roleName: templates }, creationTemplates: [{ prefix: apps, appliedFor: [CREATE_ON_PUSH], tags: { Team: a } }] }",
      `regions: { us-east-1: { registry: { templateRole: { roleName: Templates }, creationTemplates: [{ ${TEMPLATE}, tags: { Team: a } }] } } }`,
    ),
    [
      'environment.yaml:5:63: error: roleName: expected a unique name in the account, found "Templates", which another region also uses. Rename one of the roles',
    ],
  ],
  [
    "a target of a notification in the environment's own region",
    ENV(
      'regions: { us-east-1: { notifications: [{ name: a, events: [push], target: "arn:aws:sqs:eu-west-1:111122223333:q" }] } }',
    ),
    [
      "environment.yaml:4:76: error: target: expected a target in the registry's account and region (111122223333, us-east-1), found \"arn:aws:sqs:eu-west-1:111122223333:q\". To reach another account or region, EventBridge needs an event bus in the target's account and region",
    ],
  ],
  [
    "failed replication, which the receiving region reports",
    ENV(
      "regions: { us-east-1: {} }",
      "notifications: [{ name: a, events: [push, replicationFailed], emails: [a@example.com] }]",
    ),
    [
      "environment.yaml:5:43: warning: events[1]: expected replicationFailed under regions.us-east-1.notifications, found it only under notifications. ECR reports failed replication in the region that receives the image. Declare a notification under regions.us-east-1",
    ],
  ],
  [
    "the environment's own region",
    ENV("regions: { eu-west-1: {} }"),
    [
      "environment.yaml:4:12: error: regions: expected a region that differs from the environment's own, found eu-west-1. Remove it",
    ],
  ],
  [
    "a region of another partition",
    ENV("regions: { cn-north-1: {} }"),
    [
      "environment.yaml:4:12: error: regions: expected a region in the partition of eu-west-1, aws, found cn-north-1 in aws-cn. ECR cannot replicate to another partition. Declare a separate environment for that region",
    ],
  ],
  [
    "a text that is not a region",
    ENV("regions: { europe: {} }"),
    [
      'environment.yaml:4:12: error: regions: expected an AWS region such as "eu-west-1", found "europe". The closest matches are eu-north-1, eu-south-1 or eu-south-2',
    ],
  ],
  [
    "a prefix that no repository has",
    ENV("regions: { us-east-1: { repositoryPrefixes: [teams/] } }"),
    [
      'environment.yaml:4:46: warning: repositoryPrefixes[0]: expected a prefix of a repository\'s name, found "teams/". Correct the prefix, or remove it',
    ],
  ],
  [
    "a key of the first region",
    ENV('regions: { us-east-1: { kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1" } }'),
    [
      'environment.yaml:4:33: error: kmsKey: expected a KMS key in us-east-1 (arn:aws:kms:us-east-1:<account>:key/<id>, or alias/<name>), found "arn:aws:kms:eu-west-1:111122223333:key/1"',
    ],
  ],
  [
    "a repository whose key the region does not have",
    {
      "environment.yaml": SOUND + text("regions: { us-east-1: {} }"),
      "repositories/team.yaml": repository(
        'encryptionConfiguration: { encryptionType: KMS, kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }',
      ),
    },
    [
      'repositories/team.yaml:2:21: error: repositoryName: expected a KMS key that also exists in us-east-1, found "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab". Set regions.us-east-1.kmsKey, or use a multi-Region key or an alias',
    ],
  ],
  [
    "replication to a region that has copies already",
    ENV("regions: { us-east-1: {} }", "registry: { replication: [{ destinations: [{ region: us-east-1 }] }] }"),
    [
      "environment.yaml:5:44: error: destinations[0]: expected a destination that regions does not already cover, found us-east-1. Remove it",
    ],
  ],
  [
    "a policy for the repositories of another region",
    ENV(
      'regions: { us-east-1: { registry: { policy: { Version: "2012-10-17", Statement: [{ Sid: A, Effect: Allow, Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: ["ecr:ReplicateImage"], Resource: ["arn:aws:ecr:eu-west-1:111122223333:repository/*"] }] } } } }',
    ),
    [
      'environment.yaml:4:203: warning: Resource: expected a repository in this registry, found "arn:aws:ecr:eu-west-1:111122223333:repository/*". Write arn:aws:ecr:us-east-1:111122223333:repository/<name>, where * matches any characters',
    ],
  ],
  [
    "an import of a repository that the region does not copy",
    ENV("regions: { us-east-1: { imports: [team/web] } }"),
    [
      'environment.yaml:4:35: error: imports[0]: expected a declared repository, found "team/web". Declare it, or remove it from imports',
    ],
  ],
  [
    "former copies that the region still has, that are listed twice, or that are not repositories",
    ENV(
      "regions:",
      "  us-east-1: { repositoryPrefixes: [team/], removed: [team/api, old, old, Old], released: [old, other] }",
    ),
    [
      'environment.yaml:5:55: error: removed[0]: expected a repository that repositoryPrefixes excludes, found "team/api". Remove it, or list it under the environment\'s removed, which applies to all regions',
      'environment.yaml:5:70: error: removed[2]: expected each name once, found "old" twice. Remove one',
      'environment.yaml:5:75: error: removed[3]: expected a repository name, found "Old": uppercase letters are not allowed. Try "old"',
      'environment.yaml:5:92: error: released[0]: expected "old" under either removed or released in us-east-1, found it under both. Keep removed to leave the copy in AWS, or released to delete it',
    ],
  ],
];

testBadInputs(INPUTS);
