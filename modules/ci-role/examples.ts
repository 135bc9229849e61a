import { GITHUB_ISSUER } from "../../src/domain/ci/trust-policy";
import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const LOOKED_UP: ModuleDocument = {
  data: { aws_iam_openid_connect_provider: { github: { url: `https://${GITHUB_ISSUER}` } } },
};
const PROVIDER_ARN = "${data.aws_iam_openid_connect_provider.github.arn}";

/** How the README begins. */
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
    shows: "A role for the branch main of a repository on GitHub, whose OIDC provider the account has.",
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
      output: { role_arn: { description: "What the workflow assumes.", value: "${module.ci_role.role_arn}" } },
    },
  },
  {
    name: "complete",
    shows:
      "A pipeline of a GitLab of one's own, whose OIDC provider is made here, with a boundary and scans by Amazon Inspector, and a role that is switched off.",
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
      output: { role_arn: { description: "What the pipeline assumes.", value: "${module.ci_role.role_arn}" } },
    },
  },
];

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  "Who may assume it": [
    "One branch of one project, compared exactly: subject and audience. Pull requests, tags, forks and other branches get nothing. A job with an",
    "`environment:` has another subject on GitHub, and may not either.",
    "",
    "GitHub's subjects have numbers in repositories that were created, renamed or transferred since 15 July 2026: give them as `ids`.",
    "`gh api repos/acme/api --jq '\"\\(.owner.id)/\\(.id)\"'` prints them.",
  ].join("\n"),
  "What it may do": [
    "Log docker in, push to the repositories that are listed, and read their scans. It deletes nothing, and changes no repository.",
    'A prefix ends in a slash: `"team/"` is every repository below `team/`. `"team*"` is refused, since it would be `team-other` too.',
    "",
    "A repository's own policy is asked as well where it denies.",
  ].join("\n"),
  Providers: [
    "The module has no provider block, so that it can be called with `count`, `for_each` and `depends_on`. Its provider says in which account the role is",
    "made, and in which account and region the repositories are.",
    "",
    "An account has one IAM OIDC provider for an issuer, and other roles may trust it too, so the module takes its ARN and makes none.",
  ].join("\n"),
  Limits:
    "The permissions are one inline policy, of at most 10240 characters: about a hundred repositories by name. List prefixes where there are more.",
};
