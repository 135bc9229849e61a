import { SOUND, testBadInputs, type BadInputs } from "../../support/config";

const INPUTS: BadInputs = [
  [
    "an empty file",
    { "repositories/a.yaml": "\n" },
    ["repositories/a.yaml:1:1: error: expected data, found an empty file. Add content, or delete the file"],
  ],
  [
    "an empty environment",
    { "environment.yaml": "" },
    ["environment.yaml:1:1: error: expected data, found an empty file. Add content, or delete the file"],
  ],
  [
    "a file of comments only",
    { "environment.yaml": "# nothing yet\n" },
    ["environment.yaml:1:1: error: expected data, found an empty file. Add content, or delete the file"],
  ],
  [
    "a repository file of comments only",
    { "repositories/a.yaml": "# nothing yet\n" },
    ["repositories/a.yaml:1:1: error: expected data, found an empty file. Add content, or delete the file"],
  ],
  [
    "a file in Latin-1",
    { "repositories/a.yaml": Buffer.from("repositories: # B\xe4r\n", "latin1") },
    ["repositories/a.yaml:1:1: error: expected a readable file, found text that is not UTF-8. Save it as UTF-8"],
  ],
  [
    "a folder in place of the environment's file",
    { "environment.yaml/a.yaml": "x" },
    ["environment.yaml:1:1: error: expected a file, found a folder. Rename or delete it"],
  ],
  [
    "two faulty files at once",
    { "repositories/a.yaml": "repositories: [\n", "repositories/b.json": "{" },
    [
      "repositories/a.yaml:1:16: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Check the indentation, and that every bracket is closed",
      "repositories/b.json:1:2: error: expected JSON, found a mapping without a closing brace. Add one, or a comma before the next key",
    ],
  ],
  [
    "faulty syntax in one file and a bad name in another",
    { "repositories/a.yaml": "repositories: [\n", "repositories/b.yaml": "- repositoryName: Team\n" },
    [
      "repositories/a.yaml:1:16: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Check the indentation, and that every bracket is closed",
      'repositories/b.yaml:1:19: error: repositoryName: expected a repository name, found "Team": uppercase letters are not allowed. Try "team"',
    ],
  ],
  [
    "two environment files",
    { "environment.yaml": SOUND, "environment.json": "{}" },
    [
      "environment.json:1:1: error: expected one file for the environment, found environment.yaml as well. Delete one of them",
    ],
  ],
  [
    "several documents in an environment",
    { "environment.yaml": `${SOUND}---\n${SOUND}` },
    ["environment.yaml:5:1: error: expected one document, found a second one. Remove it"],
  ],
  [
    "a list for an environment",
    { "environment.yaml": "- account\n" },
    ['environment.yaml:1:1: error: expected a mapping, found ["account"]'],
  ],
  [
    "a text for a repository file",
    { "repositories/a.yaml": "team/api\n" },
    ['repositories/a.yaml:1:1: error: expected a mapping, found "team/api"'],
  ],
  [
    "no list under repositories",
    { "repositories/a.yaml": "repositories: team/api\n" },
    ['repositories/a.yaml:1:15: error: repositories: expected a list, found "team/api"'],
  ],
  [
    "nothing under repositories",
    { "repositories/a.yaml": "repositories:\n" },
    ["repositories/a.yaml:1:14: error: repositories: expected a list, found no value. Write one, or remove the key"],
  ],
  [
    "a list of names",
    { "repositories/a.yaml": "- team/api\n- team/web\n" },
    [
      'repositories/a.yaml:1:3: error: expected a mapping, found "team/api"',
      'repositories/a.yaml:2:3: error: expected a mapping, found "team/web"',
    ],
  ],
];

testBadInputs(INPUTS);
