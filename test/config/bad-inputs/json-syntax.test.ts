import { testBadInputs, type BadInputs } from "../../support/config";

const INPUTS: BadInputs = [
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
];

testBadInputs(INPUTS);
