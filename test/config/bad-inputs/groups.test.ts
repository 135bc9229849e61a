import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const ENV = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text(...lines),
  "repositories/team.yaml": repository(),
});

const INPUTS: BadInputs = [
  [
    "a repository in two groups, at its place",
    ENV('groups: [{ name: team, match: ["team/*"] }, { name: apis, match: ["*/api", "*/apis"] }]'),
    [
      'environment.yaml:4:76: warning: match[1]: expected a pattern that matches a repository, found "*/apis". Correct the pattern, or remove it',
      'repositories/team.yaml:2:21: error: repositoryName: expected a repository in at most one group, found "team/api" in team (team/*) and apis (*/api). Narrow the patterns under groups',
    ],
  ],
  [
    "two groups of the same name",
    ENV('groups: [{ name: team, match: ["team/*"] }, { name: team, match: ["shop/*"] }]', "removed: [shop/old]"),
    [
      'environment.yaml:4:53: error: name: expected each group once, found "team" twice. Rename one, or put the patterns in one group',
    ],
  ],
  [
    "a name that no stack can have",
    ENV('groups: [{ name: Team A, match: ["team/*"], owners: [acme] }]'),
    [
      'environment.yaml:4:18: error: name: expected 1 to 39 lowercase letters, digits and hyphens, starting with a letter, found "Team A"',
      'environment.yaml:4:54: error: owners[0]: expected a user, a team or an email address, such as "@acme/payments", found "acme"',
    ],
  ],
  [
    "a repository that leaves the stack that has it",
    ENV(
      'groups: [{ name: team, match: ["team/*"] }]',
      "imports: [{ repositoryName: team/api, fromStack: registry-team }]",
    ),
    [
      'environment.yaml:5:50: error: fromStack: expected a stack that differs from the repository\'s own, found "registry-team", which already contains team/api. Remove fromStack, or change the groups',
    ],
  ],
  [
    "a repository that leaves a stack without repositories",
    ENV("imports: [{ repositoryName: team/api, fromStack: access }]"),
    [
      'environment.yaml:4:50: error: fromStack: expected a stack with repositories, "registry" or "registry-<group>", found "access"',
    ],
  ],
  [
    "the states of two groups in one place",
    {
      ...ENV('groups: [{ name: team, match: ["team/*"] }]'),
      "environment.yaml": SOUND.replace(
        "{ local: {} }",
        '{ gcs: { bucket: acme, prefix: "ecr/{environment}" } }',
      ).concat('groups: [{ name: team, match: ["team/*"] }]\n'),
    },
    [
      'environment.yaml:3:39: error: prefix: expected {stack} in the value, found "ecr/{environment}". Without {stack}, the stacks registry and registry-team would share a state',
    ],
  ],
];

testBadInputs(INPUTS);
