import { literalText } from "../../domain/terraform/strings";
import { printHcl } from "../../hcl/print-files";
import { type JsonObject } from "../../hcl/value";
import { type RunnerPolicy, type StackPolicies } from "../../operations/runner-policy/runner-policies";

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
  return `For ${holder}, in the stack ${stack}. ${size.toLocaleString("en-US")} of 6,144 characters.`;
}

function body({ name, stack, document }: RunnerPolicy): JsonObject {
  return {
    name: `${NAME_PREFIX}${name}`,
    description: `What Terraform needs for the stack ${stack}`,
    // JSON is HCL's syntax of objects too.
    policy: `\${jsonencode(${literalText(JSON.stringify(document))})}`,
  };
}
