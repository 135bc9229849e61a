import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const INPUTS: BadInputs = [
  [
    "YAML: a bracket that is never closed",
    { "repositories/a.yaml": "repositories: [\n" },
    [
      "repositories/a.yaml:1:16: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Check the indentation, and that every bracket is closed",
    ],
  ],
  [
    "YAML: a tab as indentation",
    { "repositories/a.yaml": "repositories:\n\t- repositoryName: team/api\n" },
    ["repositories/a.yaml:2:1: error: not valid YAML: Tabs are not allowed as indentation. Indent with spaces"],
  ],
  [
    "YAML: entries that are not aligned",
    { "repositories/a.yaml": text("repositories:", "  - repositoryName: team/api", "   scanOnPush: true") },
    [
      "repositories/a.yaml:3:1: error: not valid YAML: Sequence item without - indicator. Check the indentation and the quotes",
    ],
  ],
  [
    "YAML: text with a colon and no quotes",
    { "repositories/a.yaml": repository("description: the API: version 2") },
    [
      'repositories/a.yaml:3:18: error: not valid YAML: Nested mappings are not allowed in compact mappings. Put text that contains ": " in quotes',
    ],
  ],
  [
    "YAML: a key twice",
    { "repositories/a.yaml": repository("scanOnPush: true", "scanOnPush: false") },
    ['repositories/a.yaml:4:5: error: expected each key once, found "scanOnPush" twice'],
  ],
  [
    "YAML: a quoted key twice, and Windows line ends",
    { "environment.yaml": SOUND.replaceAll("\n", "\r\n") + '"region": eu-west-1\r\n' },
    ['environment.yaml:4:1: error: expected each key once, found "region" twice'],
  ],
  [
    "YAML: a manifest that lost its indentation",
    {
      "repositories/a.yaml": text(
        "apiVersion: aws-infra-operator.runner.codes/v1alpha1",
        "kind: ECRRepository",
        "metadata:",
        "name: api",
        "spec: # ours",
        "providerRef:",
        "",
        "name: aws",
      ),
    },
    [
      'repositories/a.yaml:8:1: error: expected "name" inside metadata, spec or providerRef, found it at the same level. Indent it under metadata, spec or providerRef',
    ],
  ],
  [
    "YAML: a provider that lost its indentation, without a key twice",
    {
      "repositories/a.yaml": text(
        "apiVersion: aws-infra-operator.runner.codes/v1alpha1",
        "kind: AWSProvider",
        "metadata:",
        "name: aws",
      ),
    },
    [
      "repositories/a.yaml:1:1: error: spec: expected a mapping, found nothing",
      'repositories/a.yaml:4:1: error: expected "name" inside metadata, found it at the same level. Indent it under metadata',
    ],
  ],
  [
    "YAML: a policy that lost its indentation",
    { "repositories/a.yaml": repository("lifecyclePolicy:", "keepNewest: 10") },
    [
      'repositories/a.yaml:4:5: error: repositories[0]: expected "keepNewest" inside lifecyclePolicy, found it at the same level. Indent it under lifecyclePolicy',
    ],
  ],
  [
    "YAML: list entries that lost their indentation",
    {
      "repositories/a.yaml": text(
        "repositories:",
        "- repositoryName: team/api",
        "scanOnPush: true",
        "- repositoryName: b",
      ),
      "repositories/b.yaml": text("- repositoryName: team/api", "scanOnPush: true"),
    },
    [
      'repositories/a.yaml:3:1: error: expected "scanOnPush" inside the list entry on line 2, found it at the same level. Indent it by two spaces',
      'repositories/b.yaml:2:1: error: expected "scanOnPush" inside the list entry on line 1, found it at the same level. Indent it by two spaces',
    ],
  ],
  [
    "YAML: a key twice below a key without a value",
    { "environment.yaml": `${SOUND}tags: null\nregion: eu-west-1\n` },
    ['environment.yaml:5:1: error: expected each key once, found "region" twice'],
  ],
  [
    "YAML: an alias without its anchor",
    { "repositories/a.yaml": repository("tags: *team") },
    ["repositories/a.yaml:3:11: error: expected an anchor &team before *team, found none. Add one, or write the value"],
  ],
  [
    "YAML: aliases inside their own values",
    { "repositories/a.yaml": "repositories: &a [*a]\n", "environment.yaml": `${SOUND}tags: &x { a: *x }\n` },
    ["environment.yaml:4:15: error: expected an alias of another value, found *x inside &x. Write out the values"],
  ],
  [
    "YAML: an alias deep inside its own value",
    {
      "repositories/a.yaml": `repositories:
  - &entry
    repositoryName: team/api
    repositoryPolicy: { Statement: [*entry] }
`,
    },
    [
      "repositories/a.yaml:4:37: error: expected an alias of another value, found *entry inside &entry. Write out the values",
    ],
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
    ["repositories/a.yaml:1:1: error: expected fewer aliases (*name), found too many to expand. Write out the values"],
  ],
  [
    "JSON: a comma too many",
    { "repositories/a.json": '{\n  "repositories": [\n    { "repositoryName": "team/api" },\n  ]\n}\n' },
    [
      "repositories/a.json:4:3: error: expected JSON, found an entry without a value. Add a value, or remove the comma after the last entry",
    ],
  ],
  [
    "JSON: a comma too few",
    {
      "repositories/a.json":
        '{\n  "repositories": [\n    { "repositoryName": "team/api" "scanOnPush": true }\n  ]\n}\n',
    },
    ["repositories/a.json:3:36: error: expected JSON, found two entries without a comma. Add one between them"],
  ],
  [
    "JSON: a comment",
    { "repositories/a.json": '{\n  // ours\n  "repositories": []\n}\n' },
    ["repositories/a.json:2:3: error: expected JSON, found a comment, which JSON does not support. Remove it"],
  ],
  [
    "JSON: single quotes",
    { "repositories/a.json": "{ 'repositories': [] }\n" },
    ["repositories/a.json:1:3: error: expected JSON, found a word without quotes. Put text in double quotes"],
  ],
  [
    "JSON: cut off",
    { "repositories/a.json": '{ "repositories": [\n' },
    [
      "repositories/a.json:1:20: error: expected JSON, found a list without a closing bracket. Add one, or a comma before the next entry",
    ],
  ],
  [
    "JSON: a key twice, which JSON.parse would pass over",
    {
      "repositories/a.json":
        '{ "repositories": [\n  { "repositoryName": "team/api", "repositoryName": "team/web" }\n] }\n',
    },
    ['repositories/a.json:2:35: error: expected each key once, found "repositoryName" twice'],
  ],
  [
    "JSON: two values",
    { "repositories/a.json": "{}\n{}\n" },
    ["repositories/a.json:2:1: error: expected JSON, found text after the end of the value. Remove it"],
  ],
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
      'repositories/b.yaml:1:19: error: repositoryName: expected a repository name, found "Team": capital letters are not allowed. Try "team"',
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
