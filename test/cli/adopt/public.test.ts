import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { partsFromAws } from "../../../src/cli/adopt/candidates";
import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { publicEcr, pushPolicy, type PublicRepository } from "../../support/aws/public-ecr";
import { ENVIRONMENT } from "../../support/cli/adopt";
import { Project } from "../../support/cli/lifecycle";

const ROLE = "arn:aws:iam::111122223333:role/release";
const OWNER = { Owner: "platform" };
const FOUND: Readonly<Record<string, PublicRepository>> = {
  "tools/cli": {
    catalog: {
      ...{ description: "The command line", aboutText: "# About\n\nWorks.\n", usageText: "docker run" },
      ...{
        architectures: ["ARM 64", "x86-64"],
        operatingSystems: ["Linux"],
        logoUrl: "https://d3g9o9u8re44ak.cloudfront.net/logo/1",
      },
    },
    policy: pushPolicy(ROLE, "arn:aws:iam::444455556666:root"),
    tags: { ...OWNER, Team: "tools" },
  },
  "tools/plain": { tags: OWNER },
};

let aws: LocalAws;
let project: Project;
let environmentFile: () => string;

beforeEach(async () => {
  aws = await LocalAws.start();
  serve(FOUND);
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  environmentFile = () => readFileSync(join(project.root, "environments/dev/environment.yaml"), "utf8");
});
afterEach(async () => {
  project.remove();
  await aws.stop();
});

function serve(repositories: Readonly<Record<string, PublicRepository>>): void {
  aws.answers = {
    GetCallerIdentity: () => callerOf("111122223333"),
    "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories": () => ({ body: { repositories: [] } }),
    ...publicEcr(repositories),
  };
}

const adopt = (...args: readonly string[]) => project.run("adopt", "dev", "--from", "aws", "--public", "only", ...args);

test("public repositories are declared as they are, imported, and their logo is reported", async () => {
  const { stdout, error, exitCode } = await adopt();
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
  expect(environmentFile()).toBe(`${ENVIRONMENT}publicRepositories:
  - repositoryName: tools/cli
    catalog:
      description: The command line
      about: |
        # About

        Works.
      usage: docker run
      architectures: [ARM 64, x86-64]
      operatingSystems: [Linux]
    pushPrincipals: ["${ROLE}", "444455556666"]
    tags: { Team: tools }
  - repositoryName: tools/plain
imports:
  - "public:tools/cli"
  - "public:tools/plain"
`);
  expect(stdout).toBe(`2 repositories adopted
  environments/dev/environment.yaml: 2 repositories
note: public:tools/cli has a logo, which is not declared because AWS returns only its address (https://d3g9o9u8re44ak.cloudfront.net/logo/1). To manage the logo, download it and declare it as catalog.logoImageFile. Otherwise, check the logo after you change the catalog

# The plan must not destroy anything, and must change only what the notes mention.
# It imports resources and adds guards (terraform_data).
npx cdktf diff dev-registry
npx cdktf deploy dev-registry
# Remove the import blocks.
npx ecr adopt dev --finish
`);
});

test("--finish removes the imports whose resources are all in the state", async () => {
  await adopt();
  const state = ["aws_ecrpublic_repository.tools_cli", "aws_ecrpublic_repository.tools_plain"].join("\n");
  const list = project.write("list.txt", `${state}\n`);
  const { stdout, exitCode } = await project.run("adopt", "dev", "--finish", "--state", list);
  expect(stdout).toContain("Removed 1 of 2 imports");
  expect(stdout).toContain(
    "kept the import of public:tools/cli: not yet in Terraform's state: aws_ecrpublic_repository_policy.tools_cli\n",
  );
  expect(environmentFile()).toMatch(/imports:\n {2}- "public:tools\/cli"\n$/);
  expect(exitCode).toBe(1);
});

test("a second run adds nothing, and the rest is skipped with its reason", async () => {
  project.write(
    "environments/dev/environment.yaml",
    `${ENVIRONMENT}publicRepositories: [{ repositoryName: tools/cli }]\nremoved: ["public:tools/plain"]\n`,
  );
  project.write(
    "environments/other/environment.yaml",
    'account: "111122223333"\nregion: us-west-2\nstate: { local: {} }\npublicRepositories: [{ repositoryName: other/one }]\n',
  );
  serve({ ...FOUND, "other/one": {}, tools_cli: {} });
  const { stdout, exitCode } = await adopt();
  expect(stdout).toBe(`nothing to adopt, 1 already declared
skipped: public:other/one is declared by other
skipped: public:tools/plain is listed under removed. Remove it from the list, deploy, and adopt again
skipped: public:tools_cli would have the same Terraform name as "tools/cli" (tools_cli), so it cannot be declared
`);
  expect(exitCode).toBe(0);
});

test("what cannot be declared is left out, and Terraform does not manage it", async () => {
  serve({
    "tools/long": { catalog: { aboutText: "a".repeat(10_241) }, tags: OWNER },
    "tools/odd": {
      policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Perhaps", Principal: "*", Action: "ecr-public:PutImage" }],
      },
      tags: OWNER,
    },
    "tools/more": {
      policy: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "Delete", Effect: "Allow", Principal: { AWS: ROLE }, Action: "ecr-public:BatchDeleteImage" },
        ],
      },
      tags: OWNER,
    },
  });
  const { stdout, exitCode } = await adopt("-o", "json");
  const { leftOut, adopted } = JSON.parse(stdout) as Record<string, unknown>;
  expect(leftOut).toEqual([
    {
      repositoryName: "public:tools/long",
      part: "catalog",
      reason:
        "catalog.about: expected at most 10240 bytes of UTF-8, found 10241. Shorten the text. Terraform will not manage the catalog",
    },
    {
      repositoryName: "public:tools/odd",
      part: "repositoryPolicy",
      reason: expect.stringMatching(/Perhaps.*\. Terraform will not manage the policy$/),
    },
  ]);
  expect(adopted).toHaveLength(3);
  expect(environmentFile()).toContain("  - repositoryName: tools/long\n  - repositoryName: tools/more\n");
  expect(environmentFile()).toContain("  - repositoryName: tools/odd\nimports:\n");
  expect(environmentFile()).toContain(
    '    repositoryPolicy:\n      Version: "2012-10-17"\n      Statement:\n        - Sid: Delete\n',
  );
  expect(exitCode).toBe(1);
});

test("default tags that are missing are reported, and --exact leaves the repository out", async () => {
  serve({ "tools/plain": {} });
  const { stdout: exact, exitCode } = await adopt("--exact");
  expect(exact).toContain(
    "left out: public:tools/plain: the first deployment would add the tag Owner. To adopt the repository anyway, leave out --exact. Terraform will not manage the repository\n",
  );
  expect(exitCode).toBe(1);
  const { stdout } = await adopt("--no-imports", "--dry-run");
  expect(stdout).toContain("+publicRepositories:\n+  - repositoryName: tools/plain\n");
  expect(stdout).not.toContain("imports:");
  expect(stdout).toContain("note: the first deployment will add the default tag Owner to public:tools/plain.");
});

test("a list that AWS refuses is left out, and does not hide the private repositories", async () => {
  aws.answers = {
    ...aws.answers,
    "SpencerFrontendService.DescribeRepositories": () => ({
      status: 400,
      body: { __type: "AccessDeniedException", message: "no list" },
    }),
  };
  const { stdout, exitCode } = await project.run("adopt", "dev", "--from", "aws", "--registry", "skip");
  expect(stdout).toBe(`nothing to adopt
left out: public repositories: dev: cannot list the public repositories: no list. Request this permission in account 111122223333, us-east-1. To adopt only private repositories, use --public skip
`);
  expect(exitCode).toBe(1);
});

test.each([
  ["--match", ["--match", "tools/*", "--registry", "skip"]],
  ["--public skip", ["--public", "skip", "--registry", "skip"]],
])("with %s, public repositories are not read", async (_, args) => {
  await project.run("adopt", "dev", "--from", "aws", ...args);
  expect(aws.authorizations.filter((text) => text.includes("/ecr-public/"))).toEqual([]);
});

test("with endpoints of its own, an environment's public repositories are read only on request", async () => {
  const ecr = process.env["AWS_ENDPOINT_URL"] ?? "";
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}provider: { endpoints: { ecr: "${ecr}" } }\n`);
  const { stdout } = await project.run("adopt", "dev", "--from", "aws", "--registry", "skip");
  expect(stdout).toBe("nothing to adopt\n");
  expect((await adopt()).stdout).toContain("2 repositories adopted");
});

test("with --public include, --match applies to them", async () => {
  await project.run("adopt", "dev", "--from", "aws", "--public", "include", "--match", "*/plain");
  expect(environmentFile()).toContain(
    'publicRepositories:\n  - repositoryName: tools/plain\nimports:\n  - "public:tools/plain"\n',
  );
});

test.each([
  [{}, { repositories: true, registry: true, public: true }],
  [{ match: ["a/*"] }, { repositories: true, registry: false, public: false }],
  [{ registry: "only" }, { repositories: false, registry: true, public: false }],
  [
    { public: "only", registry: "include" },
    { repositories: false, registry: true, public: true },
  ],
  [
    { public: "include", match: ["a/*"] },
    { repositories: true, registry: false, public: true },
  ],
  [{ public: "skip" }, { repositories: true, registry: true, public: false }],
] as const)("%j chooses the parts %j", (options, parts) => {
  expect(partsFromAws({ from: ["aws"], ...options })).toEqual(parts);
});

test.each<[readonly string[], string]>([
  [["--from", "list.json", "--public", "only"], "--public requires --from aws"],
  [
    ["--from", "aws", "--public", "only", "--registry", "only"],
    "--registry only cannot be combined with --public only. Leave one out",
  ],
])("%j is refused", async (args, message) => {
  const { error } = await project.run("adopt", "dev", ...args);
  expect(error).toBe(message);
});
