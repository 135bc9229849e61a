import { explainSetting } from "../../src/config/explain/explain";
import { checkExpiredExceptions } from "../../src/config/check-repository-rules";
import { formatProblem } from "../../src/config/problems";
import { explanationData, explanationLines } from "../../src/cli/support/explained";
import { environmentOf, problemsOf, read, SOUND, text, type Files } from "../support/config";
import { TemporaryProject } from "../support/config/project";

const RULES = (...lines: readonly string[]) =>
  text(SOUND.trimEnd(), "repositoryRules:", ...lines.map((line) => `  ${line}`));

/** Problems of repositories, each an entry in flow style. */
function problems(environment: string, ...entries: readonly string[]): string[] {
  return problemsOf(read({ "environment.yaml": environment, "repositories/a.yaml": list(entries) }));
}

function list(entries: readonly string[]): string {
  return text("repositories:", ...entries.map((entry) => `  - { ${entry} }`));
}

test.each<[string, string, string]>([
  ["one of the allowed values of a tag", "t: { requiredTags: { Team: [a, b] } }", "tags: { Team: b }"],
  ["a wildcard in a tag's value", "t: { requiredTags: { Cost: 'cc-*' } }", "tags: { Cost: cc-1 }"],
  ["a wildcard for one character", "t: { requiredTags: { Cost: ['a', 'b?'] } }", "tags: { Cost: bc }"],
  ["an empty tag that is allowed", "t: { requiredTags: { Team: [''] } }", "tags: { Team: '' }"],
  ["a name that matches", "t: { names: ['payments/*', 'team/*'] }", "scanOnPush: true"],
  ["a rule for other repositories", "t: { match: ['*'], names: ['team/*'] }", "scanOnPush: true"],
  ["a boolean", "t: { allowed: { scanOnPush: true }, forbidden: { forceDelete: true } }", "scanOnPush: true"],
  [
    "a key that matches",
    "t: { allowed: { encryptionType: [KMS, KMS_DSSE], kmsKey: 'alias/*' } }",
    "encryptionConfiguration: { encryptionType: KMS }",
  ],
  ["AES256, which has no key", "t: { allowed: { kmsKey: 'alias/own' } }", "scanOnPush: true"],
  [
    "exclusion filters",
    "t: { allowed: { imageTagMutabilityExclusionFilters: [latest, 'dev-*'] } }",
    "imageTagMutability: IMMUTABLE_WITH_EXCLUSION, imageTagMutabilityExclusionFilters: ['dev-*']",
  ],
  [
    "a lifecycle policy of any kind",
    "t: { forbidden: { lifecyclePolicy: none } }",
    "lifecyclePolicy: { keepNewest: 3 }",
  ],
])("accepts %s", (_, rule, settings) => {
  expect(problems(RULES(rule), `repositoryName: team/api, ${settings}`)).toEqual([]);
});

test("a policy with the rules of an allowed one is allowed, because manifests write policies in full", () => {
  const environment = text(
    RULES("expire: { allowed: { lifecyclePolicy: standard } }").trimEnd(),
    "lifecyclePolicies: { standard: { keepNewest: 3 } }",
  );
  expect(
    problems(
      environment,
      "repositoryName: team/api, lifecyclePolicy: standard",
      "repositoryName: team/web, lifecyclePolicy: { keepNewest: 3 }",
    ),
  ).toEqual([]);
});

test("default tags and the defaults of the environment fulfill a rule", () => {
  const environment = text(
    RULES("tags: { requiredTags: { Team: ops, Kind: image } }").trimEnd(),
    "tags: { Team: ops }",
    "repositoryDefaults: { tags: { Kind: image } }",
  );
  expect(
    environmentOf({ "environment.yaml": environment, "repositories/a.yaml": list(["repositoryName: team/api"]) }),
  ).toMatchObject({ repositories: [{ repositoryName: "team/api" }] });
});

test("a rule applies to the names that match, and an exception to those of its key", () => {
  const environment = RULES(
    "keep:",
    "  match: ['prod/*', shared]",
    "  allowed: { deletionPolicy: Retain }",
    "  except: { 'prod/cache-*': { reason: rebuilt every night, expires: 2026-12-31 } }",
  );
  const names = ["prod/api", "prod/cache-a", "prod/cache-b", "shared", "dev/api"];
  expect(problems(environment, ...names.map((name) => `repositoryName: ${name}`))).toEqual(
    [2, 5].map(
      (line) =>
        `repositories/a.yaml:${line}:5: error: deletionPolicy: expected Retain, found Delete from the defaults. See the rule "keep" at environment.yaml:7`,
    ),
  );
});

const SHARED: Files = {
  "environments/base.yaml": text(
    "region: eu-west-1",
    "state: { local: {} }",
    "repositoryRules:",
    "  immutable: { description: Deployments pin tags, forbidden: { imageTagMutability: MUTABLE }, except: { other/api: { reason: a, expires: 2030-01-01 } } }",
    "  team: { match: ['team/*'], requiredTags: { Team: [payments, platform], Owner: '*' } }",
  ),
  "environments/prod/environment.yaml": text(
    "extends: ../base.yaml",
    'account: "111122223333"',
    "repositoryRules:",
    "  immutable: { except: { team/old: { reason: moves to digests, expires: 2026-06-30 } } }",
    "  team: null",
  ),
  "environments/prod/repositories/a.yaml": list([
    "repositoryName: team/api, imageTagMutability: MUTABLE",
    "repositoryName: team/old, imageTagMutability: MUTABLE",
  ]),
  "environments/qa/environment.yaml": text("extends: ../base.yaml", 'account: "222233334444"'),
  "environments/qa/repositories/a.yaml": list(["repositoryName: team/api, tags: { Team: payments, Owner: me }"]),
};

describe("rules of a base file", () => {
  let project: TemporaryProject;
  beforeAll(() => {
    project = new TemporaryProject(SHARED as Readonly<Record<string, string>>);
  });
  afterAll(() => {
    project.dispose();
  });

  test("an environment adds exceptions, removes rules, and needs not all patterns", () => {
    expect(project.problems()).toEqual([
      'environments/prod/repositories/a.yaml:2:53: error: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environments/base.yaml:4: Deployments pin tags',
    ]);
  });

  test("the file that has an expired exception is reported, with a notice before", () => {
    const expired = (today: string) =>
      project
        .read()
        .flatMap(({ document }) =>
          document === undefined ? [] : checkExpiredExceptions(document, today).map((found) => formatProblem(found)),
        );
    expect(expired("2026-05-30")).toEqual([]);
    expect(expired("2026-05-31")).toEqual([
      "environments/prod/environment.yaml:4:73: warning: expires: expected a date more than 30 days from now, found 2026-06-30: the exception for team/old expires in 30 days. Change its repositories, or set a later date",
    ]);
    expect(expired("2026-07-01")).toEqual([
      "environments/prod/environment.yaml:4:73: error: expires: expected 2026-07-01 or later, found 2026-06-30: the exception for team/old has expired. Change its repositories and remove the entry, or set a later date",
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      "a limit, with the exception",
      "repositories.team/old.imageTagMutability",
      [
        'rule "immutable" at environments/base.yaml:4:64: forbids MUTABLE. Exception until 2026-06-30: moves to digests',
      ],
    ],
    ["nothing of a setting without rules", "repositories.team/old.scanOnPush", []],
  ])("--explain shows %s", (_, path, lines) => {
    const result = project.read().find(({ name }) => name === "prod");
    const explanation = result && explainSetting(result, path);
    expect(explanation && explanationLines(explanation).filter((line) => line.includes("rule "))).toEqual(
      lines.map((line) => `  ${line}`),
    );
  });

  test("--explain shows the tags that a rule requires, in JSON too", () => {
    const result = project.read().find(({ name }) => name === "qa");
    const explanation = result && explainSetting(result, "repositories.team/api.tags");
    expect(explanation && explanationData(explanation)).toMatchObject({
      rules: [
        { requirement: 'requires the tag "Team" with the value "payments" or "platform"' },
        {
          name: "team",
          requirement: 'requires the tag "Owner" with a value',
          place: { file: "environments/base.yaml", line: 5 },
        },
      ],
    });
    const one = result && explainSetting(result, "repositories.team/api.tags.Owner");
    expect(one?.rules).toMatchObject([{ requirement: 'requires the tag "Owner" with a value' }]);
  });

  test("--explain shows the parts of a rule", () => {
    const result = project.read().find(({ name }) => name === "prod");
    expect(result && explainSetting(result, "repositoryRules.immutable.except")?.origins).toHaveLength(2);
  });
});
