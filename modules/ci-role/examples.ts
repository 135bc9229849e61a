import { GITHUB_ISSUER } from "../../src/domain/ci/issuers";
import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const LOOKED_UP: ModuleDocument = {
  data: { aws_iam_openid_connect_provider: { github: { url: `https://${GITHUB_ISSUER}` } } },
};
const PROVIDER_ARN = "${data.aws_iam_openid_connect_provider.github.arn}";

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  ...LOOKED_UP,
  module: {
    api_push: {
      source: "./terraform/modules/ci-role",
      name: "api-push",
      oidc_provider_arn: PROVIDER_ARN,
      github: { repository: "acme/api" },
      repositories: ["team/api"],
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "A role for the branch `main` of a GitHub repository, with the account's existing OIDC provider.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      ...LOOKED_UP,
      module: {
        ci_role: {
          source: "../..",
          name: "example-push",
          oidc_provider_arn: PROVIDER_ARN,
          github: { repository: "acme/api" },
          repositories: ["team/api"],
        },
      },
      output: {
        role_arn: { description: "ARN of the role that the workflow assumes.", value: "${module.ci_role.role_arn}" },
      },
    },
  },
  {
    name: "complete",
    shows:
      "A role for pipelines of a self-managed GitLab instance, with a new OIDC provider, a permissions boundary and Amazon Inspector scans. Another module call has `create = false`, so it creates nothing.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      resource: {
        aws_iam_openid_connect_provider: {
          gitlab: { url: "https://gitlab.example.com", client_id_list: ["https://gitlab.example.com"] },
        },
      },
      module: {
        ci_role: {
          source: "../..",
          name: "example-push",
          path: "/ci/",
          description: "Pushes the images of the backend",
          permissions_boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
          max_session_duration: 7200,
          oidc_provider_arn: "${aws_iam_openid_connect_provider.gitlab.arn}",
          gitlab: { project: "acme/backend/api", branch: "release" },
          repositories: ["backend/", "shared/base"],
          scanning: "enhanced",
          tags: { Team: "backend" },
        },
        off: {
          source: "../..",
          create: false,
          name: "example-off",
          oidc_provider_arn: "${aws_iam_openid_connect_provider.gitlab.arn}",
          gitlab: { project: "acme/backend/web" },
          repositories: ["web"],
        },
      },
      output: {
        role_arn: { description: "ARN of the role that the pipeline assumes.", value: "${module.ci_role.role_arn}" },
      },
    },
  },
];
