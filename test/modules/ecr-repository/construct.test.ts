import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { EcrRepository, type EcrRepositoryProps } from "../../../modules/ecr-repository/construct";

type Attributes = Record<string, unknown>;
interface Synthesized {
  readonly resource: Record<string, Record<string, Attributes>>;
  readonly data?: Record<string, Record<string, Attributes>>;
}

function synthesize(props: EcrRepositoryProps, id = "team/api"): Synthesized {
  const stack = new TerraformStack(Testing.app(), "test");
  // As anybody's app would use it: a plain stack, and an id that is the name.
  new EcrRepository(stack, id.replaceAll("/", "-"), { repositoryName: id, ...props });
  return JSON.parse(Testing.synth(stack)) as Synthesized;
}

function repository(props: EcrRepositoryProps): Attributes {
  return synthesize(props).resource["aws_ecr_repository"]?.["team_api"] ?? {};
}

const KEEP_TEN = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
} as const;

test("without settings a repository is immutable, scanned, encrypted by ECR, and not deleted with its images", () => {
  expect(repository({})).toEqual({
    name: "team/api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "AES256" }],
  });
});

test("the construct id is the name where none is given", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  new EcrRepository(stack, "api");
  const { resource } = JSON.parse(Testing.synth(stack)) as Synthesized;
  expect(resource["aws_ecr_repository"]?.["api"]?.["name"]).toBe("api");
});

test("every setting reaches the resource", () => {
  const settings: EcrRepositoryProps = {
    imageTagMutability: "MUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: ["v*", "release-*"],
    scanOnPush: false,
    encryptionConfiguration: {
      encryptionType: "KMS",
      kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
    },
    tags: { Team: "api" },
    forceDelete: true,
  };
  expect(repository(settings)).toEqual({
    name: "team/api",
    image_tag_mutability: "MUTABLE_WITH_EXCLUSION",
    image_tag_mutability_exclusion_filter: [
      { filter: "v*", filter_type: "WILDCARD" },
      { filter: "release-*", filter_type: "WILDCARD" },
    ],
    image_scanning_configuration: { scan_on_push: false },
    encryption_configuration: [
      {
        encryption_type: "KMS",
        kms_key: "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
      },
    ],
    tags: { Team: "api" },
    force_delete: true,
  });
});

test("a lifecycle policy can be referred to, and is checked all the same", () => {
  const lifecyclePolicyReference = "${local.lifecycle_policies.standard}";
  const { resource } = synthesize({ lifecyclePolicy: KEEP_TEN, lifecyclePolicyReference });
  expect(resource["aws_ecr_lifecycle_policy"]?.["team_api"]?.["policy"]).toBe(lifecyclePolicyReference);
  const rules = [{ ...KEEP_TEN.rules[0], rulePriority: 0 }];
  expect(() => synthesize({ lifecyclePolicy: { rules }, lifecyclePolicyReference })).toThrow("rulePriority");
  expect(synthesize({ lifecyclePolicyReference }).resource).not.toHaveProperty("aws_ecr_lifecycle_policy");
});

test("settings that are undefined count as not given", () => {
  expect(repository({ scanOnPush: undefined, tags: undefined })).toEqual(repository({}));
});

test.each([
  ["Delete", undefined],
  ["Retain", { prevent_destroy: true }],
  ["Orphan", undefined],
] as const)("deletionPolicy %s", (deletionPolicy, lifecycle) => {
  expect(repository({ deletionPolicy })["lifecycle"]).toEqual(lifecycle);
});

test("lifecycle and repository policy belong to the repository and share its address", () => {
  const { resource } = synthesize({ lifecyclePolicy: KEEP_TEN, pullPrincipals: ["111122223333"] });
  expect(resource["aws_ecr_lifecycle_policy"]?.["team_api"]).toEqual({
    repository: "${aws_ecr_repository.team_api.name}",
    policy:
      '${jsonencode({"rules" = [{"rulePriority" = 1, "selection" = {"tagStatus" = "any", "countType" = "imageCountMoreThan", "countNumber" = 10}, "action" = {"type" = "expire"}}]})}',
  });
  expect(resource["aws_ecr_repository_policy"]?.["team_api"]).toMatchObject({
    repository: "${aws_ecr_repository.team_api.name}",
    policy: expect.stringContaining('"arn:aws:iam::111122223333:root"'),
  });
});

test("a repository without policies has no policy resource", () => {
  expect(Object.keys(synthesize({}).resource)).toEqual(["aws_ecr_repository"]);
});

test("principals by account ID are of the partition where the repository is", () => {
  const { resource } = synthesize({
    location: { account: "111122223333", region: "cn-north-1" },
    pushPrincipals: ["444455556666"],
  });
  expect(resource["aws_ecr_repository_policy"]?.["team_api"]?.["policy"]).toContain(
    "arn:aws-cn:iam::444455556666:root",
  );
});

test("an alias of a key is looked up, since AWS answers with the key's ARN", () => {
  const { data, resource } = synthesize({ encryptionConfiguration: { encryptionType: "KMS", kmsKey: "alias/ecr" } });
  expect(data?.["aws_kms_alias"]?.["team_api"]).toEqual({ name: "alias/ecr" });
  expect(resource["aws_ecr_repository"]?.["team_api"]?.["encryption_configuration"]).toEqual([
    { encryption_type: "KMS", kms_key: "${data.aws_kms_alias.team_api.target_key_arn}" },
  ]);
});

test("a name that is known only to Terraform is left to Terraform", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  const name = new TerraformVariable(stack, "name", { type: "string" });
  new EcrRepository(stack, "api", { repositoryName: name.stringValue });
  const { resource } = JSON.parse(Testing.synth(stack)) as Synthesized;
  expect(resource["aws_ecr_repository"]?.["api"]?.["name"]).toBe("${var.name}");
});

test("all wrong arguments are told at once, each with the construct's path and its field", () => {
  const wrong = () =>
    synthesize(
      {
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        tags: { "aws:x": "y" },
        deletionPolicy: "Retain",
        forceDelete: true,
        pullPrincipals: ["12345"],
        lifecyclePolicy: { rules: [] },
      },
      "Team/API",
    );
  expect(wrong).toThrow(/^\[test\/Team-API\] expected a repository name, found "Team\/API": .* Try "team\/api"$/m);
  expect(wrong).toThrow(
    /^\[test\/Team-API\] imageTagMutability: .*expected 1 to 5 imageTagMutabilityExclusionFilters/m,
  );
  expect(wrong).toThrow(/^\[test\/Team-API\] tags\["aws:x"\]: .*"aws:"/m);
  expect(wrong).toThrow(/^\[test\/Team-API\] forceDelete: .*Retain/m);
  expect(wrong).toThrow(/^\[test\/Team-API\] pullPrincipals\[0\]: .*"12345"/m);
  expect(wrong).toThrow(/^\[test\/Team-API\] lifecyclePolicy\.rules: /m);
});

test("grants become statements for the repository's region and account", () => {
  const { resource } = synthesize({
    location: { account: "111122223333", region: "eu-west-1" },
    pull: [{ organization: "o-a1b2c3d4e5" }, { service: "lambda", sourceAccount: "444455556666" }],
    push: ["444455556666"],
    cached: true,
  });
  const { policy } = resource["aws_ecr_repository_policy"]?.["team_api"] as { readonly policy: string };
  expect([...policy.matchAll(/"Sid" = "(\w+)"/g)].map(([, sid]) => sid)).toEqual([
    "AllowLambdaAccountsPull",
    "AllowLambdaPull",
    "AllowOrganizationPull",
    "AllowPush",
  ]);
  expect(policy).toContain('"aws:SourceArn" = ["arn:aws:lambda:eu-west-1:444455556666:function:*"]');
  expect(policy.split("ecr:BatchImportUpstreamImage")).toHaveLength(3);
});

test("grants with faults are refused at their places", () => {
  const wrong = () => synthesize({ pull: ["444455556666", { service: "lambda" }], push: [{ organization: "o-*" }] });
  expect(wrong).toThrow(/^\[test\/team-api\] pull\[1\]\.service: .*could pull on behalf of any AWS account/m);
  expect(wrong).toThrow(/^\[test\/team-api\] push\[0\]\.organization: /m);
});

test("a policy that grows too long by its grants is refused", () => {
  const principals = Array.from(
    { length: 200 },
    (_, index) => `arn:aws:iam::111122223333:role/a-rather-long-role-name-${index}`,
  );
  expect(() => synthesize({ pullPrincipals: principals })).toThrow(/10,?240/);
});
