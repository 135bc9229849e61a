import { TerraformStack, Testing } from "cdktf";
import { EcrRegistrySettings, type EcrRegistrySettingsProps } from "../../../modules/ecr-registry-settings/construct";
import { TEMPLATE_DEFAULTS } from "../../../src/domain/registry/template-settings";
import { registrySettings } from "../../support/registry-settings";

const LOCATION = { account: "111122223333", region: "eu-west-1" };

function resources(
  settings: Omit<EcrRegistrySettingsProps, "location">,
): Record<string, Record<string, Record<string, unknown>>> {
  const stack = new TerraformStack(Testing.app(), "test");
  new EcrRegistrySettings(stack, "Registry", { location: LOCATION, ...settings });
  return (
    (JSON.parse(Testing.synth(stack)) as { resource?: Record<string, Record<string, Record<string, unknown>>> })
      .resource ?? {}
  );
}

test("a template refers to a lifecycle policy that is defined elsewhere", () => {
  const [template] = registrySettings(LOCATION).creationTemplates ?? [];
  if (template === undefined) throw new Error("there is no template");
  const lifecyclePolicyReference = "${local.lifecycle_policies.standard}";
  const { aws_ecr_repository_creation_template: templates } = resources({
    creationTemplates: [{ ...template, lifecyclePolicyReference }],
  });
  expect(templates?.["quay"]?.["lifecycle_policy"]).toBe(lifecyclePolicyReference);
});

test("a template has its policies as text, and what it does not say as ECR has it", () => {
  const { creationTemplates } = registrySettings(LOCATION);
  const { aws_ecr_repository_creation_template: templates } = resources({ creationTemplates });
  expect(templates).toEqual({
    quay: {
      prefix: "quay",
      applied_for: ["PULL_THROUGH_CACHE"],
      description: "What is pulled from $${quay}",
      image_tag_mutability: "MUTABLE",
      encryption_configuration: [{ encryption_type: "KMS" }],
      lifecycle_policy: expect.stringContaining('"countNumber" = 30') as unknown,
      resource_tags: { Team: "platform" },
      custom_role_arn: "arn:aws:iam::111122223333:role/templates",
    },
    ROOT: {
      prefix: "ROOT",
      applied_for: ["REPLICATION", "PULL_THROUGH_CACHE"],
      image_tag_mutability: "IMMUTABLE",
      encryption_configuration: [{ encryption_type: "AES256" }],
    },
  });
});

test("one role creates the repositories of all templates that need a role and name none, and may do nothing else", () => {
  const plain = { ...TEMPLATE_DEFAULTS, appliedFor: ["CREATE_ON_PUSH"] } as const;
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const made = resources({
    templateRole: { roleName: "templates", path: "/ecr/" },
    creationTemplates: [
      { ...plain, prefix: "tagged/", tags: { Team: "platform" } },
      { ...plain, prefix: "encrypted", encryptionConfiguration: { encryptionType: "KMS", kmsKey } },
      { ...plain, prefix: "own", tags: { Team: "a" }, customRoleArn: "arn:aws:iam::111122223333:role/own" },
      { ...plain, prefix: "plain" },
    ],
  });
  const templates = made["aws_ecr_repository_creation_template"] ?? {};
  const role = "${aws_iam_role.creation_templates.arn}";
  expect(Object.fromEntries(Object.entries(templates).map(([id, it]) => [id, it["custom_role_arn"]]))).toEqual({
    tagged: role,
    encrypted: role,
    own: "arn:aws:iam::111122223333:role/own",
    plain: undefined,
  });
  expect(made["aws_iam_role"]?.["creation_templates"]).toMatchObject({
    name: "templates",
    path: "/ecr/",
    assume_role_policy: expect.stringContaining('"Service" = "ecr.amazonaws.com"') as unknown,
  });
  const policy = String(made["aws_iam_role_policy"]?.["creation_templates"]?.["policy"]);
  const REPOSITORIES = "arn:aws:ecr:eu-west-1:111122223333:repository";
  expect(policy).toContain(`"Resource" = ["${REPOSITORIES}/tagged/*", "${REPOSITORIES}/encrypted/*"]`);
  expect(policy).toContain(
    `"Action" = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], "Resource" = ["${kmsKey}"]`,
  );
});

test("exclusion filters of a template are those of its repositories", () => {
  const { aws_ecr_repository_creation_template: templates } = resources({
    creationTemplates: [
      {
        ...TEMPLATE_DEFAULTS,
        prefix: "ROOT",
        appliedFor: ["REPLICATION"],
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: ["latest"],
      },
    ],
  });
  expect(templates?.["ROOT"]?.["image_tag_mutability_exclusion_filter"]).toEqual([
    { filter: "latest", filter_type: "WILDCARD" },
  ]);
});

test("a template's policies are checked as a repository's", () => {
  const template = { prefix: "quay", appliedFor: ["REPLICATION"], ...TEMPLATE_DEFAULTS } as const;
  const rule = { rulePriority: 0, selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 } };
  expect(() =>
    resources({
      creationTemplates: [
        { ...template, lifecyclePolicy: { rules: [{ ...rule, action: { type: "expire" } }] } as never },
      ],
    }),
  ).toThrow(/creationTemplates\[0\]\.lifecyclePolicy/);
});
