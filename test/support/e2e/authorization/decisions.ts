import { callerOf } from "../../../../src/domain/iam/evaluation/caller";
import { requestContext } from "../../../../src/domain/iam/evaluation/context";
import { decide } from "../../../../src/domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement } from "../../../../src/domain/iam/evaluation/policy";
import { type PolicyDocument } from "../../../../src/domain/iam/policy";
import { EMULATED_ACCOUNT } from "../emulator";
import { type AuthorizedAction } from "./request";

/** Keys and roles need a policy of their own; these leave the decision to the caller's. */
const DELEGATING = statementsOf(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${EMULATED_ACCOUNT}:root` }, Action: "*" }],
  },
  "resource",
);

/** Any role of the account: identity policies do not depend on who has them. */
const CALLER = callerOf(`arn:aws:iam::${EMULATED_ACCOUNT}:role/any`);

/** Whether a role with these policies may do everything that a request consists of. Unknown facts count as no. */
export function isAllowed(actions: readonly AuthorizedAction[], identity: readonly NamedStatement[]): boolean {
  return actions.every(({ action, resource, context: present }) => {
    const context = requestContext({ present, absent: "others" });
    const request = { caller: CALLER, account: EMULATED_ACCOUNT, action, resource, context };
    const hasOwnPolicy = action.startsWith("kms:") || action.startsWith("sts:");
    return decide(request, { identity, ...(hasOwnPolicy ? { resource: DELEGATING } : {}) }).allowed === true;
  });
}

/** The statements of a policy. @throws Error if IAM would reject it */
export function statementsOf(
  document: PolicyDocument,
  side: "identity" | "resource" = "identity",
): readonly NamedStatement[] {
  const read = readPolicy(document, side);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
  return read.statements;
}
