import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { CiRole, type CiRoleProps } from "../../../modules/ci-role/construct";
import { synthesize, type StackJson } from "../../support/synthesize";

const PROPS: CiRoleProps = {
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "api-push",
  platform: "github",
  source: { path: "acme/api", branch: "main" },
  repositories: ["team/api"],
};

function withRoles(...roles: readonly Partial<CiRoleProps>[]): StackJson {
  const { access } = synthesize((app) => {
    const stack = new TerraformStack(app, "access");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    roles.forEach((parts, index) => new CiRole(stack, `Role${index}`, { ...PROPS, ...parts }));
  });
  if (access === undefined) throw new Error("no stack");
  return access;
}

test("the role has one inline policy and trusts an existing OIDC provider", () => {
  const { resource, data } = withRoles({});
  expect(data).toEqual({
    aws_iam_openid_connect_provider: { ci_github: { url: "https://token.actions.githubusercontent.com" } },
  });
  expect(resource).toEqual({
    aws_iam_role: {
      ci_api_push: {
        name: "api-push",
        path: "/",
        description: "Pushes images from acme/api, branch main",
        max_session_duration: 3600,
        assume_role_policy: expect.stringContaining(
          '"Principal" = {"Federated" = "${data.aws_iam_openid_connect_provider.ci_github.arn}"}',
        ),
      },
    },
    aws_iam_role_policy: {
      ci_api_push: {
        name: "push",
        role: "${aws_iam_role.ci_api_push.name}",
        policy: expect.stringContaining('"arn:aws:ecr:eu-west-1:111122223333:repository/team/api"'),
      },
    },
  });
});

test("every setting reaches its resource", () => {
  const { resource } = withRoles({
    path: "/ci/",
    description: "Ours, ${literally}",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    maxSessionDuration: 7200,
    tags: { Team: "api" },
  });
  expect(resource?.["aws_iam_role"]?.["ci_api_push"]).toMatchObject({
    path: "/ci/",
    description: "Ours, $${literally}",
    permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
    max_session_duration: 7200,
    tags: { Team: "api" },
  });
});

test("one OIDC provider is created for all roles of an issuer, with the audience of its tokens", () => {
  const { resource } = withRoles(
    { oidcProvider: "create" },
    { oidcProvider: "create", roleName: "web-push" },
    { oidcProvider: "create", roleName: "lab-push", platform: "gitlab", gitlabUrl: "https://git.example.com" },
  );
  expect(resource?.["aws_iam_openid_connect_provider"]).toEqual({
    ci_github: { url: "https://token.actions.githubusercontent.com", client_id_list: ["sts.amazonaws.com"] },
    ci_git_example_com: { url: "https://git.example.com", client_id_list: ["https://git.example.com"] },
  });
});

test("an OIDC provider cannot be both created and looked up", () => {
  expect(() => withRoles({ oidcProvider: "create" }, { roleName: "web-push" })).toThrow(
    '[access] oidcProvider: expected the same value for all roles with the same issuer, found "create" and "lookup"',
  );
});

test("all invalid arguments are reported at once", () => {
  const wrong = { roleName: "no role", source: { path: "acme/*", branch: "*" }, repositories: [] };
  expect(() => withRoles(wrong)).toThrow(
    /roleName: expected 1 to 64 letters[^]*expected the project's path[^]*expected a subject with a branch[^]*repositories: expected at least one repository name/,
  );
});

test("roles of one created provider add their audiences to it", () => {
  const buildkite = (roleName: string, audience: string): Partial<CiRoleProps> => ({
    roleName,
    platform: "oidc",
    tokens: { issuer: "agent.buildkite.com", audience },
    source: { path: "acme/api", subjects: ["organization:acme:pipeline:api:ref:refs/heads/main:commit:*:step:push"] },
    oidcProvider: "create",
    access: "pull",
  });
  const { resource } = withRoles(buildkite("a", "aws"), buildkite("b", "sts.amazonaws.com"), buildkite("c", "aws"));
  expect(resource?.["aws_iam_openid_connect_provider"]).toEqual({
    ci_agent_buildkite_com: { url: "https://agent.buildkite.com", client_id_list: ["aws", "sts.amazonaws.com"] },
  });
  expect(resource?.["aws_iam_role_policy"]?.["ci_a"]).toMatchObject({ name: "pull" });
});

test("other tokens need their issuer and audience", () => {
  const source = { path: "acme/api", subjects: ["pipeline:api"] };
  expect(() => withRoles({ platform: "oidc", source })).toThrow(/tokens: expected the issuer and the audience/);
});
