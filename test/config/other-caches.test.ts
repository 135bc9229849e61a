import { registryCaches } from "../../src/model/registry-caches";
import { formatProblem } from "../../src/config/problems";
import { readAll, SOUND, text, type Files } from "../support/config";

/** A cache of `quay/`, in an environment of its own. */
const HUB: Files = {
  "environment.yaml":
    SOUND + "registry: { pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }] }\n",
  "repositories/r.yaml": "- repositoryName: hub/tool\n",
};
const ROLE =
  "{ github: { repository: acme/api }, scanning: none, repositories: [team/api], pullRepositories: [quay/] }";
const APP: Files = {
  "environment.yaml": SOUND + text(`ciRoles: [${ROLE}]`),
  "repositories/r.yaml": text(
    "- repositoryName: team/api",
    '- { repositoryName: quay/mirrored/tool, pull: ["444455556666"] }',
  ),
};

function appOf(environments: Readonly<Record<string, Files>>) {
  const result = readAll(environments).find(({ name }) => name === "app");
  if (result?.environment === undefined)
    throw new Error(result?.problems.map((each) => formatProblem(each)).join("\n"));
  return result.environment;
}

test("a role imports below the cache prefix of another environment of its registry", () => {
  const { ciRoles, ...environment } = appOf({ hub: HUB, app: APP });
  expect(ciRoles).toMatchObject([{ importRepositories: ["quay/"], createRepositories: ["quay/"] }]);
  expect(registryCaches(environment).pullThroughCache).toEqual([
    { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" },
  ]);
});

test("the order of the environments' names does not matter", () => {
  expect(appOf({ app: APP, hub: HUB }).ciRoles).toEqual(appOf({ aardvark: HUB, app: APP }).ciRoles);
});

test("so do the principals that a repository grants a pull", () => {
  const { repositories } = appOf({ hub: HUB, app: APP });
  const [cached] = repositories.filter(({ repositoryName }) => repositoryName.startsWith("quay/"));
  expect(cached?.grants?.map(({ actions }) => actions.includes("ecr:BatchImportUpstreamImage"))).toEqual([true]);
});

test.each([
  ["region", SOUND.replace("eu-west-1", "us-east-1")],
  ["account", SOUND.replace("111122223333", "999900001111")],
])("a cache in another %s grants nothing", (_what, sound) => {
  const hub = { ...HUB, "environment.yaml": String(HUB["environment.yaml"]).replace(SOUND, sound) };
  const environment = appOf({ hub, app: APP });
  expect(environment.ciRoles).toMatchObject([{ importRepositories: [], createRepositories: [] }]);
  expect(environment.otherCaches).toBeUndefined();
});

test("faulty rules in the other environment are its own problem", () => {
  const hub = { ...HUB, "environment.yaml": `${SOUND}registry: { pullThroughCache: 1 }\n` };
  expect(appOf({ hub, app: APP }).ciRoles).toMatchObject([{ importRepositories: [] }]);
});

test("policies that are too large because of another environment's caches are an error", () => {
  const names = Array.from({ length: 40 }, (_, index) => `quay/${"x".repeat(60)}/${index}`);
  const crowded = { ...APP, "environment.yaml": SOUND + text(`ciRoles: [${ROLE.replace("quay/", names.join(", "))}]`) };
  const problems = (files: Readonly<Record<string, Files>>): string[] =>
    readAll(files).flatMap(({ name, problems: found }) => (name === "app" ? found.map(({ rule }) => rule) : []));
  expect(problems({ app: crowded, hub: HUB })).toContain("ci/policy-size");
  expect(problems({ app: crowded })).not.toContain("ci/policy-size");
});
