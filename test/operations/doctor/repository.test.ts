import { isCovered } from "../../../src/domain/operator/manages";
import { diagnoseRepositories, type RepositoriesFacts } from "../../../src/operations/doctor/repository";

const facts = (existing: readonly string[], parts: Partial<RepositoriesFacts> = {}): RepositoriesFacts => ({
  environment: "dev",
  stackOf: (name) => (name.startsWith("payments/") ? "dev-registry-payments" : "dev-registry"),
  location: { account: "111122223333", region: "eu-west-1" },
  declared: ["team/api", "team/web"],
  manages: ["sandbox/", "playground"],
  existing: new Set(existing),
  ...parts,
});

test("where nothing is deployed, that is one cause", () => {
  expect(diagnoseRepositories(["team/api", "team/web"], facts([]))).toMatchObject([
    {
      id: "repository/not-deployed",
      verdict: "cause",
      evidence: "none of the 2 declared repositories exists in account 111122223333, eu-west-1: team/api, team/web",
      fix: "npx cdktf deploy dev-registry",
    },
  ]);
});

test("where some are, each that is not is a cause", () => {
  const found = diagnoseRepositories(["team/api", "team/web"], facts(["team/web"]));
  expect(found.map(({ id, about, verdict }) => [id, about, verdict])).toEqual([
    ["repository/not-deployed", "team/api", "cause"],
    ["repository/exists", "team/web", "ok"],
  ]);
});

test.each([
  ["team/api", "it exists in account 111122223333, eu-west-1 and is declared"],
  ["sandbox/x", "it exists in account 111122223333, eu-west-1 and belongs to the operator"],
  ["legacy", "it exists in account 111122223333, eu-west-1 and is not declared"],
])("%s is there, and whose it is", (name, evidence) => {
  expect(diagnoseRepositories([name], facts([name]))).toMatchObject([{ verdict: "ok", about: name, evidence }]);
});

test("an entry with a slash at its end is a prefix, any other an exact name", () => {
  expect(["sandbox/x", "playground"].map((name) => isCovered(name, ["sandbox/", "playground"]))).toEqual([true, true]);
  expect(["sandbox", "playground/x"].map((name) => isCovered(name, ["sandbox/", "playground"]))).toEqual([
    false,
    false,
  ]);
});
