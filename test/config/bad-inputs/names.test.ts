import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });

const NAMED = (name: string) => ({ "repositories/a.yaml": `- repositoryName: ${name}\n` });

const NAMES: BadInputs = [
  [
    "uppercase letters",
    NAMED("Team/API"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: expected a repository name, found "Team/API": uppercase letters are not allowed. Try "team/api"',
    ],
  ],
  [
    "a slash at the end",
    NAMED("team/"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: expected a repository name, found "team/": it must start and end with a letter or digit. Try "team"',
    ],
  ],
  [
    "two slashes",
    NAMED("team//api"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: expected a repository name, found "team//api": each part between slashes must start and end with a letter or digit. Try "team/api"',
    ],
  ],
  [
    "one letter",
    NAMED("a"),
    ['repositories/a.yaml:1:19: error: repositoryName: expected 2 to 256 characters, found 1 in "a"'],
  ],
  [
    "257 letters",
    NAMED("a".repeat(257)),
    [
      'repositories/a.yaml:1:19: error: repositoryName: expected 2 to 256 characters, found 257 in "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…',
    ],
  ],
  [
    "blanks",
    NAMED("my team/api"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: expected a repository name, found "my team/api": only letters a-z, digits and . _ - / are allowed. Try "my-team/api"',
    ],
  ],
  [
    "a number",
    NAMED("2024"),
    ['repositories/a.yaml:1:19: error: repositoryName: expected text, found 2024. Put it in quotes: "2024"'],
  ],
  [
    "nothing",
    NAMED(""),
    ["repositories/a.yaml:1:19: error: repositoryName: expected text, found no value. Write one, or remove the key"],
  ],
  [
    "a doubled separator",
    NAMED("team--a/api"),
    [
      'repositories/a.yaml:1:19: warning: repositoryName: expected single separators, found "team--a/api". ECR accepts __ and repeated hyphens, but other tools (moto, ACK, aws-cdk) reject them',
    ],
  ],
  [
    "by another key",
    { "repositories/a.yaml": text("- name: team/api", "  scanOnPush: true") },
    ['repositories/a.yaml:1:3: error: expected a known key, found "name". Did you mean "repositoryName"?'],
  ],
  [
    "twice in a file",
    { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team/api") },
    [
      'repositories/a.yaml:2:19: error: repositoryName: expected each repository once, found "team/api" at repositories/a.yaml:1 as well. Remove one of them',
    ],
  ],
  [
    "twice in files of two formats",
    {
      "repositories/a.yaml": repository(),
      "repositories/b.json": '{ "project": "team", "repositories": [\n  { "name": "team/api" }\n] }',
    },
    [
      "repositories/b.json:1:38: warning: repositories: expected lifecycle-policy.json in the same folder, found none. The repositories use the environment's default policy",
      'repositories/b.json:2:13: error: name: expected each repository once, found "team/api" at repositories/a.yaml:2 as well. Remove one of them',
    ],
  ],
  [
    "two that would be one in Terraform",
    { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team_api") },
    [
      'repositories/a.yaml:2:19: error: repositoryName: expected unique Terraform names, found "team_api" and "team/api", which both become "team_api". Rename one of them',
    ],
  ],
  [
    "one that the operator owns",
    {
      "environment.yaml": SOUND + text("operator: { install: helm, manages: [team/] }", "cluster: { eks: prod }"),
      ...REPO(),
    },
    [
      'repositories/a.yaml:2:21: error: repositoryName: expected one owner, found "team/api" declared here and covered by "team/" in manages. The operator would reset the settings of the repository every five minutes and, with allowDelete, could delete the repository. Remove the declaration, or the entry in manages',
    ],
  ],
];

describe("names", () => {
  testBadInputs(NAMES);
});
