import { registryParts, registryStackName } from "../../src/model/registry-parts";
import { stackKinds } from "../../src/model/stack-kinds";
import { environment, repository } from "../support/environment";

const GROUPS = [
  { name: "payments", match: ["payments/*"] },
  { name: "search", match: ["search/*", "index"] },
];

test("each group has a stack; other repositories and the registry's settings stay in the first", () => {
  const grouped = environment({
    groups: GROUPS,
    repositories: ["payments/api", "search/web", "index", "other"].map((name) => repository(name)),
    removed: ["payments/old", "old"],
    released: ["search/web"],
    imports: [{ repositoryName: "index", without: [] }],
    registry: { policy: { Version: "2012-10-17", Statement: [] } },
  });
  const parts = registryParts(grouped).map(
    ({ kind, environment: { repositories, removed, released, imports, registry } }) => ({
      kind,
      repositories: repositories.map(({ repositoryName }) => repositoryName),
      ...{ removed, released, imports: imports.map(({ repositoryName }) => repositoryName) },
      registry: registry !== undefined,
    }),
  );
  expect(parts).toEqual([
    { kind: "registry", repositories: ["other"], removed: ["old"], released: [], imports: [], registry: true },
    {
      ...{ kind: "registry-payments", repositories: ["payments/api"], removed: ["payments/old"] },
      ...{ released: [], imports: [], registry: false },
    },
    {
      ...{ kind: "registry-search", repositories: ["search/web", "index"], removed: [] },
      ...{ released: ["search/web"], imports: ["index"], registry: false },
    },
  ]);
  expect(registryStackName(grouped, "payments/new")).toBe("test-registry-payments");
});

test("a stack that repositories leave exists until they have left, even without its group", () => {
  const moved = environment({
    groups: GROUPS.slice(0, 1),
    repositories: [repository("payments/api", { deletionPolicy: "Retain" })],
    released: ["payments/api"],
    imports: [{ repositoryName: "payments/api", without: [], fromStack: "registry-shop" }],
  });
  expect(stackKinds(moved)).toEqual(["registry", "registry-payments", "registry-shop"]);
  expect(registryParts(moved).map(({ leaving, environment: { released } }) => [leaving.length, released])).toEqual([
    [0, []],
    [0, ["payments/api"]],
    [1, ["payments/api"]],
  ]);
});

test("an environment without groups is its only part", () => {
  const whole = environment({ repositories: [repository("team/api")] });
  expect(registryParts(whole)).toEqual([{ kind: "registry", environment: whole, leaving: [] }]);
});
