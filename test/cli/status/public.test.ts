import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { registerStatus } from "../../../src/cli/status/command";
import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { publicEcr, pushPolicy, type PublicRepository } from "../../support/aws/public-ecr";
import { ENVIRONMENT, Project } from "../../support/cli/lifecycle";

const ROLE = "arn:aws:iam::111122223333:role/release";
const DECLARED = `tags: { Owner: platform }
publicRepositories:
  - repositoryName: tools/cli
    catalog: { description: The command line, about: Works on Linux., architectures: [x86-64, ARM 64], logoImageFile: logo.png }
    pushPrincipals: ["${ROLE}"]
  - repositoryName: tools/plain
`;
const CLI: PublicRepository = {
  catalog: {
    ...{ description: "The command line", aboutText: "Works on Linux.", logoUrl: "https://example.com/logo" },
    architectures: ["ARM 64", "x86-64"],
  },
  policy: pushPolicy(ROLE),
  tags: { Owner: "platform", "aws:note": "AWS's own" },
};
const PLAIN: PublicRepository = { tags: { Owner: "platform" } };
const LOGO = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

let aws: LocalAws;
const project = new Project(registerStatus);

beforeAll(() => {
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}${DECLARED}`);
  writeFileSync(join(project.root, "environments/dev/logo.png"), LOGO);
});
beforeEach(async () => {
  aws = await LocalAws.start();
});
afterEach(() => aws.stop());
afterAll(() => {
  project.remove();
});

const PRIVATE = "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories";

function serve(repositories: Readonly<Record<string, PublicRepository>>): void {
  aws.answers = {
    GetCallerIdentity: () => callerOf("111122223333"),
    [PRIVATE]: () => ({ body: { repositories: [] } }),
    ...publicEcr(repositories),
  };
}

const lines = (stdout: string): string[] => stdout.replace(/ at \S+\.\n$/, "").split("\n");

test("public repositories that are as declared are ready, whatever the order of labels", async () => {
  serve({ "tools/cli": CLI, "tools/plain": PLAIN });
  const { stdout, error, exitCode } = await project.run("status", "dev");
  expect(lines(stdout)).toEqual([
    "NAME                READY  IMAGES  SIZE  LAST PUSH  FINDINGS",
    "public:tools/cli    True   -       -     -          -",
    "public:tools/plain  True   -       -     -          -",
    "",
    "dev: 2 declared: 2 ready",
    "Read from AWS",
  ]);
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
});

test("each field of the catalog, the policy and the tags that differs is reported, and what is not declared", async () => {
  serve({
    "tools/cli": {
      catalog: { description: "Old", aboutText: "Works on Linux.", usageText: "docker run", architectures: ["ARM"] },
      policy: pushPolicy("arn:aws:iam::444455556666:root"),
      tags: { Owner: "someone" },
    },
    "tools/other": { catalog: { description: "Not ours" } },
  });
  const { stdout, exitCode } = await project.run("status", "dev");
  expect(lines(stdout).slice(4, -3)).toEqual([
    "",
    'public:tools/cli: catalog.description: declared "The command line", found "Old"',
    'public:tools/cli: catalog.usage: declared nothing, found "docker run"',
    'public:tools/cli: catalog.architectures: declared "ARM 64", "x86-64", found ARM',
    'public:tools/cli: catalog.logoImageFile: declared "environments/dev/logo.png", found nothing',
    `public:tools/cli: repositoryPolicy statement AllowPush, Principal: declared "${ROLE}", found "444455556666"`,
    'public:tools/cli: tags.Owner: declared "platform", found "someone"',
    "public:tools/plain: not in AWS yet; deploy it",
    "public:tools/other: not declared",
  ]);
  expect(lines(stdout)).toContain("dev: 2 declared: 1 missing, 1 differs; 1 not declared");
  expect(exitCode).toBe(1);
});

test("a policy and a catalog that are not declared are not managed", async () => {
  serve({ "tools/cli": CLI, "tools/plain": { ...PLAIN, catalog: { description: "x" }, policy: pushPolicy(ROLE) } });
  const { stdout } = await project.run("status", "dev");
  expect(stdout).toContain(
    "public:tools/plain: repositoryPolicy: declared nothing, found 1 statement (not managed by Terraform; a deployment does not change it)\n",
  );
  expect(stdout).not.toContain("catalog");
});

test("-o json has public repositories with their URI, and the account's own region of the API is asked", async () => {
  serve({ "tools/cli": CLI, "tools/plain": PLAIN });
  const { stdout } = await project.run("status", "dev", "-o", "json");
  const { repositories, totals } = JSON.parse(stdout) as { repositories: object[]; totals: object };
  expect(repositories[0]).toMatchObject({
    repositoryName: "public:tools/cli",
    state: "ready",
    ready: true,
    repositoryArn: "arn:aws:ecr-public::111122223333:repository/tools/cli",
    repositoryUri: "public.ecr.aws/a1b2c3d4/tools/cli",
    creationDate: "2026-01-02T00:00:00.000Z",
    differences: [],
  });
  expect(totals).toMatchObject({ declared: 2, ready: 2 });
  expect(aws.authorizations.filter((text) => text.includes("/ecr-public/"))).not.toEqual([]);
  expect(aws.authorizations.filter((text) => /\/(?!us-east-1\/)[a-z0-9-]+\/ecr-public\//.test(text))).toEqual([]);
});

test.each([
  "tools/cli",
  "public:tools/cli",
  "public.ecr.aws/a1b2c3d4/tools/cli",
  "arn:aws:ecr-public::111122223333:repository/tools/cli",
])("%s names one, and private repositories are not read", async (name) => {
  serve({ "tools/cli": CLI });
  const { stdout, exitCode } = await project.run("status", "dev", name);
  expect(stdout).toContain("dev: 1 declared: 1 ready\n");
  expect(aws.asked.filter(({ call }) => call === "DescribeRepositories")).toHaveLength(1);
  expect(exitCode).toBe(0);
});

test("an unknown name, and one of another account, are refused", async () => {
  serve({ "tools/cli": CLI });
  const unknown = await project.run("status", "dev", "public:tools/clo");
  expect(unknown.error).toBe(
    'dev does not declare a repository "public:tools/clo", and it does not exist in account 111122223333, us-east-1. Did you mean "public:tools/cli"?',
  );
  const arn = "arn:aws:ecr-public::444455556666:repository/tools/cli";
  const foreign = await project.run("status", "dev", arn);
  expect(foreign.error).toBe(
    `expected a repository of dev (account 111122223333), found "${arn}". Pass the environment of that account instead`,
  );
});

test("a list or a repository that AWS refuses is unread, and does not hide the private ones", async () => {
  serve({ "tools/cli": CLI, "tools/plain": PLAIN });
  aws.answers = { ...aws.answers, "SpencerFrontendService.GetRepositoryCatalogData": () => denied("catalog") };
  const one = await project.run("status", "dev");
  expect(one.stdout).toContain(
    "public:tools/cli: dev: cannot read the catalog, policy and tags of public:tools/cli: no catalog. Request this permission in account 111122223333, us-east-1\n",
  );
  aws.answers = { ...aws.answers, "SpencerFrontendService.DescribeRepositories": () => denied("list") };
  const all = await project.run("status", "dev", "-o", "json");
  const { repositories } = JSON.parse(all.stdout) as { repositories: { state: string; faults: string[] }[] };
  expect(repositories.map(({ state }) => state)).toEqual(["unread", "unread"]);
  expect(repositories[0]?.faults).toEqual([
    "dev: cannot list the public repositories: no list. Request this permission in account 111122223333, us-east-1",
  ]);
  expect([one.exitCode, all.exitCode]).toEqual([1, 1]);
  // Even a refusal that ends other commands, as where only the registry of the region can be reached.
  aws.answers = {
    ...aws.answers,
    "SpencerFrontendService.DescribeRepositories": () => ({
      status: 400,
      body: { __type: "UnrecognizedClientException", message: "not valid here" },
    }),
  };
  const unreached = await project.run("status", "dev", "-o", "json");
  expect(unreached.error).toBeUndefined();
  expect(JSON.parse(unreached.stdout)).toMatchObject({ repositories: [{ state: "unread" }, { state: "unread" }] });
});

function denied(what: string): { status: number; body: object } {
  return { status: 400, body: { __type: "AccessDeniedException", message: `no ${what}` } };
}

test("an environment without public repositories does not ask for them", async () => {
  serve({ "tools/cli": CLI });
  const plain = new Project(registerStatus);
  plain.write("environments/dev/environment.yaml", ENVIRONMENT);
  plain.write("environments/dev/repositories/list.yaml", "repositories: [{ repositoryName: team/api }]\n");
  const { stdout } = await plain.run("status", "dev");
  plain.remove();
  expect(stdout).toContain("dev: 1 declared: 1 missing\n");
  expect(aws.asked.map(({ call }) => call)).toEqual(["GetCallerIdentity", "DescribeRepositories"]);
});
