import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const OPERATOR = text("cluster: { eks: prod }", "operator: { install: helm, manages: [sandbox/], roleName: operator }");

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
      "environment.yaml:7:5: error: ciRoles: expected github or gitlab, found neither. Set the project whose workflow assumes the role, such as github: { repository: acme/api }",
    ],
  ],
  [
    "both platforms",
    ROLES("- { github: { repository: acme/api }, gitlab: { project: acme/api } }"),
    ["environment.yaml:7:5: error: ciRoles: expected github or gitlab, found both. Create one role for each platform"],
  ],
  [
    "faults of one role, which keep no other from being checked",
    ROLES(
      "- { github: { repositry: acme/api } }",
      "- { gitlab: { project: api, url: 'http://git.example.com', branch: '*' }, scanning: deep }",
      "- { github: { repository: 'acme/*', ids: acme, branch: 'release/*' }, roleName: push }",
    ),
    [
      'environment.yaml:7:17: error: github: unknown key "repositry"; known here: repository, ids, branch. Did you mean "repository"?',
      'environment.yaml:8:87: error: scanning: found "deep"; allowed: basic, enhanced or none.',
      'environment.yaml:9:29: error: repository: expected the project\'s path, such as acme/api, without .git, found "acme/*"',
      'environment.yaml:9:44: error: ids: expected the numeric IDs of owner and repository, such as 123456/456789, found "acme". To print them, run gh api repos/OWNER/REPOSITORY --jq \'"\\(.owner.id)/\\(.id)"\'',
      'environment.yaml:9:58: error: branch: expected one branch of letters, digits and . _ / -, such as main, without refs/heads/, found "release/*"',
    ],
  ],
  [
    "a project and a GitLab that there can not be",
    ROLES("- { gitlab: { project: api, url: 'http://git.example.com', branch: '*' } }"),
    [
      'environment.yaml:7:26: error: project: expected the project\'s path, such as acme/backend/api, without .git, found "api"',
      'environment.yaml:7:36: error: url: expected the URL of a GitLab instance, without a port, such as https://gitlab.example.com or https://example.com/gitlab, found "http://git.example.com", which does not start with https://',
      'environment.yaml:7:70: error: branch: expected one branch of letters, digits and . _ / -, such as main, without refs/heads/, found "*"',
    ],
  ],
  [
    "repositories that nobody has",
    ROLES(`- { ${GITHUB}, repositories: [team/apo, taem/, "team/*", sandbox/x, sandbox/, team/api] }`),
    [
      'environment.yaml:7:56: error: repositories: "team/apo" is not declared, and the operator owns none of that name; declare it, or take it out. Did you mean "team/api"?',
      'environment.yaml:7:66: error: repositories: no repository below "taem/" is declared, and the operator owns none there; declare one, or take it out. Did you mean "team/"?',
      'environment.yaml:7:73: error: repositories: expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "team/*". Write "team/" for every repository below it',
      'environment.yaml:7:83: warning: repositories: expected entries that do not overlap, found "sandbox/x", which "sandbox/" already covers. List only one of them',
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
      'environment.yaml:8:5: error: roleName: "dev-github-ecr-push" is the role of ciRoles[0] too; give each a roleName of its own',
      'environment.yaml:9:51: error: roleName: "Operator" is the role of operator too; give each a roleName of its own',
      'environment.yaml:10:51: error: roleName: "dev.github.ecr.push" and the name of ciRoles[0] would both be "ci_dev_github_ecr_push" in Terraform; choose another roleName',
    ],
  ],
  [
    "two GitLabs that Terraform could not tell apart",
    ROLES(
      "- { gitlab: { project: acme/api, url: https://git.example.com }, roleName: a }",
      "- { gitlab: { project: acme/api, url: https://git-example.com }, roleName: b }",
    ),
    [
      'environment.yaml:8:41: error: url: "https://git-example.com" and the URL of ciRoles[0] would be the same in Terraform; make one of the roles elsewhere',
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
      'environment.yaml:8:15: error: roleName: found "no role"; 1 to 64 letters, digits and _ + = , . @ -',
      'environment.yaml:9:11: error: path: found "platform"; a path that starts and ends with "/"',
      "environment.yaml:10:25: error: maxSessionDuration: found 60; at least 3600 is allowed",
      'environment.yaml:12:26: error: permissionsBoundary: expected a managed policy of the role\'s account (arn:aws:iam::111122223333:policy/<name>) or of AWS (arn:aws:iam::aws:policy/<name>), found "arn:aws:iam::444455556666:policy/b"',
      'environment.yaml:13:13: error: tags: the key "aws:owner" begins with "aws:", which AWS keeps to itself; choose another',
      'environment.yaml:13:39: error: tags: the keys "team" and "Team" differ in case only, and IAM takes them for one; write both alike, or leave one out',
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
        "environment.yaml:4:11: error: repositories: the environment declares no repository to push to; list the operator's, or declare one",
      ],
    ],
    [
      "more repositories than a policy takes",
      {
        "environment.yaml": SOUND + text("ciRoles: [{ github: { repository: acme/api } }]"),
        "repositories/r.yaml": text(...Array.from({ length: 200 }, (_, n) => `- repositoryName: team/service-${n}`)),
      },
      [
        'environment.yaml:4:11: error: repositories: expected a policy of at most 10240 characters, found 13265 characters for 200 repositories. List prefixes such as "team/", or create a role for each team',
      ],
    ],
  ]);
});
