/** A repository with each kind of grant, and a role for each CI platform, as files of an environment. */

export const ACCESS_REGION = "eu-west-3";

const FRIEND = "444455556666";
const ORGANIZATION = "o-a1b2c3d4e5";
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;
const ENDPOINT = "vpce-0123456789abcdef0";
const functions = (account: string, name = "*") => `arn:aws:lambda:${ACCESS_REGION}:${account}:function:${name}`;
const uuid = (digit: string) => `${digit.repeat(8)}-1111-4222-8333-${digit.repeat(12)}`;

/** @param account account of the environment */
export function repositoriesOf(account: string) {
  const grants: Readonly<Record<string, object>> = {
    account: { pull: [FRIEND] },
    role: { pull: [`arn:aws:iam::${FRIEND}:role/ci/deploy`], push: [`arn:aws:iam::${FRIEND}:user/ann`] },
    principals: { pullPrincipals: [FRIEND], pushPrincipals: [`arn:aws:iam::${FRIEND}:role/build`] },
    organization: { pull: [{ organization: ORGANIZATION }], push: [{ organization: ORGANIZATION }] },
    unit: { pull: [{ organizationalUnit: UNIT }, { organizationalUnit: `${UNIT}/` }] },
    functions: { pull: [{ service: "lambda", sourceAccount: [account, FRIEND] }] },
    function: { pull: [{ service: "lambda", sourceArn: functions(FRIEND, "api") }] },
    services: {
      pull: [
        { service: "codebuild", sourceArn: `arn:aws:codebuild:${ACCESS_REGION}:${FRIEND}:project/*` },
        { service: "sagemaker", sourceAccount: FRIEND },
      ],
    },
    environment: { pull: [{ environment: "production" }], push: [{ environment: "production", roles: ["deploy"] }] },
    networks: {
      pull: [{ organization: ORGANIZATION, when: { vpce: ENDPOINT, ips: ["203.0.113.0/24", "2001:db8::/48"] } }],
      push: [{ principals: FRIEND, when: { vpce: ENDPOINT } }],
    },
    everything: {
      pull: [FRIEND, { organization: ORGANIZATION }, { service: "lambda", sourceAccount: account }],
      push: [{ organizationalUnit: UNIT }],
      repositoryPolicy: {
        Version: "2012-10-17",
        Statement: [{ Sid: "NoDelete", Effect: "Deny", Principal: "*", Action: "ecr:BatchDeleteImage" }],
      },
    },
  };
  const own = Object.entries(grants).map(([name, settings]) => ({ repositoryName: `kinds/${name}`, ...settings }));
  return [...own, { repositoryName: "cached/tool", pull: [FRIEND] }];
}

const CACHE = { ecrRepositoryPrefix: "cached", upstreamRegistryUrl: "quay.io" };
const SERVER = "https://github.example.com";
const TERRAFORM = { organization: "acme", project: "web", workspace: "prod" };

export const CI_ROLES = [
  { roleName: "github", github: { repository: "acme/api", branch: ["main", "release/*"], tag: "v*" } },
  {
    roleName: "github-workflow",
    github: { repository: "acme/api", workflow: "acme/ci/.github/workflows/push.yaml@refs/heads/main" },
  },
  { roleName: "github-ids", github: { repository: "acme/api", ids: "123456/456789", formerly: "acme/old-api" } },
  { roleName: "github-server", github: { repository: "acme/api", environment: "live", url: SERVER } },
  { roleName: "gitlab", gitlab: { project: "acme/api", branch: ["main", "hotfix/*"], tag: "v*" } },
  {
    roleName: "gitlab-protected",
    gitlab: { project: "acme/api", branch: "*", protectedRefs: true, url: "https://gitlab.example.com" },
  },
  {
    roleName: "bitbucket",
    bitbucket: {
      ...{ workspace: "acme", workspaceUuid: uuid("a"), repositoryUuid: uuid("b") },
      environmentUuid: uuid("c"),
    },
  },
  {
    roleName: "circleci",
    circleci: { organization: uuid("a"), project: uuid("b"), origin: "github.com/acme/api", branch: "main" },
  },
  { roleName: "buildkite", buildkite: { organization: "acme", pipeline: "api", branch: "main", step: "push" } },
  { roleName: "terraform-apply", terraformCloud: { ...TERRAFORM, phase: "apply" } },
  {
    roleName: "terraform-plan",
    terraformCloud: { ...TERRAFORM, phase: "plan" },
    access: "pull",
    pullRepositories: ["cached/"],
  },
  {
    roleName: "oidc",
    oidc: { issuer: "https://ci.example.com", audience: "aws", subjects: ["pipeline:api:*"] },
    access: "scan",
  },
].map((role) => ({ ...role, oidcProvider: "create" }));

/** @param account account of the environment */
export function accessKinds(account: string): Readonly<Record<string, string>> {
  const shared = { region: ACCESS_REGION, state: { local: {} } };
  const grants = [{ match: ["kinds/account", "kinds/fun*"], pull: [`arn:aws:iam::${FRIEND}:role/named`] }];
  return {
    "kinds/environment.json": JSON.stringify({ ...shared, account, ciRoles: CI_ROLES, grants }),
    "kinds/repositories/kinds.json": JSON.stringify({ repositories: repositoriesOf(account) }),
    // Its cache is not deployed: the emulator has none.
    "hub/environment.json": JSON.stringify({ ...shared, account, registry: { pullThroughCache: [CACHE] } }),
    "production/environment.json": JSON.stringify({ ...shared, account: FRIEND }),
  };
}
