import { MANAGED_POLICY_QUOTA } from "../../../src/domain/iam/managed-policies";
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
