import { error, quoteValue, type Path, type Problem } from "../domain/problems/problem";
import { NO_POLICY, writtenPolicySchema } from "../domain/repository/policy-schema";
import { type WrittenSettings } from "../domain/repository/schema";
import { located, type LocatedProblem } from "./problems";
import { lifecyclePolicyInForm } from "./read-policy/forms";
import { checkPolicyName } from "./read-policy/named-lifecycle-policies";
import { lifecyclePolicyOfText, repositoryPolicyOf } from "./read-policy/values";
import { type RepositoryContext, type Resolved } from "./resolve-repositories";
import { type SourceDocument } from "./source/source";

/** Resolves the policies of repositories and of their defaults. */
export class PolicyResolver {
  /** @param problems the list to which problems are added */
  constructor(
    private readonly context: Pick<RepositoryContext, "policies" | "policiesKnown" | "policyPlace">,
    private readonly problems: LocatedProblem[],
  ) {}

  lifecyclePolicy(document: SourceDocument, choice: WrittenSettings["lifecyclePolicy"], at: Path, base: Resolved) {
    if (choice === undefined)
      return { lifecyclePolicy: base.lifecyclePolicy, lifecyclePolicyName: base.lifecyclePolicyName };
    if (choice === NO_POLICY) return { lifecyclePolicy: undefined, lifecyclePolicyName: undefined };
    if (typeof choice === "string" && !choice.trimStart().startsWith("{")) return this.named(document, choice, at);
    const { policy, problems } =
      typeof choice === "string"
        ? lifecyclePolicyOfText(document, at, choice)
        : lifecyclePolicyInForm(document, at, choice, writtenPolicySchema);
    this.problems.push(...problems);
    return { lifecyclePolicy: policy, lifecyclePolicyName: undefined };
  }

  private named(document: SourceDocument, name: string, at: Path) {
    const { policies, policiesKnown } = this.context;
    if (policiesKnown) this.report(document, at, checkPolicyName(name, policies));
    return { lifecyclePolicy: policies.byName.get(name), lifecyclePolicyName: name };
  }

  repositoryPolicy(document: SourceDocument, choice: WrittenSettings["repositoryPolicy"], at: Path, base: Resolved) {
    if (choice === undefined) return { repositoryPolicy: base.repositoryPolicy };
    if (choice === NO_POLICY) return { repositoryPolicy: undefined };
    if (typeof choice === "string" && !choice.trimStart().startsWith("{")) {
      const message = `expected a policy document, its JSON text or ${NO_POLICY}, found ${quoteValue(choice)}`;
      this.report(document, at, [error("repository/repository-policy", [], message)]);
      return { repositoryPolicy: undefined };
    }
    const { policy, problems } = repositoryPolicyOf(document, at, choice, this.context.policyPlace());
    this.problems.push(...problems);
    return { repositoryPolicy: policy };
  }

  private report(document: SourceDocument, at: Path, problems: readonly Problem[]): void {
    this.problems.push(...located(document, at, problems));
  }
}
