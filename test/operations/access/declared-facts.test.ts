import { declaredFacts, declaredRoles } from "../../../src/operations/access/declared-facts";
import { ciRole, environment, repository } from "../../support/environment";
import { answersOf, reasonsOf } from "../../support/operations/access";

test("the policy of a CI role has the name that Terraform gives it", () => {
  const names = (["push", "pull", "scan", undefined] as const).map((access) => {
    const [role] = declaredRoles(environment({ ciRoles: [ciRole(access === undefined ? {} : { access })] }));
    return role?.policies?.map(({ name }) => name);
  });
  expect(names).toEqual([["push"], ["pull"], ["scan"], ["push"]]);
});

describe("the roles of workloads", () => {
  const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
  const roleOf = { roleName: "nodes", repositories: ["team/"] } as const;
  const facts = declaredFacts(
    environment({
      repositories: [repository("team/api"), repository("web")],
      workloadRoles: [
        { ...roleOf, trust: { kind: "nodes" }, path: "/eks/" },
        { ...roleOf, roleName: "a", trust: { kind: "existing", roles: ["shared"] } },
        { ...roleOf, roleName: "b", trust: { kind: "existing", roles: ["shared"] }, access: "push" },
        { ...roleOf, roleName: "c", trust: { kind: "existing", roles: ["puller"] } },
      ],
    }),
  );

  test("are principals with what their policies allow", () => {
    expect(facts.roles.map(({ purpose, policies }) => [purpose, policies?.map(({ name }) => name)])).toEqual([
      ["role of nodes", ["nodes"]],
      ["existing role", ["a", "b"]],
      ["existing role", ["c"]],
    ]);
    expect(answersOf(facts, arn("eks/nodes"))).toBe("allowed denied denied denied");
    expect(reasonsOf(facts, arn("eks/nodes"))).toEqual(["pull: policy nodes, statement Pull"]);
  });

  test("an existing role has what is attached, and perhaps more by its other policies", () => {
    expect(answersOf(facts, arn("shared"))).toBe("allowed allowed depends depends");
    expect(answersOf(facts, arn("puller"))).toBe("allowed depends depends depends");
    expect(reasonsOf(facts, arn("puller"))).toEqual([
      "pull: policy c, statement Pull",
      "push, delete images, change policy: if its own IAM policies allow it",
    ]);
  });
});
