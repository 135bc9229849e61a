import { testBadInputs, type BadInputs } from "../support";

const ARTICLE: BadInputs = [
  [
    "no policy beside it",
    { "repositories/repositories.json": '{ "repositories": [{ "name": "team/api" }] }' },
    [
      "repositories/repositories.json:1:19: warning: repositories: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy",
    ],
  ],
  [
    "a project that is in no name",
    { "repositories/repositories.json": '{ "project": "web", "repositories": [{ "name": "team/api" }] }' },
    [
      'repositories/repositories.json:1:14: warning: project: project "web" is not part of any name: the article\'s script only prints it, so the repositories keep their names as they are',
      "repositories/repositories.json:1:37: warning: repositories: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy",
    ],
  ],
  [
    "a name that is none",
    { "repositories/repositories.json": '{ "repositories": [\n  { "name": "My App" },\n  { "name": "team/api" }\n] }' },
    [
      "repositories/repositories.json:1:19: warning: repositories: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy",
      'repositories/repositories.json:2:13: error: name: "My App" is no repository name: it has capital letters, only letters a-z, digits and . _ - / are allowed. Write "my-app"?',
    ],
  ],
  [
    "an entry with an unknown key beside a bad name",
    {
      "repositories/repositories.json":
        '{ "project": "team", "repositories": [\n  { "name": "team/api", "descripton": "x" },\n  { "name": "Team" }\n] }',
    },
    [
      "repositories/repositories.json:1:38: warning: repositories: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy",
      'repositories/repositories.json:2:25: error: repositories: unknown key "descripton"; known here: name, description. Did you mean "description"?',
      'repositories/repositories.json:3:13: error: name: "Team" is no repository name: it has capital letters. Write "team"?',
    ],
  ],
];

describe("the article's repositories.json", () => {
  testBadInputs(ARTICLE);
});
