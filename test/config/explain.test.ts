import { explainSetting } from "../../src/config/explain/explain";
import { explanationData, explanationLines } from "../../src/cli/support/explained";
import { TemporaryProject } from "../support/config/project";

let project: TemporaryProject;

beforeAll(() => {
  project = new TemporaryProject({
    "environments/base.yaml": [
      "region: eu-west-1",
      "state: { local: {} }",
      "tags: { Team: platform, example.com/cost: '1' }",
      "repositoryDefaults:",
      "  imageTagMutability: MUTABLE",
      "  tags: { Kind: image }",
      "  encryptionConfiguration: { encryptionType: KMS }",
      "",
    ].join("\n"),
    "environments/prod/environment.yaml":
      'extends: ../base.yaml\naccount: "111122223333"\ntags: { Stage: prod, Team: null }\nrepositoryDefaults: { scanOnPush: false }\n',
    "environments/prod/repositories/team.yaml": [
      "defaults: { imageTagMutability: IMMUTABLE, lifecyclePolicy: { keepNewest: 3 } }",
      "repositories:",
      "  - { repositoryName: team/api, imageTagMutability: MUTABLE }",
      "  - { repositoryName: team/api.v2, tags: { Kind: chart } }",
      "  - { repositoryName: team/web, encryptionConfiguration: { encryptionType: AES256 } }",
      "",
    ].join("\n"),
    "environments/ops/environment.yaml":
      'account: "111122223333"\nstate: { local: {} }\ntags: { Stage: ops }\nrepositoryDefaults: { lifecyclePolicy: none }\n',
    "environments/ops/repositories/provider.yaml":
      "apiVersion: aws-infra-operator.runner.codes/v1alpha1\nkind: AWSProvider\nmetadata: { name: aws }\nspec: { region: us-west-2, defaultTags: { Team: ops } }\n",
    "environments/ops/repositories/repositories.json": '{ "repositories": [{ "name": "ops/api" }] }\n',
    "environments/ops/repositories/lifecycle-policy.json": JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
          action: { type: "expire" },
        },
      ],
    }),
    "environments/prod/repositories/manifest.yaml":
      "apiVersion: aws.aslan.io/v1alpha1\nkind: ECRRepository\nmetadata: { name: a }\nspec: { providerRef: { name: x }, repositoryName: op/a }\n",
  });
});

afterAll(() => {
  project.dispose();
});

function lines(path: string, environment = "prod"): string[] {
  const result = project.read().find(({ name }) => name === environment);
  const explanation = result && explainSetting(result, path);
  return explanation === undefined
    ? []
    : explanationLines(explanation).map((line) => line.replaceAll("environments/", ""));
}

test.each<[string, string[]]>([
  [
    "repositories.team/api.imageTagMutability",
    [
      '"MUTABLE"',
      "set by the repository at prod/repositories/team.yaml:3:53",
      'overrides "IMMUTABLE" from the defaults of the file at prod/repositories/team.yaml:1:33',
      'overrides "MUTABLE" from the base file at base.yaml:5:23',
      'overrides "IMMUTABLE" from the built-in default',
    ],
  ],
  [
    "repositories.team/api.v2.imageTagMutability",
    [
      '"IMMUTABLE"',
      "set by the defaults of the file at prod/repositories/team.yaml:1:33",
      'overrides "MUTABLE" from the base file at base.yaml:5:23',
      'overrides "IMMUTABLE" from the built-in default',
    ],
  ],
  [
    "repositories.team/api.scanOnPush",
    ["false", "set by the environment at prod/environment.yaml:4:35", "overrides true from the built-in default"],
  ],
  [
    "repositories.team/api.v2.tags",
    [
      '{"example.com/cost":"1","Stage":"prod","Kind":"chart"}',
      "set in part by the repository at prod/repositories/team.yaml:4:42",
      'merged with {"Kind":"image"} from the base file at base.yaml:6:9',
      'merged with {"Stage":"prod","Team":null} from the environment at prod/environment.yaml:3:7',
      'merged with {"Team":"platform","example.com/cost":"1"} from the base file at base.yaml:3:7',
      "merged with {} from the built-in default",
    ],
  ],
  [
    "repositories.team/api.v2.tags.Kind",
    [
      '"chart"',
      "set by the repository at prod/repositories/team.yaml:4:50",
      'overrides "image" from the base file at base.yaml:6:17',
    ],
  ],
  [
    "repositories.team/web.encryptionConfiguration",
    [
      '{"encryptionType":"AES256"}',
      "set by the repository at prod/repositories/team.yaml:5:58",
      'overrides {"encryptionType":"KMS"} from the base file at base.yaml:7:28',
      'overrides {"encryptionType":"AES256"} from the built-in default',
    ],
  ],
  [
    "tags.Team",
    [
      "not set",
      "removed by the environment at prod/environment.yaml:3:28",
      'overrides "platform" from the base file at base.yaml:3:15',
    ],
  ],
  ["tags.example.com/cost", ['"1"', "set by the base file at base.yaml:3:43"]],
  ["account", ['"111122223333"', "set by the environment at prod/environment.yaml:2:10"]],
  ["project", ['"cdktf-ecr"', "set by the built-in default"]],
  ["repositories[0]", ['"repositories"', "set by the built-in default"]],
  ["operator.allowDelete", ["not set"]],
])("%s is explained", (path, expected) => {
  const [head, ...rest] = expected;
  expect(lines(path)).toEqual([`prod: ${path}: ${head ?? ""}`, ...rest.map((line) => `  ${line}`)]);
});

test("what AWSProvider manifests fill in is explained", () => {
  const file = "ops/repositories/provider.yaml";
  expect(lines("region", "ops")).toEqual([
    'ops: region: "us-west-2"',
    `  set by the AWSProvider manifest at ${file}:4:17`,
  ]);
  const merged = `  merged with {"Team":"ops"} from the AWSProvider manifest at ${file}:4:41`;
  expect(lines("tags", "ops")).toEqual([
    'ops: tags: {"Team":"ops","Stage":"ops"}',
    "  set in part by the environment at ops/environment.yaml:3:7",
    merged,
  ]);
  expect(lines("repositories.ops/api.tags", "ops")).toContain(merged);
});

test("the policy next to a repositories.json is explained", () => {
  expect(lines("repositories.ops/api.lifecyclePolicy.rules[0].selection.countNumber", "ops")).toEqual([
    "ops: repositories.ops/api.lifecyclePolicy.rules[0].selection.countNumber: 5",
    "  set by the policy file at ops/repositories/lifecycle-policy.json:1:1",
    "  overrides the removal in the environment at ops/environment.yaml:4:40",
  ]);
});

test("in JSON, the value, what sets it and what it overrides are apart", () => {
  const result = project.read().find(({ name }) => name === "prod");
  const explanation = result && explainSetting(result, "repositories.team/api.scanOnPush");
  expect(explanation && explanationData(explanation)).toEqual({
    environment: "prod",
    path: "repositories.team/api.scanOnPush",
    value: false,
    set: { kind: "environment", value: false, file: "environments/prod/environment.yaml", line: 4, column: 35 },
    overridden: [{ kind: "built-in default", value: true }],
  });
});

test.each([
  [
    "repositories.team/apl.tags",
    /expected a repository of prod after "repositories\.", found "team\/apl\.tags"\. Did you mean "team\/api"/,
  ],
  ["repositories.team/api.scanOnPsh", /found "scanOnPsh"\. Did you mean "scanOnPush"/],
  [
    "acount",
    /expected a setting of the environment, or repositories\.<name>\.<setting>, found "acount"\. Did you mean "account"/,
  ],
  ["repositoryDefaults.scanOnPsh", /under repositoryDefaults, found "scanOnPsh"\. Did you mean "scanOnPush"/],
  ["operator.manges", /expected .*manages.* under operator, found "manges"\. Did you mean "manages"/],
  ["clusters.eks", /expected an index such as \[0\] after clusters, found "eks"/],
  ["clusters[0].esk", /under clusters\[0\], found "esk"\. Did you mean "eks"/],
  ["region.name", /expected no setting under region, found "name"/],
  [
    "repositories.team/web.repositoryPolicy.Statment",
    /team\/web: expected Version, Id or Statement under repositoryPolicy, found "Statment"\. Did you mean "Statement"/,
  ],
  [
    "repositories.team/web.encryptionConfiguration.kmsKy",
    /team\/web: expected .* under encryptionConfiguration, found "kmsKy"\. Did you mean "kmsKey"/,
  ],
])("%s is refused", (path, message) => {
  expect(() => lines(path)).toThrow(message);
});
