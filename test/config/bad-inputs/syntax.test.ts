import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const INPUTS: BadInputs = [
  [
    "YAML: a bracket that is never closed",
    { "repositories/a.yaml": "repositories: [\n" },
    [
      "repositories/a.yaml:1:16: error: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; check the indentation, and that every bracket is closed",
    ],
  ],
  [
    "YAML: a tab as indentation",
    { "repositories/a.yaml": "repositories:\n\t- repositoryName: team/api\n" },
    ["repositories/a.yaml:2:1: error: not YAML: Tabs are not allowed as indentation; indent with blanks"],
  ],
  [
    "YAML: entries that are not aligned",
    { "repositories/a.yaml": text("repositories:", "  - repositoryName: team/api", "   scanOnPush: true") },
    [
      "repositories/a.yaml:3:1: error: not YAML: Sequence item without - indicator; check the indentation and the quotes",
    ],
  ],
  [
    "YAML: text with a colon and no quotes",
    { "repositories/a.yaml": repository("description: the API: version 2") },
    [
      'repositories/a.yaml:3:18: error: not YAML: Nested mappings are not allowed in compact mappings; put text that has ": " in it in quotes',
    ],
  ],
  [
    "YAML: a key twice",
    { "repositories/a.yaml": repository("scanOnPush: true", "scanOnPush: false") },
    ['repositories/a.yaml:4:5: error: the key "scanOnPush" is there twice; keep one'],
  ],
  [
    "YAML: a quoted key twice, and Windows line ends",
    { "environment.yaml": SOUND.replaceAll("\n", "\r\n") + '"region": eu-west-1\r\n' },
    ['environment.yaml:4:1: error: the key "region" is there twice; keep one'],
  ],
  [
    "YAML: an alias without its anchor",
    { "repositories/a.yaml": repository("tags: *team") },
    ["repositories/a.yaml:3:11: error: found *team; no anchor &team comes before it, set one or write the value"],
  ],
  [
    "YAML: a bomb of aliases",
    {
      "repositories/a.yaml": text(
        "a: &a [x, x, x, x, x, x, x, x, x, x]",
        "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]",
        "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
        "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
      ),
    },
    ["repositories/a.yaml:1:1: error: the aliases (*name) multiply into too much; write out what they stand for"],
  ],
  [
    "JSON: a comma too many",
    { "repositories/a.json": '{\n  "repositories": [\n    { "repositoryName": "team/api" },\n  ]\n}\n' },
    ["repositories/a.json:4:3: error: not JSON: a value is missing; write one, and no comma after the last entry"],
  ],
  [
    "JSON: a comma too few",
    {
      "repositories/a.json":
        '{\n  "repositories": [\n    { "repositoryName": "team/api" "scanOnPush": true }\n  ]\n}\n',
    },
    ["repositories/a.json:3:36: error: not JSON: a comma is missing; put one between two entries"],
  ],
  [
    "JSON: a comment",
    { "repositories/a.json": '{\n  // ours\n  "repositories": []\n}\n' },
    ["repositories/a.json:2:3: error: not JSON: found a comment; JSON has none, take it out"],
  ],
  [
    "JSON: single quotes",
    { "repositories/a.json": "{ 'repositories': [] }\n" },
    ["repositories/a.json:1:3: error: not JSON: found a word without quotes; put text in double quotes"],
  ],
  [
    "JSON: cut off",
    { "repositories/a.json": '{ "repositories": [\n' },
    [
      "repositories/a.json:1:20: error: not JSON: a list is not closed; put a bracket, or a comma before the next entry",
    ],
  ],
  [
    "JSON: a key twice, which JSON.parse would pass over",
    {
      "repositories/a.json":
        '{ "repositories": [\n  { "repositoryName": "team/api", "repositoryName": "team/web" }\n] }\n',
    },
    ['repositories/a.json:2:35: error: the key "repositoryName" is there twice; keep one'],
  ],
  [
    "JSON: two values",
    { "repositories/a.json": "{}\n{}\n" },
    ["repositories/a.json:2:1: error: not JSON: found more after the end; one value is allowed, take out the rest"],
  ],
  [
    "an empty file",
    { "repositories/a.yaml": "\n" },
    ["repositories/a.yaml:1:1: error: the file is empty; write something into it or delete it"],
  ],
  [
    "an empty environment",
    { "environment.yaml": "" },
    ["environment.yaml:1:1: error: the file is empty; write something into it or delete it"],
  ],
  [
    "a file of comments only",
    { "environment.yaml": "# nothing yet\n" },
    ["environment.yaml:1:1: error: the file is empty; write something into it or delete it"],
  ],
  [
    "a repository file of comments only",
    { "repositories/a.yaml": "# nothing yet\n" },
    ["repositories/a.yaml:1:1: error: the file is empty; write something into it or delete it"],
  ],
  [
    "a file in Latin-1",
    { "repositories/a.yaml": Buffer.from("repositories: # B\xe4r\n", "latin1") },
    ["repositories/a.yaml:1:1: error: the file can not be read: it is not UTF-8 text; save it as UTF-8"],
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
      "repositories/a.yaml:1:16: error: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; check the indentation, and that every bracket is closed",
      "repositories/b.json:1:2: error: not JSON: a mapping is not closed; put a brace, or a comma before the next key",
    ],
  ],
  [
    "faulty syntax in one file and a bad name in another",
    { "repositories/a.yaml": "repositories: [\n", "repositories/b.yaml": "- repositoryName: Team\n" },
    [
      "repositories/a.yaml:1:16: error: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; check the indentation, and that every bracket is closed",
      'repositories/b.yaml:1:19: error: repositoryName: "Team" is no repository name: it has capital letters. Write "team"?',
    ],
  ],
  [
    "two environment files",
    { "environment.yaml": SOUND, "environment.json": "{}" },
    ["environment.json:1:1: error: environment.yaml is there too; keep one of them"],
  ],
  [
    "several documents in an environment",
    { "environment.yaml": `${SOUND}---\n${SOUND}` },
    ["environment.yaml:5:1: error: a second document; an environment is one, take the others out"],
  ],
  [
    "a list for an environment",
    { "environment.yaml": "- account\n" },
    ['environment.yaml:1:1: error: found ["account"]; a mapping is allowed'],
  ],
  [
    "a text for a repository file",
    { "repositories/a.yaml": "team/api\n" },
    ['repositories/a.yaml:1:1: error: found "team/api"; a mapping is allowed'],
  ],
  [
    "no list under repositories",
    { "repositories/a.yaml": "repositories: team/api\n" },
    ['repositories/a.yaml:1:15: error: repositories: found "team/api"; a list is allowed'],
  ],
  [
    "nothing under repositories",
    { "repositories/a.yaml": "repositories:\n" },
    ["repositories/a.yaml:1:14: error: repositories: found nothing; a list is allowed, write it or take the key out"],
  ],
  [
    "a list of names",
    { "repositories/a.yaml": "- team/api\n- team/web\n" },
    [
      'repositories/a.yaml:1:3: error: found "team/api"; a mapping is allowed',
      'repositories/a.yaml:2:3: error: found "team/web"; a mapping is allowed',
    ],
  ],
];

testBadInputs(INPUTS);
