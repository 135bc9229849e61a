import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });

const NAMED = (name: string) => ({ "repositories/a.yaml": `- repositoryName: ${name}\n` });

const NAMES: BadInputs = [
  [
    "capital letters",
    NAMED("Team/API"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: "Team/API" is no repository name: it has capital letters. Write "team/api"?',
    ],
  ],
  [
    "a slash at the end",
    NAMED("team/"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: "team/" is no repository name: it must begin and end with a letter or digit. Write "team"?',
    ],
  ],
  [
    "two slashes",
    NAMED("team//api"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: "team//api" is no repository name: each part between slashes must begin and end with a letter or digit. Write "team/api"?',
    ],
  ],
  [
    "one letter",
    NAMED("a"),
    ['repositories/a.yaml:1:19: error: repositoryName: "a" has 1 characters; 2 to 256 are allowed'],
  ],
  [
    "257 letters",
    NAMED("a".repeat(257)),
    [
      'repositories/a.yaml:1:19: error: repositoryName: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… has 257 characters; 2 to 256 are allowed',
    ],
  ],
  [
    "blanks",
    NAMED("my team/api"),
    [
      'repositories/a.yaml:1:19: error: repositoryName: "my team/api" is no repository name: only letters a-z, digits and . _ - / are allowed. Write "my-team/api"?',
    ],
  ],
  [
    "a number",
    NAMED("2024"),
    ['repositories/a.yaml:1:19: error: repositoryName: found 2024; text is allowed, put it in quotes: "2024"'],
  ],
  [
    "nothing",
    NAMED(""),
    ["repositories/a.yaml:1:19: error: repositoryName: found nothing; text is allowed, write it or take the key out"],
  ],
  [
    "a doubled separator",
    NAMED("team--a/api"),
    [
      'repositories/a.yaml:1:19: warning: repositoryName: "team--a/api" has a doubled separator, which ECR takes but other tools (moto, ACK, aws-cdk) refuse; a single one is safer',
    ],
  ],
  [
    "by another key",
    { "repositories/a.yaml": text("- name: team/api", "  scanOnPush: true") },
    [
      'repositories/a.yaml:1:3: error: unknown key "name"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean "repositoryName"?',
    ],
  ],
  [
    "twice in a file",
    { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team/api") },
    [
      'repositories/a.yaml:2:19: error: repositoryName: "team/api" is declared at repositories/a.yaml:1 too; keep one of them',
    ],
  ],
  [
    "twice in files of two formats",
    {
      "repositories/a.yaml": repository(),
      "repositories/b.json": '{ "project": "team", "repositories": [\n  { "name": "team/api" }\n] }',
    },
    [
      "repositories/b.json:1:38: warning: repositories: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy",
      'repositories/b.json:2:13: error: name: "team/api" is declared at repositories/a.yaml:2 too; keep one of them',
    ],
  ],
  [
    "two that would be one in Terraform",
    { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team_api") },
    [
      'repositories/a.yaml:2:19: error: repositoryName: "team_api" and "team/api" would both be "team_api" in Terraform; rename one of them',
    ],
  ],
  [
    "one that the operator owns",
    {
      "environment.yaml": SOUND + text("operator: { install: helm, manages: [team/] }", "cluster: { eks: prod }"),
      ...REPO(),
    },
    [
      'repositories/a.yaml:2:21: error: repositoryName: expected one owner, found "team/api" declared here and covered by "team/" in manages. The operator would reset its settings every five minutes and could delete it: remove it from one of the two',
    ],
  ],
];

describe("names", () => {
  testBadInputs(NAMES);
});
