import { testBadInputs, type BadInputs } from "../../support/config";

const REPOSITORIES_JSON: BadInputs = [
  [
    "no policy beside it",
    { "repositories/repositories.json": '{ "repositories": [{ "name": "team/api" }] }' },
    [
      "repositories/repositories.json:1:19: warning: repositories: expected lifecycle-policy.json in the same folder, found none. The repositories use the environment's default policy",
    ],
  ],
  [
    "a project that is in no name",
    { "repositories/repositories.json": '{ "project": "web", "repositories": [{ "name": "team/api" }] }' },
    [
      'repositories/repositories.json:1:14: warning: project: expected repository names that start with "web/", found none. Names are used as written. Add the project to the names, or remove project',
      "repositories/repositories.json:1:37: warning: repositories: expected lifecycle-policy.json in the same folder, found none. The repositories use the environment's default policy",
    ],
  ],
  [
    "a name that is none",
    { "repositories/repositories.json": '{ "repositories": [\n  { "name": "My App" },\n  { "name": "team/api" }\n] }' },
    [
      "repositories/repositories.json:1:19: warning: repositories: expected lifecycle-policy.json in the same folder, found none. The repositories use the environment's default policy",
      'repositories/repositories.json:2:13: error: name: expected a repository name, found "My App": uppercase letters are not allowed, only letters a-z, digits and . _ - / are allowed. Try "my-app"',
    ],
  ],
  [
    "an entry with an unknown key beside a bad name",
    {
      "repositories/repositories.json":
        '{ "project": "team", "repositories": [\n  { "name": "team/api", "descripton": "x" },\n  { "name": "Team" }\n] }',
    },
    [
      "repositories/repositories.json:1:38: warning: repositories: expected lifecycle-policy.json in the same folder, found none. The repositories use the environment's default policy",
      'repositories/repositories.json:2:25: error: repositories[0]: expected a known key, found "descripton". Did you mean "description"?',
      'repositories/repositories.json:3:13: error: name: expected a repository name, found "Team": uppercase letters are not allowed. Try "team"',
    ],
  ],
];

describe("repositories.json", () => {
  testBadInputs(REPOSITORIES_JSON);
});
