import { addStacks } from "../../stacks/add-stacks";
import { registryParts } from "../../src/model/registry-parts";
import { type Environment } from "../../src/model/environment";
import { notCompared } from "../../src/cli/status/status";
import { emulated } from "../../src/model/emulated";
import { runnerPolicies } from "../../src/operations/runner-policy/runner-policies";
import { readStack } from "../../src/operations/runner-policy/stack";
import { environment, repository } from "../support/environment";
import { synthesize, type StackJson } from "../support/synthesize";
import { listOf } from "../../src/domain/iam/policy";

function registry(parts: Partial<Environment>): StackJson {
  const { "test-registry": stack } = synthesize((app) => {
    addStacks(app, { environment: environment(parts), projectFolder: "../../.." });
  });
  if (stack === undefined) throw new Error("the stack is not called test-registry");
  return stack;
}

const providers = ({ provider }: StackJson): readonly Record<string, unknown>[] =>
  (provider as Record<string, readonly Record<string, unknown>[]>)["aws"] ?? [];

test("public repositories have a provider in us-east-1 with the credentials and tags of the environment", () => {
  const stack = registry({
    provider: {
      assumeRole: { roleArn: "arn:aws:iam::111122223333:role/deploy" },
      endpoints: { ecr: "https://ecr.example.com", sts: "https://sts.eu-west-1.amazonaws.com" },
    },
    tags: { Team: "platform" },
    publicRepositories: [{ repositoryName: "team/api", catalog: { logoImageFile: "environments/test/logo.png" } }],
  });
  const shared = {
    allowed_account_ids: ["111122223333"],
    assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/deploy" }],
    default_tags: [{ tags: { Team: "platform" } }],
  };
  expect(providers(stack)).toEqual([
    expect.objectContaining({ region: "eu-west-1", ...shared }),
    {
      alias: "public",
      region: "us-east-1",
      ...shared,
      endpoints: [{ sts: "https://sts.eu-west-1.amazonaws.com" }],
      sts_region: "eu-west-1",
    },
  ]);
  expect(stack.resource?.["aws_ecrpublic_repository"]).toEqual({
    team_api: {
      provider: "aws.public",
      repository_name: "team/api",
      catalog_data: { logo_image_blob: '${filebase64("${path.module}/../../../environments/test/logo.png")}' },
      lifecycle: { prevent_destroy: true },
    },
  });
  expect(stack.output).toMatchObject({
    public_repository_uris: { value: { "team/api": "${aws_ecrpublic_repository.team_api.repository_uri}" } },
    public_docker_login_command: {
      value:
        "aws ecr-public get-login-password --region us-east-1 | docker login --username AWS --password-stdin public.ecr.aws",
    },
  });
});

test("retained ones have a guard of their own, next to a private repository of the same name", () => {
  const stack = registry({
    repositories: [repository("team/api", { deletionPolicy: "Retain" })],
    publicRepositories: [{ repositoryName: "team/api" }, { repositoryName: "team/web", deletionPolicy: "Delete" }],
  });
  expect(stack.locals?.["retained_names"]).toEqual(["public:team/api", "team/api"]);
});

test("without public repositories, there is one provider; with names to forget or delete, there are two", () => {
  expect(providers(registry({}))).toHaveLength(1);
  const forgotten = registry({ removed: ["public:team/api"] });
  expect(providers(forgotten)).toHaveLength(2);
  expect((forgotten as unknown as { removed: unknown }).removed).toEqual([
    { from: "aws_ecrpublic_repository.team_api", lifecycle: { destroy: false } },
    { from: "aws_ecrpublic_repository_policy.team_api", lifecycle: { destroy: false } },
  ]);
  expect(providers(registry({ released: ["public:team/api"] }))).toHaveLength(2);
});

test("status says that it does not compare them", () => {
  expect(notCompared(environment())).toBe("");
  expect(notCompared(environment({ publicRepositories: [{ repositoryName: "team/api" }] }))).toBe(
    "Not compared with AWS: 1 public repository.\n",
  );
});

test("the emulator gets none of them", () => {
  const { environment: found, leftOut } = emulated(
    environment({ publicRepositories: [{ repositoryName: "team/api" }], removed: ["public:old", "old"] }),
  );
  expect(leftOut).toEqual(["1 public repository"]);
  expect(found.publicRepositories).toBeUndefined();
  expect(found.removed).toEqual(["old"]);
});

test("the runner's policy limits each action to the repositories, and does not delete retained ones", () => {
  const stack = registry({
    tags: { Team: "platform" },
    publicRepositories: [
      { repositoryName: "kept", pushPrincipals: ["444455556666"] },
      { repositoryName: "deletable", deletionPolicy: "Delete" },
    ],
    removed: ["public:removed"],
    released: ["public:released"],
  });
  const { policies } = runnerPolicies(readStack("test-registry", { ...stack }), { planOnly: false });
  const allowed = policies.flatMap(({ document }) => document.Statement);
  const on = (name: string): string[] =>
    allowed
      .filter(({ Resource }) => listOf(Resource).includes(`arn:aws:ecr-public::111122223333:repository/${name}`))
      .flatMap(({ Action }) => listOf(Action))
      .sort();
  expect(on("kept")).toEqual(
    expect.arrayContaining(
      [
        ...["CreateRepository", "DescribeRepositories", "GetRepositoryCatalogData", "GetRepositoryPolicy"],
        ...["ListTagsForResource", "PutRepositoryCatalogData", "SetRepositoryPolicy", "TagResource", "UntagResource"],
      ].map((name) => `ecr-public:${name}`),
    ),
  );
  expect(on("kept")).not.toContain("ecr-public:DeleteRepository");
  expect(on("deletable")).toContain("ecr-public:DeleteRepository");
  expect(on("removed")).toEqual(
    ["DescribeRepositories", "GetRepositoryCatalogData", "GetRepositoryPolicy", "ListTagsForResource"].map(
      (name) => `ecr-public:${name}`,
    ),
  );
  expect(on("released")).toEqual(expect.arrayContaining(["ecr-public:DeleteRepository"]));
  expect(JSON.stringify(allowed)).not.toContain("sts:GetServiceBearerToken");
  expect(JSON.stringify(allowed)).not.toMatch(/repository\/public:/);
});

test("public repositories are in the first stack, whatever the groups and regions", () => {
  const parts = registryParts(
    environment({
      publicRepositories: [{ repositoryName: "team/api" }],
      removed: ["public:team/old"],
      groups: [{ name: "team", match: ["*"] }],
      regions: [{ region: "eu-central-1", imports: [] }],
    }),
  );
  expect(
    parts.map(({ kind, environment: { publicRepositories = [], removed } }) => [
      kind,
      publicRepositories.length,
      removed,
    ]),
  ).toEqual([
    ["registry", 1, ["public:team/old"]],
    ["registry-team", 0, []],
    ["eu-central-1-registry", 0, []],
    ["eu-central-1-registry-team", 0, []],
  ]);
});

test("imports of public repositories have the address and the name, with the policy if it is declared and not left out", () => {
  const pushPrincipals = ["444455556666"];
  const stack = registry({
    publicRepositories: [
      { repositoryName: "tools/cli", pushPrincipals },
      { repositoryName: "tools/new", pushPrincipals },
      { repositoryName: "tools/plain" },
    ],
    imports: [
      { repositoryName: "public:tools/cli", without: [] },
      { repositoryName: "public:tools/new", without: ["repositoryPolicy"] },
      { repositoryName: "public:tools/plain", without: [] },
    ],
  });
  expect(stack.import).toEqual([
    { to: "aws_ecrpublic_repository.tools_cli", id: "tools/cli" },
    { to: "aws_ecrpublic_repository_policy.tools_cli", id: "tools/cli" },
    { to: "aws_ecrpublic_repository.tools_new", id: "tools/new" },
    { to: "aws_ecrpublic_repository.tools_plain", id: "tools/plain" },
  ]);
});
