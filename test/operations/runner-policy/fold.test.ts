import { MANAGED_POLICY_QUOTA, packPolicies } from "../../../src/domain/iam/managed-policies";
import { foldRepositories, type Listing } from "../../../src/operations/runner-policy/fold";
import { quotaFault } from "../../../src/operations/runner-policy/runner-policies";
import { repository } from "../../support/environment";
import { namesIn, policiesOf, statements } from "../../support/operations/runner-policy";

test("few repositories are listed one by one, in several policies if necessary", () => {
  const repositories = Array.from({ length: 60 }, (_, index) =>
    repository(`team/service-${index}`, { deletionPolicy: "Delete" }),
  );
  const { policies, folded } = policiesOf({ repositories });
  expect(folded).toEqual([]);
  expect(policies.map(({ name }) => name)).toEqual(["test-registry", "test-registry-2", "test-registry-3"]);
  expect(policies.every(({ size }) => size <= MANAGED_POLICY_QUOTA.characters)).toBe(true);
});

test("many are folded to their namespaces, and a pattern for deletions covers nothing that is retained", () => {
  const repositories = Array.from({ length: 1000 }, (_, index) =>
    repository(`${index % 2 === 0 ? "apps" : "base"}/group-${index % 7}/service-${index}`, {
      deletionPolicy: index === 1 ? "Retain" : "Delete",
    }),
  );
  const { policies, folded, ...rest } = policiesOf({ repositories });
  expect(policies.length).toBeLessThanOrEqual(3);
  expect(folded).toContain("arn:aws:ecr:eu-west-1:111122223333:repository/apps/group-0/*");
  const all = statements({ ...rest, policies, folded });
  const deletable = policies.flatMap(({ document }) =>
    document.Statement.filter(({ Sid }) => Sid === "DeleteRepositories").flatMap(namesIn),
  );
  expect(namesIn(all.get("ReadRepositories"))).toContain("base/group-1/*");
  expect(deletable).not.toContain("base/group-1/*");
  expect(deletable).not.toContain("base/group-1/service-1");
  expect(deletable).toContain("base/group-1/service-15");
});

const arn = (name: string): string => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;
const listing = (Sid: string, names: readonly string[]): Listing => ({
  ...{ Sid, Effect: "Allow", Action: "ecr:DescribeRepositories" },
  Resource: names.map(arn),
});
const never = (): boolean => false;

test("a pattern is as narrow as possible, also if the statements fit with none", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `team/service-${String(index)}/with-a-long-name`);
  const deletable = names.filter((_, index) => index % 2 === 0);
  const folded = foldRepositories([listing("Read", names), listing("Delete", deletable)], never);
  expect(folded.map(({ Resource }) => Resource.length)).toEqual([1, 1500]);
  expect(namesIn(folded[0])).toEqual(["team/*"]);
  const policies = packPolicies(folded).map((document) => ({ name: "", stack: "prod", document, size: 0 }));
  expect(quotaFault({ stack: "prod", policies, folded: [] })).toBe(
    `prod: expected at most 10 policies, the limit for a role, found ${String(policies.length)}. Delete lists 1,500 names, because retained repositories are in the same namespaces. Declare repositories that may be deleted under a separate prefix, remove the statement, or request a higher quota`,
  );
});

test("statements are folded one after the other, and no further than needed", () => {
  const names = ["a/b/1", "a/b/2", "a/c/3", "a/c/4"];
  const fits = (most: number) => (statements: readonly Listing[]) =>
    statements.reduce((sum, { Resource }) => sum + Resource.length, 0) <= most;
  const folded = (most: number): string[][] =>
    foldRepositories([listing("Read", names), listing("Update", names)], fits(most)).map(namesIn);
  expect(folded(6)).toEqual([["a/b/*", "a/c/*"], names]);
  expect(folded(4)).toEqual([
    ["a/b/*", "a/c/*"],
    ["a/b/*", "a/c/*"],
  ]);
  expect(folded(3)).toEqual([["a/*"], ["a/b/*", "a/c/*"]]);
});

test("names without a namespace are folded to what they have in common", () => {
  const folded = foldRepositories([listing("Read", ["svc-1", "svc-2/a", "svc-3"])], never);
  expect(folded.map(namesIn)).toEqual([["svc-*"]]);
});

test("what may be deleted together stays a pattern when its parent may not", () => {
  const deletable = ["a/b/1", "a/b/2", "a/c/3"];
  const folded = foldRepositories([listing("Read", [...deletable, "a/c/4"]), listing("Delete", deletable)], never);
  expect(folded.map(namesIn)).toEqual([["a/*"], ["a/b/*", "a/c/3"]]);
});
