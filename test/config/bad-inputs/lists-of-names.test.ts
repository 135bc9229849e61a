import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const ENV = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text(...lines) });

const INPUTS: BadInputs = [
  [
    "a removed repository that is declared",
    { ...ENV("removed: [team/web, team/api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:21: error: removed: "team/api" is to be let go of, and is declared at repositories/a.yaml:2; take it out of one of them',
    ],
  ],
  [
    "a removed name that is none, and one twice",
    ENV("removed: [Team, old, old]"),
    [
      'environment.yaml:4:11: error: removed: "Team" is no repository name: it has capital letters. Write "team"?',
      'environment.yaml:4:22: error: removed: "old" is there twice; leave one out',
    ],
  ],
  [
    "a released name that is none, one twice, and one that is removed too",
    ENV("removed: [team/old]", "released: [Team, gone, gone, team/old]"),
    [
      'environment.yaml:5:12: error: released: "Team" is no repository name: it has capital letters. Write "team"?',
      'environment.yaml:5:18: warning: released: "gone" is not declared, so the next deployment deletes the repository with its policies. If it is deleted already, take the name out. If it is to stay in AWS, list it under removed.',
      'environment.yaml:5:24: error: released: expected each name once, found "gone" twice. Leave one out.',
      'environment.yaml:5:30: error: released: expected "team/old" under removed or released, found it under both. Keep removed to leave the repository in AWS, or released to delete it.',
    ],
  ],
  [
    "a released repository that is retained, and one that nothing declares",
    {
      ...ENV("repositoryDefaults: { deletionPolicy: Retain }", "released: [team/api, team/apj]"),
      "repositories/a.yaml": repository(),
    },
    [
      'environment.yaml:5:12: error: released: expected a repository with deletionPolicy Delete, found "team/api" with Retain (repositories/a.yaml:2). Set deletionPolicy: Delete there, or take the name out of released.',
      'environment.yaml:5:22: warning: released: "team/apj" is not declared, so the next deployment deletes the repository with its policies. If it is deleted already, take the name out. If it is to stay in AWS, list it under removed. Did you mean "team/api"?',
    ],
  ],
  [
    "two removed names that are one in Terraform",
    ENV("removed: [team/old, team_old]"),
    [
      'environment.yaml:4:21: error: removed: "team_old" would be the same in Terraform as "team/old"; only one of them can have been deployed, leave the other out',
    ],
  ],
  [
    "a removed name with the Terraform name of another",
    { ...ENV("removed: [team_api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:11: error: removed: "team_api" would be the same in Terraform as "team/api", declared at repositories/a.yaml:2; let go of it by hand: terraform state rm',
    ],
  ],
  [
    "imports that are not declared, and one twice",
    { ...ENV("imports: [team/apy, { repositoryName: team/api }, team/api]"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:4:11: error: imports: "team/apy" is to be imported and is not declared; declare it among the repositories, or take it out here. Did you mean "team/api"?',
      'environment.yaml:4:51: error: imports: "team/api" is there twice; leave one out',
    ],
  ],
  [
    "imports of something else",
    { ...ENV("imports: [3, { repositoryName: team/api, without: [tags] }]"), "repositories/a.yaml": repository() },
    [
      "environment.yaml:4:11: error: imports: found 3; text or a mapping is allowed",
      'environment.yaml:4:52: error: without: found "tags"; allowed: lifecyclePolicy or repositoryPolicy.',
    ],
  ],
];

describe("removed, released and imports", () => {
  testBadInputs(INPUTS);
});
