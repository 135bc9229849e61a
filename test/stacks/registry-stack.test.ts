import { addStacks } from "../../stacks/add-stacks";
import { type Environment } from "../../src/model/environment";
import { guardAddress } from "../../src/domain/repository/retention";
import { environment, repository } from "../support/environment";
import { registrySettings } from "../support/registry-settings";
import { synthesize, type StackJson } from "../support/synthesize";

function keepNewest(countNumber: number) {
  const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber } as const;
  return { rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] } as const;
}
const KEEP_TEN = keepNewest(10);

function registry(parts: Partial<Environment>): StackJson {
  const { "test-registry": stack } = synthesize((app) => {
    addStacks(app, { environment: environment(parts), projectFolder: "../../.." });
  });
  if (stack === undefined) throw new Error("the stack is not called test-registry");
  return stack;
}

test("addresses are read off the names: no hash, no construct path", () => {
  const { resource } = registry({
    repositories: [repository("team/api", { lifecyclePolicy: KEEP_TEN }), repository("7zip")],
  });
  expect(Object.keys(resource?.["aws_ecr_repository"] ?? {})).toEqual(["_7zip", "team_api"]);
  expect(Object.keys(resource?.["aws_ecr_lifecycle_policy"] ?? {})).toEqual(["team_api"]);
});

describe("a lifecycle policy that has a name", () => {
  const KEEP_FIVE = keepNewest(5);
  const policies = (parts: Partial<Environment>): { local: unknown; used: Record<string, unknown> } => {
    const { locals, resource } = registry({ lifecyclePolicies: { standard: KEEP_TEN, "keep-5": KEEP_FIVE }, ...parts });
    const used = Object.entries(resource?.["aws_ecr_lifecycle_policy"] ?? {});
    return {
      local: locals?.["lifecycle_policies"],
      used: Object.fromEntries(used.map(([name, { policy }]) => [name, policy])),
    };
  };
  const standard = { lifecyclePolicy: KEEP_TEN, lifecyclePolicyName: "standard" };

  test("is in the stack once, and its repositories refer to it", () => {
    const { local, used } = policies({
      repositories: [
        repository("team/b", standard),
        repository("team/a", standard),
        repository("team/c", { lifecyclePolicy: KEEP_FIVE, lifecyclePolicyName: "keep-5" }),
      ],
    });
    expect(local).toEqual({
      "keep-5": expect.stringMatching(/^\$\{jsonencode\(.*"countNumber" = 5\b/) as unknown,
      standard: expect.stringMatching(/^\$\{jsonencode\(.*"countNumber" = 10\b/) as unknown,
    });
    expect(used).toEqual({
      team_a: "${local.lifecycle_policies.standard}",
      team_b: "${local.lifecycle_policies.standard}",
      team_c: '${local.lifecycle_policies["keep-5"]}',
    });
  });

  test("is left out where nothing refers to it", () => {
    expect(policies({ repositories: [repository("team/a", { lifecyclePolicy: KEEP_TEN })] }).local).toBeUndefined();
    expect(policies({ repositories: [repository("team/a", standard)] }).local).not.toHaveProperty("keep-5");
  });

  test("is the same policy when only the order of its rules differs", () => {
    const [rule] = KEEP_TEN.rules;
    const untagged = { ...rule, selection: { ...rule.selection, tagStatus: "untagged" } } as const;
    const rules = [untagged, { ...rule, rulePriority: 2 }];
    const { used } = policies({
      lifecyclePolicies: { both: { rules } },
      repositories: [
        repository("team/a", { lifecyclePolicy: { rules: rules.toReversed() }, lifecyclePolicyName: "both" }),
      ],
    });
    expect(used["team_a"]).toBe("${local.lifecycle_policies.both}");
  });

  test("is written in full where the repository's policy differs from it, or has no such name", () => {
    const { local, used } = policies({
      repositories: [
        repository("team/changed", { lifecyclePolicy: KEEP_FIVE, lifecyclePolicyName: "standard" }),
        repository("team/unnamed", { lifecyclePolicy: KEEP_TEN }),
        repository("team/odd", { lifecyclePolicy: KEEP_TEN, lifecyclePolicyName: "constructor" }),
      ],
    });
    expect(local).toBeUndefined();
    expect(used).toEqual({
      team_changed: expect.stringContaining('"countNumber" = 5}') as unknown,
      team_unnamed: expect.stringContaining('"countNumber" = 10}') as unknown,
      team_odd: expect.stringContaining('"countNumber" = 10}') as unknown,
    });
  });

  test("is referred to by creation templates too", () => {
    const settings = registrySettings({ account: "111122223333", region: "eu-west-1" });
    const [first, ...others] = settings.creationTemplates ?? [];
    if (first === undefined) throw new Error("there is no template");
    const { locals, resource } = registry({
      lifecyclePolicies: { standard: KEEP_TEN },
      registry: { ...settings, creationTemplates: [{ ...first, ...standard }, ...others] },
    });
    expect(locals).toHaveProperty("lifecycle_policies.standard");
    const templates = resource?.["aws_ecr_repository_creation_template"];
    expect(templates?.[first.prefix]?.["lifecycle_policy"]).toBe("${local.lifecycle_policies.standard}");
  });
});

test("outputs have plain names and come from what AWS answers", () => {
  const { output, locals } = registry({ repositories: [repository("team/api")] });
  expect(locals).toMatchObject({ repositories: ["${aws_ecr_repository.team_api}"] });
  expect(Object.fromEntries(Object.entries(output ?? {}).map(([name, { value }]) => [name, value]))).toEqual({
    registry_id: "111122223333",
    repository_arns: "${{ for repository in local.repositories : repository.name => repository.arn }}",
    repository_urls: "${{ for repository in local.repositories : repository.name => repository.repository_url }}",
    docker_login_command:
      "aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin ${local.registry_host}",
  });
  expect(locals).toHaveProperty("registry_host", "111122223333.dkr.ecr.eu-west-1.amazonaws.com");
});

test("a dual-stack registry has another host name, also in the URLs of repositories", () => {
  const location = { account: "111122223333", region: "eu-west-1", dualStack: true };
  const { output, locals } = registry({ location, repositories: [repository("team/api")] });
  expect(locals).toHaveProperty("registry_host", "111122223333.dkr-ecr.eu-west-1.on.aws");
  expect(output?.["repository_urls"]?.value).toBe(
    '${{ for repository in local.repositories : repository.name => "${local.registry_host}/${repository.name}" }}',
  );
});

test("the registry of an AWS China account has China's domain", () => {
  const { locals } = registry({ location: { account: "111122223333", region: "cn-north-1" }, partition: "aws-cn" });
  expect(locals).toHaveProperty("registry_host", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn");
});

test("a removed repository leaves the state with its policies and stays in AWS", () => {
  const { removed } = registry({ removed: ["team/old"] });
  expect(removed).toEqual(
    ["aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"].map((type) => ({
      from: `${type}.team_old`,
      lifecycle: { destroy: false },
    })),
  );
});

test("an environment that removes nothing has no removed block", () => {
  expect(registry({})).not.toHaveProperty("removed");
});

test("repositories with Retain and Orphan are guarded, those that are removed or released are not any more", () => {
  const { locals, moved } = registry({
    repositories: [
      repository("team/api", { deletionPolicy: "Retain" }),
      repository("team/web", { deletionPolicy: "Orphan" }),
      repository("team/scratch"),
      repository("team/going"),
    ],
    removed: ["team/old"],
    released: ["team/going"],
  });
  expect(locals).toMatchObject({
    retained_names: ["team/api", "team/web"],
    released_names: ["team/going", "team/old"],
  });
  expect(moved?.map(({ from }) => from)).toEqual([
    guardAddress("retained", "team/going"),
    guardAddress("retained", "team/old"),
  ]);
});

const STATES: readonly Environment["state"][] = [
  { kind: "backend", name: "s3", settings: { bucket: "acme", key: "{environment}/{stack}" } },
  { kind: "cloud", organization: "acme" },
];

test.each(STATES)("guards are in the stack wherever its state is: %j", (state) => {
  const { resource } = registry({ state });
  expect(resource).toHaveProperty("terraform_data.retained_0.lifecycle.prevent_destroy", true);
});

test("an imported repository is taken over with the policies that it declares, but for those that are not there", () => {
  const policies = { lifecyclePolicy: KEEP_TEN, pullPrincipals: ["444455556666"] };
  const { import: blocks } = registry({
    repositories: [repository("team/api", policies), repository("team/web", policies), repository("team/plain")],
    imports: [
      { repositoryName: "team/web", without: ["lifecyclePolicy"] },
      { repositoryName: "team/plain", without: [] },
      { repositoryName: "team/api", without: [] },
    ],
  });
  expect(blocks).toEqual([
    { to: "aws_ecr_repository.team_web", id: "team/web" },
    { to: "aws_ecr_repository_policy.team_web", id: "team/web" },
    { to: "aws_ecr_repository.team_plain", id: "team/plain" },
    { to: "aws_ecr_repository.team_api", id: "team/api" },
    { to: "aws_ecr_lifecycle_policy.team_api", id: "team/api" },
    { to: "aws_ecr_repository_policy.team_api", id: "team/api" },
  ]);
});

test("an environment that imports nothing has no import block", () => {
  expect(registry({})).not.toHaveProperty("import");
});

test("providers are ranges, and the floor rises only where exclusion filters need it", () => {
  expect(registry({}).terraform.required_providers).toEqual({
    aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" },
  });
  const filtered = repository("team/api", {
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: ["latest"],
  });
  expect(registry({ repositories: [filtered] }).terraform.required_providers["aws"]?.version).toBe(">= 6.8, < 7.0");
});

test("BLOB_MOUNTING raises the floor further, other account settings do not", () => {
  const floor = (accountSettings: object) =>
    registry({ registry: { accountSettings } }).terraform.required_providers["aws"]?.version;
  expect(floor({ BLOB_MOUNTING: "ENABLED", REGISTRY_POLICY_SCOPE: "V2" })).toBe(">= 6.29, < 7.0");
  expect(floor({ REGISTRY_POLICY_SCOPE: "V2" })).toBe(">= 5.100, < 7.0");
});

test("the provider touches the environment's account only, with its default tags", () => {
  const { provider } = registry({ tags: { Owner: "platform" } });
  expect(provider["aws"]).toEqual([
    { allowed_account_ids: ["111122223333"], region: "eu-west-1", default_tags: [{ tags: { Owner: "platform" } }] },
  ]);
});

test("the provider's profile, role and endpoints are the environment's", () => {
  const { provider } = registry({
    provider: {
      profile: "acme",
      assumeRole: { roleArn: "arn:aws:iam::111122223333:role/terraform", externalId: "a${b}" },
      endpoints: { ecr: "https://ecr.example.com" },
    },
  });
  expect(provider["aws"]?.[0]).toMatchObject({
    profile: "acme",
    assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/terraform", external_id: "a$${b}" }],
    endpoints: [{ ecr: "https://ecr.example.com" }],
  });
});
