import { error, type Problem } from "../../domain/problems/problem";
import { type OwnershipFacts, type Owner } from "./steps";

/** What makes a change of owner impossible, or would give the repository two owners. */
export function checkHandover(to: Owner, facts: OwnershipFacts): Problem[] {
  const { repositoryName: name, environment, exists, managedBy, inState, declared } = facts;
  if (!exists) {
    const message = `AWS has no repository ${name}: there is nothing to hand over. ${to === "operator" ? "Write it as a manifest" : "Declare it"} instead`;
    return [error("handover/missing", ["repository"], message)];
  }
  const problems: Problem[] = [];
  if (managedBy !== undefined && inState.length > 0) {
    const way =
      to === "operator"
        ? `take "${managedBy}" out of operator.manages until npx cdktf deploy ${environment}-registry has let go of it`
        : `take "${managedBy}" out of operator.manages`;
    const message = `${name} has two owners: Terraform's state has ${inState.join(", ")}, and operator.manages has "${managedBy}". At once ${way}`;
    problems.push(error("handover/two-owners", ["repository"], message));
  }
  if (to === "operator" && !declared && managedBy === undefined && inState.length === 0 && !facts.removed) {
    const message = `Terraform does not own ${name}: it is neither declared in ${environment} nor in its state. For a repository that nobody owns yet, name it under operator.manages and write its manifest`;
    problems.push(error("handover/not-owned", ["repository"], message));
  }
  return problems;
}
