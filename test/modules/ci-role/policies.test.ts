import { roleIssuer, rolePermissions, roleTrust, type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { oidcProviderArn } from "../../../src/domain/ci/issuers";
import { evaluateAccess } from "../../../src/operations/doctor/evaluate";
import { evaluate, evaluateToken } from "../../support/evaluate";

const ACCOUNT = "111122223333";
const ROLE: CiRoleSettings = {
  location: { account: ACCOUNT, region: "eu-west-1" },
  roleName: "push",
  platform: "github",
  source: { path: "acme/api", branch: "main" },
  repositories: ["team/api", "web/"],
  scannedOnRequest: ["web/site"],
};
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/push`;

/** Whether a token may assume the role: what the project's own evaluation says, which has to agree with other people's. */
async function mayAssume(settings: CiRoleSettings, sub: string, aud: string): Promise<boolean> {
  const { issuer } = roleIssuer(settings);
  const provider = oidcProviderArn(settings.location, issuer);
  const trust = roleTrust(settings, provider);
  const { answer } = evaluateAccess(
    {
      principal: provider,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: ROLE_ARN,
      account: ACCOUNT,
      context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud },
    },
    { policies: [], resource: trust },
  );
  const theirs = await evaluateToken({ issuer, sub, aud }, ROLE_ARN, trust);
  expect(answer === "allowed").toBe(theirs === "Allowed");
  return answer === "allowed";
}

async function mayDo(action: string, resource: string, parts: Partial<CiRoleSettings> = {}): Promise<boolean> {
  const document = rolePermissions({ ...ROLE, ...parts });
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/push/run`;
  const request = { principal, action, resource, account: ACCOUNT };
  const { answer } = evaluateAccess(request, { policies: [{ name: "push", document }] });
  const theirs = await evaluate(request, { identity: [document] });
  expect(answer === "allowed").toBe(theirs === "Allowed");
  return answer === "allowed";
}

const repository = (name: string, region = "eu-west-1"): string =>
  `arn:aws:ecr:${region}:${ACCOUNT}:repository/${name}`;

test.each([
  ["a commit of the branch", "repo:acme/api:ref:refs/heads/main", "sts.amazonaws.com", true],
  ["another branch", "repo:acme/api:ref:refs/heads/dev", "sts.amazonaws.com", false],
  ["a branch that begins alike", "repo:acme/api:ref:refs/heads/main-2", "sts.amazonaws.com", false],
  ["a tag", "repo:acme/api:ref:refs/tags/main", "sts.amazonaws.com", false],
  ["a pull request", "repo:acme/api:pull_request", "sts.amazonaws.com", false],
  ["a fork", "repo:mallory/api:ref:refs/heads/main", "sts.amazonaws.com", false],
  ["a new repository with the same name", "repo:acme@9/api@8:ref:refs/heads/main", "sts.amazonaws.com", false],
  ["another audience", "repo:acme/api:ref:refs/heads/main", "https://github.com/acme", false],
])("%s may assume the role, or not", async (_, sub, aud, answer) => {
  expect(await mayAssume(ROLE, sub, aud)).toBe(answer);
});

test("IDs identify a repository", async () => {
  const settings = { ...ROLE, source: { ...ROLE.source, ids: "123456/456789" } };
  const sub = "repo:acme@123456/api@456789:ref:refs/heads/main";
  expect(await mayAssume(settings, sub, "sts.amazonaws.com")).toBe(true);
  expect(await mayAssume(settings, sub.replace("123456", "1"), "sts.amazonaws.com")).toBe(false);
  expect(await mayAssume(settings, "repo:acme/api:ref:refs/heads/main", "sts.amazonaws.com")).toBe(false);
});

test("pipelines of a GitLab instance have their own issuer and audience", async () => {
  const gitlabUrl = "https://git.example.com";
  const source = { path: "acme/back/api", branch: "main" };
  const settings = { ...ROLE, platform: "gitlab", gitlabUrl, source } as const;
  const sub = "project_path:acme/back/api:ref_type:branch:ref:main";
  expect(await mayAssume(settings, sub, gitlabUrl)).toBe(true);
  expect(await mayAssume(settings, sub, "https://gitlab.com")).toBe(false);
  expect(await mayAssume(settings, sub.replace("branch:ref:main", "tag:ref:main"), gitlabUrl)).toBe(false);
});

test("the role can push only to listed repositories and those below prefixes", async () => {
  for (const action of ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:DescribeImages"]) {
    for (const name of ["team/api", "web/site", "web/a/b"]) expect(await mayDo(action, repository(name))).toBe(true);
    for (const name of ["team/api2", "team", "web", "website/a", "team/api/x"])
      expect(await mayDo(action, repository(name))).toBe(false);
    expect(await mayDo(action, repository("team/api", "us-east-1"))).toBe(false);
  }
  expect(await mayDo("ecr:GetAuthorizationToken", "*")).toBe(true);
});

test.each([
  ...["ecr:BatchDeleteImage", "ecr:DeleteRepository", "ecr:SetRepositoryPolicy", "ecr:PutLifecyclePolicy"],
  ...["ecr:CreateRepository", "ecr:PutImageTagMutability"],
])("%s is not allowed", async (action) => {
  expect(await mayDo(action, repository("team/api"))).toBe(false);
});

test("the role pulls what it is given, imports what is cached, and creates only what is not there", async () => {
  const parts = {
    pullRepositories: ["shared/base", "quay/"],
    importRepositories: ["quay/", "team/api"],
    createRepositories: ["quay/"],
  };
  const allowed = async (action: string, names: readonly string[]): Promise<string[]> => {
    const answers = await Promise.all(names.map((name) => mayDo(action, repository(name), parts)));
    return names.filter((_, index) => answers[index]);
  };
  const names = ["shared/base", "quay/a/b", "team/api", "quayside/a"];
  expect(await allowed("ecr:GetDownloadUrlForLayer", names)).toEqual(["shared/base", "quay/a/b", "team/api"]);
  expect(await allowed("ecr:BatchImportUpstreamImage", names)).toEqual(["quay/a/b", "team/api"]);
  expect(await allowed("ecr:CreateRepository", names)).toEqual(["quay/a/b"]);
  expect(await allowed("ecr:PutImage", names)).toEqual(["team/api"]);
});

test("the role can read scans and start those that do not start on push", async () => {
  const may = async (scanning: CiRoleSettings["scanning"]) => ({
    read: await mayDo("ecr:DescribeImageScanFindings", repository("team/api"), { scanning }),
    ask: await mayDo("ecr:StartImageScan", repository("web/site"), { scanning }),
    askElsewhere: await mayDo("ecr:StartImageScan", repository("team/api"), { scanning }),
    inspector: await mayDo("inspector2:ListCoverage", "*", { scanning }),
  });
  expect(await may(undefined)).toEqual({ read: true, ask: true, askElsewhere: false, inspector: false });
  expect(await may("enhanced")).toEqual({ read: true, ask: false, askElsewhere: false, inspector: true });
  expect(await may("none")).toEqual({ read: false, ask: false, askElsewhere: false, inspector: false });
});

const CALLS = {
  logIn: ["ecr:GetAuthorizationToken", "*"],
  push: ["ecr:PutImage", repository("team/api")],
  pull: ["ecr:GetDownloadUrlForLayer", repository("team/api")],
  pullBase: ["ecr:GetDownloadUrlForLayer", repository("shared/base")],
  import: ["ecr:BatchImportUpstreamImage", repository("quay/a")],
  readScan: ["ecr:DescribeImageScanFindings", repository("team/api")],
  startScan: ["ecr:StartImageScan", repository("web/site")],
} as const;

test.each([
  ["push", ["logIn", "push", "pull", "pullBase", "import", "readScan", "startScan"]],
  ["pull", ["logIn", "pull", "pullBase", "import"]],
  ["scan", ["readScan", "startScan"]],
] as const)("a role with access: %s may %j and nothing else", async (access, expected) => {
  const parts = { access, pullRepositories: ["shared/base"], importRepositories: ["quay/"] };
  const answers = await Promise.all(
    Object.entries(CALLS).map(async ([name, [action, on]]) => ((await mayDo(action, on, parts)) ? [name] : [])),
  );
  expect(answers.flat()).toEqual(expected);
});
