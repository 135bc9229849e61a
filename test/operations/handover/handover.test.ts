import { consequencesOfGiving, consequencesOfTaking } from "../../../src/operations/handover/consequences";
import { checkHandover } from "../../../src/operations/handover/refusals";
import { handoverSteps, type Owner, type OwnershipFacts } from "../../../src/operations/handover/steps";

/** A repository that Terraform owns, to change parts of. */
function facts(parts: Partial<OwnershipFacts> = {}): OwnershipFacts {
  return {
    environment: "dev",
    stacks: ["dev-registry"],
    repositoryName: "team/api",
    declared: true,
    removed: false,
    imported: false,
    inState: ["aws_ecr_repository.team_api"],
    isManaged: parts.inState === undefined || parts.inState.length > 0,
    exists: true,
    roleMayChange: false,
    manifestFile: "handover/dev/team-api.yaml",
    manifest: { name: "team-api", namespace: "default" },
    operator: { namespace: "infra-operator", deployment: "operator" },
    ...parts,
  };
}

const next = (to: Owner, parts: Partial<OwnershipFacts>): string | undefined =>
  handoverSteps(to, facts(parts)).find(({ state }) => state === "next")?.id;

describe("the steps", () => {
  const undeclared = { declared: false, removed: true };
  const forgotten = { ...undeclared, inState: [] };
  const given = { ...forgotten, managedBy: "team/api" };

  test.each([
    ["nothing is done", {}, "undeclare"],
    ["the entry is gone, but nothing keeps Terraform from deleting", { declared: false }, "undeclare"],
    ["a run was killed before the entry went", { removed: true }, "undeclare"],
    ["it is let go of, and not deployed", undeclared, "deploy-registry"],
    ["Terraform has forgotten it", forgotten, "assign"],
    ["removed was cleared since", { ...forgotten, removed: false }, "assign"],
    ["the operator may have it, and the role not yet", given, "deploy-access"],
    ["the role reaches it", { ...given, roleMayChange: true }, "apply"],
    ["the role reaches it too early", { roleMayChange: true }, "undeclare"],
  ])("to the operator, when %s", (_, parts, step) => {
    expect(next("operator", parts)).toBe(step);
  });

  test.each([
    ["nothing is done", { ...given, roleMayChange: true }, "unassign"],
    ["it is not deployed", { ...forgotten, roleMayChange: true }, "deploy-access"],
    ["the role has lost it", forgotten, "declare"],
    ["it is declared, and would be made anew", { inState: [] }, "declare"],
    ["a run was killed once it had declared it", { removed: true, inState: [] }, "declare"],
    ["a run was killed that was to let go of it", { removed: true }, "declare"],
    ["it is declared, to be imported", { inState: [], imported: true }, "deploy-registry"],
    ["Terraform has it", { imported: true }, "cleanup"],
    ["all is done", {}, undefined],
  ])("to Terraform, when %s", (_, parts, step) => {
    expect(next("terraform", parts)).toBe(step);
  });

  test("what comes after the next step is later, whatever is done of it", () => {
    const states = handoverSteps("operator", facts({ managedBy: "team/", roleMayChange: true })).map(
      ({ state }) => state,
    );
    expect(states).toEqual(["next", "later", "later", "later", "later"]);
  });

  test("the manifest is deleted with the operator at rest, its finalizer first", () => {
    const declare = handoverSteps("terraform", facts(forgotten)).find(({ id }) => id === "declare");
    expect(declare?.commands).toEqual([
      "kubectl scale deployment/operator --namespace infra-operator --replicas 0",
      `kubectl patch ecrrepository team-api --namespace default --type merge --patch '{"metadata":{"finalizers":[]}}'`,
      "kubectl delete ecrrepository team-api --namespace default",
      "kubectl scale deployment/operator --namespace infra-operator --replicas 1",
    ]);
  });
});

describe("a change of owner is refused", () => {
  test.each([
    [
      "operator",
      { exists: false },
      "team/api does not exist in AWS, so there is nothing to hand over. Write a manifest for it",
    ],
    [
      "terraform",
      { exists: false },
      "team/api does not exist in AWS, so there is nothing to hand over. Declare it instead",
    ],
    [
      "operator",
      { managedBy: "team/" },
      `team/api has two owners: Terraform's state contains aws_ecr_repository.team_api, and operator.manages contains "team/". To fix this, remove "team/" from operator.manages. Run npx cdktf deploy dev-registry to remove the repository from the state, then add the entry again`,
    ],
    ["terraform", { managedBy: "team/" }, `To fix this, remove "team/" from operator.manages`],
    [
      "operator",
      { declared: false, inState: [] },
      "Terraform does not own team/api: the repository is neither declared in dev nor",
    ],
  ] as const)("to %s, with %j", (to, parts, message) => {
    expect(checkHandover(to, facts(parts)).map((problem) => problem.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test("and is not, on any step of its way", () => {
    expect(checkHandover("operator", facts())).toEqual([]);
    expect(checkHandover("operator", facts({ declared: false, removed: true, inState: [] }))).toEqual([]);
    expect(checkHandover("operator", facts({ declared: false, inState: [], managedBy: "team/api" }))).toEqual([]);
    expect(checkHandover("terraform", facts({ declared: false, inState: [] }))).toEqual([]);
  });
});

test("what is different under the operator is deletion before all else, and what its manifest can not say", () => {
  const [deletion, ...others] = consequencesOfGiving(false, ["imageTagMutability: x"]);
  expect(deletion).toMatch(
    /^If you delete the manifest, the operator tries to delete .* even Retain\. The role does not allow this/,
  );
  expect(others.at(-1)).toBe("imageTagMutability: x");
  expect(consequencesOfGiving(true, [])[0]).toContain("The role allows this (operator.allowDelete: true).");
});

test("what is different on the way back is what deleting a manifest does", () => {
  expect(consequencesOfTaking("docs/handover.md").join("\n")).toMatch(/even with Retain.*\n.*finalizer/);
});
