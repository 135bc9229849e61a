import { oneOf } from "../../domain/problems/problem";
import { countText, listText } from "../../domain/text/format";
import { didYouMean } from "../../domain/text/suggestions";
import { stackKinds } from "../../model/stack-kinds";
import { type Environment } from "../../model/environment";
import {
  quotaFault,
  runnerPolicies,
  type StackPolicies,
  type RunnerPolicy,
} from "../../operations/runner-policy/runner-policies";
import { readStack } from "../../operations/runner-policy/stack";
import { requireAllRegions } from "../support/environments";
import { synthesizedStacks } from "../support/synthesis/synthesized-stacks";
import { jsonText, write } from "../support/write";
import { literalText } from "../../domain/terraform/strings";
import { printHcl } from "../../hcl/print-files";
import { type JsonObject } from "../../hcl/value";

export interface RunnerPolicyCommandOptions {
  readonly planOnly?: boolean;
  readonly output: string;
}

/** `ecr runner-policy`. @throws Error if the environment has errors or no such stack, or if a role cannot have all policies */
export async function runnerPolicyCommand(
  root: string,
  name: string,
  named: string | undefined,
  { planOnly = false, output }: RunnerPolicyCommandOptions,
): Promise<void> {
  const { environment } = requireAllRegions(root, name);
  const wanted = named === undefined ? undefined : stackNamed(environment, named);
  // Policies do not depend on paths.
  const stacks = synthesizedStacks(environment, "..")
    .filter(({ stack }) => wanted === undefined || stack.node.id === wanted)
    .map(({ stack, json }) => runnerPolicies(readStack(stack.node.id, json), { planOnly }));
  await write([output === "terraform" ? policiesTerraform(stacks) : json(stacks, wanted !== undefined)]);
  const notes = [...stacks.flatMap(notesOf), ...(planOnly && locksInS3(environment) ? [PLAN_NOTE] : [])];
  process.stderr.write(notes.map((note) => `note: ${note}\n`).join(""));
  const faults = stacks.flatMap((stack) => quotaFault(stack) ?? []);
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

/** Other backends lock without permissions in AWS. */
function locksInS3({ state }: Environment): boolean {
  return state.kind === "backend" && state.name === "s3";
}

/** The lock is a write. */
const PLAN_NOTE =
  "with these policies, run the plan without a lock: terraform plan -lock=false, or TF_CLI_ARGS_plan=-lock=false";

/** The stack's whole name, by that or by its last part. */
function stackNamed(environment: Environment, stack: string): string {
  const kinds: readonly string[] = stackKinds(environment);
  const prefix = `${environment.name}-`;
  const kind = stack.startsWith(prefix) ? stack.slice(prefix.length) : stack;
  if (kinds.includes(kind)) return `${prefix}${kind}`;
  throw new Error(
    `expected a stack of ${environment.name} (${oneOf(kinds)}), found ${JSON.stringify(stack)}.${didYouMean(kind, kinds)}`,
  );
}

function json(stacks: readonly StackPolicies[], isSingle: boolean): string {
  const policies = stacks.flatMap((stack) => stack.policies);
  const [first] = policies;
  const record =
    isSingle && policies.length === 1
      ? first?.document
      : Object.fromEntries(policies.map(({ name, document }) => [name, document]));
  return jsonText(record);
}

function notesOf({ stack, policies, folded }: StackPolicies): string[] {
  const ofRoles = policies.flatMap(({ name, role }) =>
    role === undefined ? [] : [`${name} is for ${role}, which Terraform assumes`],
  );
  const patterns = folded.map((arn) => arn.replace(/^.*:repository\//, ""));
  return [
    ...(policies.length === 0 ? [`${stack} does not need any permissions in AWS`] : []),
    ...ofRoles,
    ...(patterns.length === 0
      ? []
      : [
          `${stack}: the policies cannot list every repository within IAM's size limits, so they use ${countText(patterns.length, "pattern")}: ${listText(patterns)}. ${patterns.length === 1 ? "This pattern also matches" : "These patterns also match"} other repositories`,
        ]),
  ];
}

/** First part of the policies' names in IAM. */
const NAME_PREFIX = "terraform-";

/** The policies as Terraform resources, to attach to the role where that is declared. */
export function policiesTerraform(stacks: readonly StackPolicies[]): string {
  const policies = stacks.flatMap((stack) => stack.policies);
  const comments = new Map(policies.map((policy) => [`aws_iam_policy.${policy.name}`, comment(policy)]));
  const resources: JsonObject = Object.fromEntries(policies.map((policy) => [policy.name, body(policy)]));
  const document: JsonObject = policies.length === 0 ? {} : { resource: { aws_iam_policy: resources } };
  return printHcl(document, { comment: ({ address }) => comments.get(address) });
}

function comment({ stack, role, size }: RunnerPolicy): string {
  const holder = role ?? "the role that runs Terraform";
  return `Stack ${stack}, for ${holder}: ${size.toLocaleString("en-US")} of 6,144 characters.`;
}

function body({ name, stack, document }: RunnerPolicy): JsonObject {
  return {
    name: `${NAME_PREFIX}${name}`,
    description: `What Terraform needs for the stack ${stack}`,
    // JSON is HCL's syntax of objects too.
    policy: `\${jsonencode(${literalText(JSON.stringify(document))})}`,
  };
}
