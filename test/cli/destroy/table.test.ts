import { destructionJson, destructionText, growthText } from "../../../src/cli/destroy/table";
import { regionalEnvironments } from "../../../src/model/regions";
import { type RepositoryPlan } from "../../../src/operations/destruction/destroy-plan";
import { ciRole, environment, operator, repository } from "../../support/environment";

const STACKS = ["test-registry"];
const GB = 2 ** 30;
const FULL = {
  kind: "refuse",
  words: "AWS does not delete a repository that contains images. To delete the images first, add --delete-images.",
} as const;
const KEPT = { kind: "keep", words: "deletionPolicy is Orphan." } as const;

function plans(
  repositoryName: string,
  contents: RepositoryPlan["contents"],
  outcome: RepositoryPlan["outcome"],
): RepositoryPlan {
  return {
    owned: {
      repositoryName,
      stack: "dev-registry",
      arn: "",
      forceDelete: false,
      retained: false,
      policies: [],
      addresses: [],
    },
    contents,
    outcome,
  };
}

function images(count: number, bytes: number): RepositoryPlan["contents"] {
  return { known: "images", count, bytes, digests: [] };
}

const ROWS = [
  plans("team/api", images(1200, 3 * GB), FULL),
  plans("team/base", images(0, 0), { kind: "delete", words: "the repository does not contain images." }),
  plans("team/gone", { known: "gone" }, { kind: "delete", words: "the repository no longer exists in AWS." }),
  plans("team/kept", images(7, GB), KEPT),
  plans("team/secret", { known: "nothing", why: "denied" }, { kind: "refuse", words: "denied." }),
  plans("team/web", images(2, GB), FULL),
];

beforeAll(() => {
  process.env["NO_COLOR"] = "1";
});

test("each reason appears once, with its repositories, and refusals come last", () => {
  const repositories = ROWS.slice(0, 5).map(({ owned }) => repository(owned.repositoryName));
  expect(destructionText(environment({ repositories }), STACKS, ROWS).split("\n")).toEqual([
    "test: account 111122223333, eu-west-1",
    "",
    "Delete: the repository does not contain images.",
    "  IMAGES  SIZE     REPOSITORY",
    "  0       0 bytes  team/base",
    "",
    "Delete: the repository no longer exists in AWS.",
    "  IMAGES  SIZE  REPOSITORY",
    "  -       -     team/gone",
    "",
    "Keep: deletionPolicy is Orphan.",
    "  IMAGES  SIZE    REPOSITORY",
    "  7       1.0 GB  team/kept",
    "",
    "REFUSED: AWS does not delete a repository that contains images. To delete the",
    "images first, add --delete-images.",
    "  IMAGES  SIZE    REPOSITORY",
    "  1,200   3.0 GB  team/api",
    "  2       1.0 GB  team/web",
    "",
    "REFUSED: denied.",
    "  IMAGES  SIZE  REPOSITORY",
    "  ?       ?     team/secret",
    "",
    "Delete   2 repositories  0 images               0 bytes",
    "Keep     1 repository    7 images               1.0 GB",
    "Refused  3 repositories  at least 1,202 images  4.0 GB",
    "",
    "In the state of test-registry, but no longer declared: team/web",
    "",
    "Stacks to destroy: test-registry",
    "",
  ]);
});

test("after the second count, the text has only the growth and the new totals", () => {
  const now = plans("team/api", images(3, GB), { kind: "empty", words: "the images first." });
  expect(growthText([{ now, unseen: 1 }], [now, ...ROWS.slice(1, 2)]).split("\n")).toEqual([
    "",
    "Images or repositories were added after the list was shown. NEW is the number of",
    "added images.",
    "",
    "Delete: the images first.",
    "  NEW  IMAGES  SIZE    REPOSITORY",
    "  1    3       1.0 GB  team/api",
    "",
    "Delete  2 repositories  3 images  1.0 GB",
    "",
  ]);
});

test("no line is wider than 80 columns, and no name is broken", () => {
  const names = Array.from({ length: 40 }, (_, index) => `team-${index}/a-service-with-quite-a-name`);
  const text = destructionText(
    environment({
      repositories: names.map((name) => repository(name)),
      registry: { scanning: { scanType: "BASIC", rules: [] }, replication: [] },
      operator: operator({ roleName: "an-operator-with-a-role-name-of-64-characters-as-aws-allows-them" }),
      ciRoles: names.map((name) => ciRole({ source: { path: name, branch: "main" } })),
    }),
    ["a-long-environment-name-registry", "a-long-environment-name-access", "a-long-environment-name-cluster"],
    ROWS,
  );
  const lines = text.split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  for (const name of names) expect(lines.some((line) => line.split(/[\s,]+/).includes(name))).toBe(true);
});

test("lists declared repositories that are not in the state, and the operator's role", () => {
  const declared = environment({ repositories: [repository("team/new")], operator: operator() });
  const text = destructionText(declared, ["test-registry", "test-access"], []);
  expect(text).toContain("Terraform's state of test-registry does not contain any repositories.\n");
  expect(text).toContain("Declared, but not in the state of test-registry, so not destroyed: team/new\n");
  expect(text).toContain("test-access also deletes the operator's role infra-operator-ecr-role. The");
});

test("lists settings of the registry that are reset", () => {
  const scanning = { scanType: "BASIC", rules: [] } as const;
  const registry = { scanning, policy: undefined, replication: [{ destinations: [{ region: "eu-central-1" }] }] };
  expect(destructionText(environment({ registry }), STACKS, []).replaceAll("\n", " ")).toContain(
    "test-registry also resets these registry settings to AWS defaults: registry.scanning, registry.replication.",
  );
});

const COPIED = environment({
  repositories: [repository("team/api"), repository("team/new")],
  registry: { replication: [] },
  regions: [{ region: "us-east-1", imports: [], registry: { scanning: { scanType: "BASIC", rules: [] } } }],
});

test("with several regions, each row has its region, and copies are told from their repositories", () => {
  const inRegion = (region: string, plan: RepositoryPlan): RepositoryPlan => ({
    ...plan,
    owned: { ...plan.owned, region },
  });
  const rows = [
    inRegion("eu-west-1", plans("team/api", images(3, GB), FULL)),
    inRegion("us-east-1", plans("team/api", images(2, GB), FULL)),
    inRegion("us-east-1", plans("team/new", images(0, 0), FULL)),
    inRegion("us-east-1", plans("team/old", images(0, 0), FULL)),
  ];
  const text = destructionText(COPIED, ["test-registry", "test-us-east-1-registry"], rows);
  expect(text.split("\n").slice(0, 10)).toEqual([
    "test: account 111122223333, eu-west-1, us-east-1",
    "",
    "REFUSED: AWS does not delete a repository that contains images. To delete the",
    "images first, add --delete-images.",
    "  IMAGES  SIZE     REGION     REPOSITORY",
    "  3       1.0 GB   eu-west-1  team/api",
    "  2       1.0 GB   us-east-1  team/api",
    "  0       0 bytes  us-east-1  team/new",
    "  0       0 bytes  us-east-1  team/old",
    "",
  ]);
  expect(text.replaceAll("\n", " ")).toContain(
    "Declared, but not in the state of test-registry or test-us-east-1-registry, so not destroyed: team/new in eu-west-1 " +
      " In the state of test-registry or test-us-east-1-registry, but no longer declared: team/old in us-east-1 ",
  );
  expect(text).toContain("test-registry also resets these registry settings to AWS defaults:\nregistry.replication.");
  expect(text.replaceAll("\n", " ")).toContain(
    "test-us-east-1-registry also resets these registry settings to AWS defaults: registry.scanning.",
  );
  const { repositories } = JSON.parse(destructionJson(COPIED, [], rows, false)) as { repositories: object[] };
  expect(repositories[1]).toMatchObject({ repositoryName: "team/api", region: "us-east-1" });
});

test("of an additional region alone, the table names it, and says that images still come", () => {
  const copy = regionalEnvironments(COPIED)[1] ?? COPIED;
  const text = destructionText(copy, ["test-us-east-1-registry"], []);
  expect(text).toContain("test/us-east-1: account 111122223333, us-east-1\n");
  expect(text).toContain("Terraform's state of test-us-east-1-registry does not contain any repositories.\n");
  expect(text.replaceAll("\n", " ")).toContain(
    "ECR continues to replicate to us-east-1 until you remove it from `regions` of test and deploy.",
  );
});

test("the lists that a refusal mentions are those of the region, if only its copies are destroyed", () => {
  const copy = regionalEnvironments(COPIED)[1] ?? COPIED;
  const refused = destructionText(copy, ["test-us-east-1-registry"], [plans("team/api", images(2, GB), FULL)]);
  const note = "The lists `removed` and `released` of a copy are under regions.us-east-1 of test.";
  expect(refused.replaceAll("\n", " ")).toContain(note);
  expect(destructionText(COPIED, [], [plans("team/api", images(2, GB), FULL)])).not.toContain("For a copy");
});

test("lists workflows that lose access to ECR", () => {
  const ciRoles = [ciRole(), ciRole({ roleName: "web", source: { path: "acme/web", branch: "main" } })];
  const text = destructionText(environment({ ciRoles }), ["test-registry", "test-access"], []);
  expect(text.replaceAll("\n", " ")).toContain(
    "test-access also deletes these CI roles, so their workflows lose access to ECR: test-github-ecr-push (acme/api), web (acme/web).",
  );
});

test("the JSON has every repository with its reason", () => {
  const { repositories, ...rest } = JSON.parse(destructionJson(environment(), STACKS, ROWS, false)) as {
    repositories: object[];
  };
  expect(rest).toEqual({
    environment: "test",
    account: "111122223333",
    region: "eu-west-1",
    stacks: STACKS,
    destroyed: false,
  });
  expect(repositories).toHaveLength(ROWS.length);
  expect(repositories[0]).toEqual({
    repositoryName: "team/api",
    region: "eu-west-1",
    images: 1200,
    bytes: 3 * GB,
    outcome: "refuse",
    reason: FULL.words,
  });
});
