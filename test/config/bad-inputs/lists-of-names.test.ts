import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const INPUTS: BadInputs = [
  [
    "a removed repository that is declared",
    { ...ENV("removed: [team/web, team/api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:21: error: removed[1]: expected a repository that is no longer declared, found "team/api" at repositories/a.yaml:2. Remove it from one of the two places',
    ],
  ],
  [
    "a removed name that is none, and one twice",
    ENV("removed: [Team, old, old]"),
    [
      'environment.yaml:4:11: error: removed[0]: expected a repository name, found "Team": uppercase letters are not allowed. Try "team"',
      'environment.yaml:4:22: error: removed[2]: expected each name once, found "old" twice. Remove one',
    ],
  ],
  [
    "a released name that is none, one twice, and one that is removed too",
    ENV("removed: [team/old]", "released: [Team, gone, gone, team/old]"),
    [
      'environment.yaml:5:12: error: released[0]: expected a repository name, found "Team": uppercase letters are not allowed. Try "team"',
      'environment.yaml:5:18: warning: released[1]: expected a declared repository, found "gone". The next deployment of its stack deletes it. To keep it in AWS, list it under removed. If it has already been deleted, remove the name',
      'environment.yaml:5:24: error: released[2]: expected each name once, found "gone" twice. Remove one',
      'environment.yaml:5:30: error: released[3]: expected "team/old" under either removed or released, found it under both. Keep removed to leave the repository in AWS, or released to delete it',
    ],
  ],
  [
    "a released repository that is retained, and one that nothing declares",
    {
      ...ENV("repositoryDefaults: { deletionPolicy: Retain }", "released: [team/api, team/apj]"),
      "repositories/a.yaml": repository(),
    },
    [
      'environment.yaml:5:12: error: released[0]: expected a repository with deletionPolicy Delete, found "team/api" with Retain (repositories/a.yaml:2). Set deletionPolicy: Delete in its entry, or remove the name from released',
      'environment.yaml:5:22: warning: released[1]: expected a declared repository, found "team/apj". The next deployment of its stack deletes it. To keep it in AWS, list it under removed. If it has already been deleted, remove the name. Did you mean "team/api"?',
    ],
  ],
  [
    "two removed names that are one in Terraform",
    ENV("removed: [team/old, team_old]"),
    [
      'environment.yaml:4:21: error: removed[1]: expected unique Terraform names, found "team_old" and "team/old". Keep only the name that was deployed',
    ],
  ],
  [
    "a removed name with the Terraform name of another",
    { ...ENV("removed: [team_api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:11: error: removed[0]: expected unique Terraform names, found "team_api" and "team/api" (repositories/a.yaml:2). Remove "team_api" from the state with terraform state rm, then remove the name from removed',
    ],
  ],
  [
    "imports that are not declared, and one twice",
    { ...ENV("imports: [team/apy, { repositoryName: team/api }, team/api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:11: error: imports[0]: expected a declared repository, found "team/apy". Did you mean "team/api"?',
      'environment.yaml:4:51: error: imports[2]: expected each name once, found "team/api" twice. Remove one',
    ],
  ],
  [
    "imports and removed repositories in other spellings than the name",
    {
      ...ENV(
        "imports: [arn:aws:ecr:eu-west-1:111122223333:repository/team/api, team/api:v1]",
        "removed: [111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/old]",
      ),
      "repositories/a.yaml": repository(),
    },
    [
      'environment.yaml:4:11: error: imports[0]: expected a repository\'s name, found "arn:aws:ecr:eu-west-1:111122223333:repository/team/api". Write "team/api"',
      'environment.yaml:4:67: error: imports[1]: expected a repository\'s name, found "team/api:v1". Write "team/api"',
      'environment.yaml:5:11: warning: removed[0]: expected a name without a registry\'s host, found "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/old". ECR would accept it and add the host again in the URI. Try "team/old"',
    ],
  ],
  [
    "imports of something else",
    { ...ENV("imports: [3, { repositoryName: team/api, without: [tags] }]"), "repositories/a.yaml": repository() },
    [
      "environment.yaml:4:11: error: imports[0]: expected text or a mapping, found 3",
      'environment.yaml:4:52: error: without[0]: expected lifecyclePolicy or repositoryPolicy, found "tags"',
    ],
  ],
];

describe("removed, released and imports", () => {
  testBadInputs(INPUTS);
});
