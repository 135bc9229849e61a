import { listOf, type PolicyStatement } from "../../../src/domain/iam/policy";
import { type Environment } from "../../../src/model/environment";
import { runnerPolicies, type StackPolicies } from "../../../src/operations/runner-policy/runner-policies";
import { readStack } from "../../../src/operations/runner-policy/stack";
import { addStacks } from "../../../stacks/add-stacks";
import { environment } from "../environment";
import { synthesize } from "../synthesize";

/** The policies for a stack of an environment, which is synthesized. */
export function policiesOf(parts: Partial<Environment>, kind = "registry", planOnly = false): StackPolicies {
  const stacks = synthesize((app) => {
    addStacks(app, { environment: environment(parts), projectFolder: ".." });
  });
  return runnerPolicies(readStack(`test-${kind}`, { ...stacks[`test-${kind}`] }), { planOnly });
}

/** The statements by Sid. @param role that has them. @default - the role that runs Terraform */
export function statements({ policies }: StackPolicies, role?: string): Map<string, PolicyStatement> {
  const own = policies.filter((policy) => policy.role === role);
  return new Map(own.flatMap(({ document }) => document.Statement.map((it) => [it.Sid ?? "", it] as const)));
}

/** Names of the repositories that a statement is about. */
export function namesIn(statement: PolicyStatement | undefined): string[] {
  return listOf(statement?.Resource).map((arn) => arn.replace(/^.*:repository\//, ""));
}
