import { callerOf } from "../../../../src/domain/iam/evaluation/caller";
import { requestContext, type RequestContext } from "../../../../src/domain/iam/evaluation/context";
import { decide } from "../../../../src/domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement, type PolicySide } from "../../../../src/domain/iam/evaluation/policy";
import { evaluate, type Answer } from "../../../support/evaluate";
import { type Case } from "./generated-cases";

/** What the library that serves as oracle answers. @throws Error where it takes a policy to have faults */
export function oracleAnswer({ identity, boundary, resourcePolicy, ...request }: Case): Promise<Answer> {
  return evaluate(request, { identity, boundary, resource: resourcePolicy });
}

/** What this project answers; `context` is that of the case, which has all keys that the request has, unless it is given. */
export function ownAnswer(of: Case, context?: RequestContext): Answer | "Unclear" {
  const { allowed, denials } = decide(
    {
      caller: callerOf(of.principal),
      action: of.action,
      resource: of.resource,
      account: of.account,
      context: context ?? requestContext({ present: of.context, absent: "others" }),
    },
    {
      identity: of.identity.flatMap((document) => statements(document, "identity")),
      boundary: of.boundary && statements(of.boundary, "identity"),
      resource: of.resourcePolicy && statements(of.resourcePolicy, "resource"),
    },
  );
  if (typeof allowed !== "boolean") return "Unclear";
  if (allowed) return "Allowed";
  return denials.some(({ statement }) => statement !== undefined) ? "ExplicitlyDenied" : "ImplicitlyDenied";
}

function statements(document: unknown, kind: PolicySide): readonly NamedStatement[] {
  const read = readPolicy(document, kind);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.statements;
}
