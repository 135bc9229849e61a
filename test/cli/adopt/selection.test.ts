import { select } from "../../../src/cli/adopt/selection";
import { environment, operator, repository } from "../../support/environment";

const OURS = environment({
  repositories: [repository("team/api")],
  removed: ["team/old"],
  released: ["team/going"],
  operator: operator({ manages: ["sandbox/"] }),
});
const NEIGHBOUR = environment({
  name: "other",
  repositories: [repository("shared/base")],
  operator: operator({ manages: ["play/"] }),
});

function why(names: readonly string[], patterns: readonly string[] = []): Record<string, string> {
  const { taken, skipped } = select(names, OURS, [NEIGHBOUR], patterns);
  return Object.fromEntries([
    ...taken.map((name) => [name, "taken"] as const),
    ...skipped.map(({ repositoryName, by, reason }) => [repositoryName, `${by}: ${reason}`] as const),
  ]);
}

test("what nobody owns is taken, and every owner is named", () => {
  expect(why(["team/api", "team/new", "team/old", "team/going", "sandbox/x", "shared/base", "play/y"])).toEqual({
    "team/new": "taken",
    "team/api": "declared: is already declared",
    "team/old": "removed: is listed under removed. Remove it from the list, deploy, and adopt again",
    "team/going": "released: is listed under released, and will be deleted. Remove it from the list, and adopt again",
    "sandbox/x": "operator: belongs to the operator (operator.manages)",
    "shared/base": "environment: is declared by other",
    "play/y": "environment: belongs to the operator of other (operator.manages)",
  });
});

test("an environment of another account or region owns nothing here", () => {
  const elsewhere = { ...NEIGHBOUR, location: { account: "111122223333", region: "us-east-1" } };
  expect(select(["shared/base"], OURS, [elsewhere], []).taken).toEqual(["shared/base"]);
});

test("of names that are one in Terraform the first is taken, and a declared one goes before all", () => {
  expect(why(["new/a", "new_a", "team_api"])).toEqual({
    "new/a": "taken",
    new_a: 'name: would have the same Terraform name as "new/a" (new_a), so it cannot be declared',
    team_api: 'name: would have the same Terraform name as "team/api" (team_api), so it cannot be declared',
  });
});

test("patterns match whole names, slashes too, and other signs as they are", () => {
  const names = ["a/b/c", "a.b", "axb", "xa/b"];
  expect(select(names, OURS, [], ["a/*", "a.b"]).taken).toEqual(["a/b/c", "a.b"]);
  expect(select(names, OURS, [], ["a?b"]).taken).toEqual(["a.b", "axb"]);
});

/** A regular expression would try the stars' places in all ways: this would not end. */
test("a pattern of many stars is matched at once", () => {
  const name = "a".repeat(256);
  expect(select([name], OURS, [], [`${"*a".repeat(100)}*b`]).taken).toEqual([]);
  expect(select([name], OURS, [], [`${"*a".repeat(100)}*`]).taken).toEqual([name]);
});
