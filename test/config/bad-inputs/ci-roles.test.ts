import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const OPERATOR = text("cluster: { eks: prod }", "operator: { install: helm, manages: [sandbox/], roleName: operator }");

const UUID = "8b9e1d2c-1f0e-4b7a-9c3d-5a6b7c8d9e0f";

/** An environment with `team/api`, an operator, and roles of workflows; lines belong to their list, from line 7. */
const ROLES = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + OPERATOR + text("ciRoles:", ...lines.map((line) => `  ${line}`)),
  "repositories/r.yaml": repository(),
});

const GITHUB = "github: { repository: acme/api }";

const CI_ROLES: BadInputs = [
  [
    "neither platform",
    ROLES("- roleName: push"),
    [
      "environment.yaml:7:5: error: ciRoles[0]: expected github, gitlab, bitbucket, circleci, buildkite, terraformCloud or oidc, found none. Set the project whose workflow assumes the role, such as github: { repository: acme/api }",
    ],
  ],
  [
    "both platforms",
    ROLES("- { github: { repository: acme/api }, gitlab: { project: acme/api } }"),
    [
      "environment.yaml:7:5: error: ciRoles[0]: expected one of github, gitlab, bitbucket, circleci, buildkite, terraformCloud or oidc, found github and gitlab. Create a separate role for each platform",
    ],
  ],
  [
    "faults of one role, which keep no other from being checked",
    ROLES(
      "- { github: { repositry: acme/api } }",
      "- { gitlab: { project: api, url: 'http://git.example.com', branch: '*' }, scanning: deep }",
      "- { github: { repository: 'acme/*', ids: acme, branch: 'release/*' }, roleName: push }",
      "- { github: { repository: 'acme/*', ids: 1/2, branch: 'release/*' }, roleName: pattern }",
    ),
    [
      'environment.yaml:7:17: error: github: expected a known key, found "repositry". Did you mean "repository"?',
      'environment.yaml:8:87: error: scanning: expected basic, enhanced or none, found "deep"',
      'environment.yaml:9:29: error: repository: expected the project\'s path without .git, such as acme/api, found the pattern "acme/*". Name the project, or state the reason in allowBroad in ciRoles',
      'environment.yaml:9:44: error: ids: expected the numeric IDs of the owner and the repository, such as 123456/456789, found "acme". To print them, run gh api repos/OWNER/REPOSITORY --jq \'"\\(.owner.id)/\\(.id)"\'',
      'environment.yaml:10:29: error: repository: expected the project\'s path without .git, such as acme/api, found the pattern "acme/*". Name the project, or state the reason in allowBroad in ciRoles',
      "environment.yaml:10:44: error: ids: IDs identify a single repository, but the project is a pattern. Name the project, or remove the IDs",
    ],
  ],
  [
    "a project and a GitLab that there can not be",
    ROLES("- { gitlab: { project: api, url: 'http://git.example.com', branch: '*' } }"),
    [
      'environment.yaml:7:26: error: project: expected the project\'s path without .git, such as acme/backend/api, found "api"',
      'environment.yaml:7:36: error: url: expected the URL of a GitLab instance, such as https://gitlab.example.com or https://example.com/gitlab, found "http://git.example.com", which does not start with https://',
      'environment.yaml:7:70: error: branch: expected a subject with a branch, tag or environment for a role that pushes, found "project_path:api:ref_type:branch:ref:*". Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad',
    ],
  ],
  [
    "subjects that are broad or malformed, each at its setting",
    ROLES(
      "- { github: { repository: acme/api, tag: [v*, refs/tags/v1], environment: 'a:b' }, roleName: a }",
      "- { github: { repository: acme/api, branch: [main, '*'], pullRequests: true }, roleName: b }",
      "- { github: { repository: acme/api, url: https://github.example.com, ids: 1/2 }, roleName: c }",
      "- { oidc: { issuer: https://oidc.example.com, audience: a b, subjects: ['team*'] }, roleName: d }",
      `- { bitbucket: { workspace: acme, workspaceUuid: ${UUID}, repositoryUuid: ${UUID} }, roleName: e }`,
      "- { terraformCloud: { organization: acme, project: a, workspace: b, phase: plan }, roleName: f }",
      `- { circleci: { organization: ${UUID}, project: acme, origin: github.com/acme/api }, roleName: g }`,
      "- { github: { repository: acme/api, branch: '*' }, access: pull, roleName: h }",
      "- { github: { repository: acme/api, branch: '*' }, allowBroad: Every branch is reviewed, roleName: i }",
      "- { github: { repository: acme/api }, allowBroad: In case, roleName: j }",
    ),
    [
      'environment.yaml:7:49: error: tag[1]: expected a tag such as v1.2.0 or a pattern such as v*, without refs/tags/ and with only letters, digits and . _ / - *, found "refs/tags/v1" (write "v1")',
      'environment.yaml:7:77: error: environment: expected an environment such as production or a pattern such as prod-*, with only letters, digits, spaces and . _ / - *, found "a:b"',
      'environment.yaml:8:54: error: branch[1]: expected a subject with a branch, tag or environment for a role that pushes, found "repo:acme/api:ref:refs/heads/*". Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad',
      'environment.yaml:8:74: error: pullRequests: expected a subject with a branch, tag or environment for a role that pushes, found "repo:acme/api:pull_request". Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad',
      "environment.yaml:9:77: error: ids: token subjects from GitHub Enterprise Server do not contain IDs. Remove the IDs",
      'environment.yaml:10:59: error: audience: expected the audience of the tokens, 1 to 255 characters without spaces or $ " \\ * ?, found "a b"',
      'environment.yaml:10:75: error: subjects[0]: expected a subject limited to one project, found "team*", which also matches tokens from other projects. Name the project, or state the reason in allowBroad',
      `environment.yaml:11:18: error: bitbucket: expected a subject with a branch, tag or environment for a role that pushes, found "{${UUID}}:{????????-????-????-????-????????????}". Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad`,
      'environment.yaml:12:23: error: terraformCloud: expected a subject with a branch, tag or environment for a role that pushes, found "organization:acme:project:a:workspace:b:run_phase:plan". Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad',
      'environment.yaml:13:80: error: project: expected a UUID in lowercase without braces, such as "8b9e1d2c-1f0e-4b7a-9c3d-5a6b7c8d9e0f", found "acme"',
      "environment.yaml:16:53: warning: allowBroad: this reason has no effect, because every subject is limited to one project and to named runs. Remove it",
    ],
  ],
  [
    "repositories that nobody has",
    ROLES(`- { ${GITHUB}, repositories: [team/apo, taem/, "team/*", sandbox/x, sandbox/, team/api] }`),
    [
      'environment.yaml:7:56: error: repositories[0]: expected a repository that this environment declares or the operator owns, found "team/apo". Did you mean "team/api"?',
      'environment.yaml:7:66: error: repositories[1]: expected a prefix for repositories that this environment declares or the operator owns, found "taem/". Did you mean "team/"?',
      'environment.yaml:7:73: error: repositories[2]: expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "team/*". Write "team/" for every repository under it',
      'environment.yaml:7:83: warning: repositories[3]: expected entries that do not overlap, found "sandbox/x", which "sandbox/" already covers. List only one of them',
    ],
  ],
  [
    "names that are taken, or almost",
    ROLES(
      `- { ${GITHUB} }`,
      `- { ${GITHUB} }`,
      `- { ${GITHUB}, roleName: Operator }`,
      `- { ${GITHUB}, roleName: dev.github.ecr.push }`,
    ),
    [
      'environment.yaml:8:5: error: roleName: expected a unique name, found "dev-github-ecr-push", which ciRoles[0] also uses. Rename one of the roles',
      'environment.yaml:9:51: error: roleName: expected a unique name, found "Operator", which the operator\'s role also uses. Rename one of the roles',
      'environment.yaml:10:51: error: roleName: expected unique Terraform names, found "dev.github.ecr.push". In Terraform, this name and the one in ciRoles[0] both become "ci_dev_github_ecr_push". Rename one of the roles',
    ],
  ],
  [
    "two GitLabs that Terraform could not tell apart",
    ROLES(
      "- { gitlab: { project: acme/api, url: https://git.example.com }, roleName: a }",
      "- { gitlab: { project: acme/api, url: https://git-example.com }, roleName: b }",
    ),
    [
      'environment.yaml:8:41: error: url: expected URLs with different Terraform names, found "https://git-example.com", which has the same Terraform name as the URL in ciRoles[0]. Move one of the roles to another environment',
    ],
  ],
  [
    "what IAM takes for no role",
    ROLES(
      `- ${GITHUB}`,
      "  roleName: no role",
      "  path: platform",
      "  maxSessionDuration: 60",
      "- gitlab: { project: acme/api }",
      "  permissionsBoundary: arn:aws:iam::444455556666:policy/b",
      '  tags: { "aws:owner": me, team: a, Team: b }',
    ),
    [
      'environment.yaml:8:15: error: roleName: expected 1 to 64 letters, digits and _ + = , . @ -, found "no role"',
      'environment.yaml:9:11: error: path: expected a path that starts and ends with "/", found "platform"',
      "environment.yaml:10:25: error: maxSessionDuration: expected at least 3600, found 60",
      'environment.yaml:12:26: error: permissionsBoundary: expected a managed policy in the role\'s account (arn:aws:iam::111122223333:policy/<name>) or an AWS managed policy (arn:aws:iam::aws:policy/<name>), found "arn:aws:iam::444455556666:policy/b"',
      'environment.yaml:13:13: error: tags: expected a key that does not begin with "aws:", found "aws:owner". AWS reserves that prefix; rename the key',
      'environment.yaml:13:39: error: tags: expected keys that are unique regardless of case, found "team" and "Team", which IAM treats as the same key. Use one spelling',
    ],
  ],
];

describe("roles of workflows", () => {
  testBadInputs(CI_ROLES);

  testBadInputs([
    [
      "nothing to push to",
      {
        "environment.yaml": SOUND + text("ciRoles: [{ github: { repository: acme/api } }]"),
        "repositories/r.yaml": "[]",
      },
      [
        "environment.yaml:4:11: error: repositories: expected at least 1 repository, found none, because the environment declares none. Declare one, or list repositories that the operator owns",
      ],
    ],
    [
      "a signing profile for a role that only pulls",
      {
        "environment.yaml":
          SOUND +
          text("ciRoles:", "  - { github: { repository: acme/api }, access: pull, signingProfiles: [release] }"),
        "repositories/r.yaml": text("- repositoryName: team/api"),
      },
      [
        "environment.yaml:5:72: error: signingProfiles: expected no signing profiles for a role with access: pull, because ECR signs only images that the role pushes. Remove them",
      ],
    ],
    [
      "a signing profile with a hyphen",
      {
        "environment.yaml":
          SOUND + text("ciRoles:", "  - { github: { repository: acme/api }, signingProfiles: [my-key] }"),
        "repositories/r.yaml": text("- repositoryName: team/api"),
      },
      [
        'environment.yaml:5:59: error: signingProfiles[0]: expected the name of an AWS Signer profile (2 to 64 letters, digits and _) or its ARN (arn:<partition>:signer:<region>:<account>:/signing-profiles/<name>), found "my-key"',
      ],
    ],
    [
      "more repositories than a policy takes",
      {
        "environment.yaml": SOUND + text("ciRoles: [{ github: { repository: acme/api } }]"),
        "repositories/r.yaml": text(...Array.from({ length: 200 }, (_, n) => `- repositoryName: team/service-${n}`)),
      },
      [
        'environment.yaml:4:11: error: repositories: expected a policy of at most 10240 characters, found 13294 characters (number of repositories: 200). Use prefixes such as "team/", or create a role for each team',
      ],
    ],
  ]);
});
