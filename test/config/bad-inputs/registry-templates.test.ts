import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../support";

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
      "environment.yaml:6:7: error: customRoleArn: tags and KMS without customRoleArn; ECR makes such a repository by a role of yours, name it",
      'environment.yaml:6:126: error: kmsKey: "alias/own" is an alias; a template keeps what is written, name the key by its ARN',
      "environment.yaml:6:126: warning: kmsKey: \"alias/own\" is looked up at each plan, and a repository's key is fixed: should the alias move to another key, Terraform plans to replace the repository. Write the key's ARN (aws kms describe-key --key-id alias/own --query KeyMetadata.Arn)",
    ],
  ],
  [
    "two templates, one for nothing and one for something unknown",
    TEMPLATES("{ prefix: team/, appliedFor: [] }", "{ prefix: team, appliedFor: [CREATE] }"),
    [
      "environment.yaml:6:36: error: appliedFor: found 0; at least 1 entry allowed",
      'environment.yaml:7:36: error: appliedFor: found "CREATE"; allowed: PULL_THROUGH_CACHE or REPLICATION.',
    ],
  ],
  [
    "two templates of one prefix",
    TEMPLATES("{ prefix: team/, appliedFor: [REPLICATION] }", "{ prefix: team, appliedFor: [REPLICATION] }"),
    [
      'environment.yaml:7:17: error: prefix: "team" and "team/" are one prefix, or one name in Terraform; choose another',
    ],
  ],
  [
    "a lifecycle policy that is not there, a policy that is none, and a wildcard",
    TEMPLATES(
      "{ prefix: team, appliedFor: [REPLICATION], lifecyclePolicy: standart, repositoryPolicy: all, pullPrincipals: ['*'] }",
    ),
    [
      'environment.yaml:6:67: error: lifecyclePolicy: no lifecycle policy "standart" in the environment: it has none; write it under lifecyclePolicies in the environment\'s file, or "none" for no policy.',
      'environment.yaml:6:95: error: repositoryPolicy: found "all"; a policy document, its JSON text or "none" is allowed',
      'environment.yaml:6:117: error: pullPrincipals: found "*"; a principal has no wildcards; name each, or write an account id and a Condition on aws:PrincipalArn',
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
