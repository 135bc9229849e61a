import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const TEMPLATES = (...templates: readonly string[]) => ({
  "environment.yaml": SOUND + text("registry:", "  creationTemplates:", ...templates.map((it) => `    - ${it}`)),
});

const BAD_TEMPLATES: BadInputs = [
  [
    "a template that tags and encrypts without a role",
    TEMPLATES(
      "{ prefix: team/, appliedFor: [REPLICATION], tags: { Team: a }, encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/own } }",
    ),
    [
      "environment.yaml:6:7: error: customRoleArn: expected the ARN of a role, found nothing. The template sets tags and KMS, so ECR needs a role to create the repositories. Write the ARN of a role, or declare templateRole under registry to create a role",
      "environment.yaml:6:126: error: kmsKey: expected a key's ARN in a template, found \"alias/own\". Templates accept only the alias of registry.key. For a different key, write the key's ARN",
      'environment.yaml:6:126: warning: kmsKey: expected a key\'s ARN, found "alias/own". If the alias moves to another key, Terraform will plan to replace the repository. To print the ARN, run aws kms describe-key --key-id alias/own --query KeyMetadata.Arn',
    ],
  ],
  [
    "a role for templates that none of them uses, with a boundary of another account",
    {
      "environment.yaml":
        SOUND +
        text(
          "registry:",
          "  templateRole: { roleName: templates, permissionsBoundary: arn:aws:iam::444455556666:policy/all }",
          "  creationTemplates: [{ prefix: team, appliedFor: [REPLICATION] }]",
        ),
    },
    [
      "environment.yaml:5:17: warning: templateRole: no template uses this role. Only templates with tags or a KMS key, and without customRoleArn, use it. Remove templateRole",
      'environment.yaml:5:61: error: permissionsBoundary: expected a managed policy in the role\'s account (arn:aws:iam::111122223333:policy/<name>) or an AWS managed policy (arn:aws:iam::aws:policy/<name>), found "arn:aws:iam::444455556666:policy/all"',
    ],
  ],
  [
    "two templates, one for nothing and one for something unknown",
    TEMPLATES("{ prefix: team/, appliedFor: [] }", "{ prefix: team, appliedFor: [CREATE] }"),
    [
      "environment.yaml:6:36: error: appliedFor: expected at least 1 entry, found 0",
      'environment.yaml:7:36: error: appliedFor[0]: expected PULL_THROUGH_CACHE, REPLICATION or CREATE_ON_PUSH, found "CREATE". Did you mean "CREATE_ON_PUSH"?',
    ],
  ],
  [
    "two templates of one prefix",
    TEMPLATES("{ prefix: team/, appliedFor: [REPLICATION] }", "{ prefix: team, appliedFor: [REPLICATION] }"),
    [
      'environment.yaml:7:17: error: prefix: expected each prefix once, found "team" and "team/", which have the same Terraform name',
    ],
  ],
  [
    "a lifecycle policy that is not there, a policy that is none, and a wildcard",
    TEMPLATES(
      "{ prefix: team, appliedFor: [REPLICATION], lifecyclePolicy: standart, repositoryPolicy: all, pullPrincipals: ['*'] }",
    ),
    [
      `environment.yaml:6:67: error: lifecyclePolicy: expected "none" or one of the environment's policies, found "standart". Define it under lifecyclePolicies in the environment's file`,
      'environment.yaml:6:95: error: repositoryPolicy: expected a policy document, its JSON text or none, found "all"',
      'environment.yaml:6:117: error: pullPrincipals[0]: expected a quoted account ID (12 digits) or the ARN of an IAM role or user, found "*", which means everyone. Write the grant { organization: <organization> } under pull or push',
    ],
  ],
];

testBadInputs(BAD_TEMPLATES);

test("a template has the policies that it names, principals as statements, and else what ECR does", () => {
  const policies =
    "lifecyclePolicies: { brief: { keepNewest: 3 } }\nrepositoryDefaults: { lifecyclePolicy: brief, scanOnPush: false }\n";
  const template =
    "{ prefix: team/, appliedFor: [REPLICATION], lifecyclePolicy: brief, pullPrincipals: ['444455556666'] }";
  const files = TEMPLATES(template, "{ prefix: ROOT, appliedFor: [PULL_THROUGH_CACHE] }");
  const { registry } = environmentOf({ "environment.yaml": files["environment.yaml"] + policies });
  expect(registry?.creationTemplates).toEqual([
    {
      prefix: "team/",
      appliedFor: ["REPLICATION"],
      imageTagMutability: "MUTABLE",
      encryptionConfiguration: { encryptionType: "AES256" },
      lifecyclePolicy: { rules: [expect.objectContaining({ rulePriority: 1 })] },
      lifecyclePolicyName: "brief",
      repositoryPolicy: expect.objectContaining({
        Statement: [expect.objectContaining({ Sid: "AllowPull" })],
      }) as unknown,
      tags: {},
    },
    {
      prefix: "ROOT",
      appliedFor: ["PULL_THROUGH_CACHE"],
      imageTagMutability: "MUTABLE",
      encryptionConfiguration: { encryptionType: "AES256" },
      tags: {},
    },
  ]);
});
