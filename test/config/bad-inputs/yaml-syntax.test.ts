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
      'repositories/a.yaml:3:1: error: expected "scanOnPush" inside the list entry on line 2, found it outside the entry. Indent it by two spaces',
      'repositories/b.yaml:2:1: error: expected "scanOnPush" inside the list entry on line 1, found it outside the entry. Indent it by two spaces',
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
];

testBadInputs(INPUTS);
