import { error, type Problem } from "../../domain/problems/problem";
import { deployCommand, type OwnershipFacts, type Owner } from "./steps";

/** Problems that prevent a change of owner, or would give the repository two owners. */
export function checkHandover(to: Owner, facts: OwnershipFacts): Problem[] {
  const { repositoryName: name, environment, exists, managedBy, inState, declared } = facts;
  if (!exists) {
    const message = `${name} does not exist in AWS, so there is nothing to hand over. ${to === "operator" ? "Write a manifest for it" : "Declare it"} instead`;
    return [error("handover/missing", ["repository"], message)];
  }
  const problems: Problem[] = [];
  if (managedBy !== undefined && inState.length > 0) {
    const fix =
      to === "operator"
        ? `remove "${managedBy}" from operator.manages. Run ${deployCommand(facts)} to remove the repository from the state, then add the entry again`
        : `remove "${managedBy}" from operator.manages`;
    const message = `${name} has two owners: Terraform's state contains ${inState.join(", ")}, and operator.manages contains "${managedBy}". To fix this, ${fix}`;
    problems.push(error("handover/two-owners", ["repository"], message));
  }
  if (to === "operator" && !declared && managedBy === undefined && inState.length === 0 && !facts.removed) {
    const message = `Terraform does not own ${name}: the repository is neither declared in ${environment} nor contained in its state. If the repository does not have an owner yet, add it to operator.manages and write its manifest`;
    problems.push(error("handover/not-owned", ["repository"], message));
  }
  return problems;
}
