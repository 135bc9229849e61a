import { z } from "zod";
import { listOf, type PolicyStatement } from "../policy";
import { error, type Path, type Problem } from "../../problems/problem";
import { formatError } from "../../problems/schema-messages";
import { parse } from "../../problems/schema-problems";

/** Whether a policy is attached to a principal or to a resource. */
export type PolicySide = "identity" | "resource";

/** A statement for the evaluation. */
export interface NamedStatement {
  /** Policy and statement, for messages: `ci, statement Push`. */
  readonly name: string;
  /** Whether the policy's version supports variables. */
  readonly variables: boolean;
  readonly statement: PolicyStatement;
}

/** A policy's statements, or the problems of the document. */
export type ReadPolicy =
  | { readonly ok: true; readonly statements: readonly NamedStatement[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const texts = z.union([z.string(), z.array(z.string())]);
const ACTION = /^(\*|[A-Za-z0-9-]+:.*)$/;
const action = z.string().regex(ACTION, { error: formatError('"*" or an action such as "ecr:PutImage"') });
const actions = z.union([action, z.array(action)]);
const kinds = z.strictObject({
  AWS: texts.optional(),
  Service: texts.optional(),
  Federated: texts.optional(),
  CanonicalUser: texts.optional(),
});
const principal = z.union([z.literal("*"), kinds]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: actions.optional(),
  NotAction: actions.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});

const policySchema = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(statementSchema), statementSchema]),
});

/**
 * The statements of a policy document, or every problem for which IAM would reject it.
 * @param name of the policy. @default - no name, as for a resource's policy
 */
export function readPolicy(document: unknown, kind: PolicySide, name?: string): ReadPolicy {
  const parsed = parse("iam-policy", policySchema, document);
  if (!parsed.ok) return parsed;
  const statements: readonly PolicyStatement[] = listOf(parsed.value.Statement);
  const problems = statements.flatMap((statement, index) => checkElements(statement, kind, ["Statement", index]));
  if (problems.length > 0) return { ok: false, problems };
  const variables = parsed.value.Version === "2012-10-17";
  const named = statements.map((statement, index) => {
    const own = `statement ${statement.Sid ?? `number ${index + 1}`}`;
    return { name: name === undefined ? own : `${name}, ${own}`, variables, statement };
  });
  return { ok: true, statements: named };
}

function checkElements(statement: PolicyStatement, kind: PolicySide, at: Path): Problem[] {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  const count = (...elements: readonly unknown[]): number => elements.filter((element) => element !== undefined).length;
  const [actionCount, resourceCount, principalCount] = [
    count(Action, NotAction),
    count(Resource, NotResource),
    count(Principal, NotPrincipal),
  ];
  const found = (elements: number): string => `found ${elements === 0 ? "neither" : "both"}`;
  const faults: [boolean, string][] = [
    [actionCount !== 1, `expected either Action or NotAction, ${found(actionCount)}`],
    [resourceCount > 1, "expected either Resource or NotResource, found both"],
    [kind === "identity" && resourceCount === 0, "expected either Resource or NotResource, found neither"],
    [
      kind === "identity" && principalCount > 0,
      "an identity policy cannot contain Principal or NotPrincipal. Remove the element",
    ],
    [
      kind === "resource" && principalCount !== 1,
      `expected either Principal or NotPrincipal, ${found(principalCount)}`,
    ],
  ];
  return faults.flatMap(([isFault, message]) => (isFault ? [error("iam-policy/elements", at, message)] : []));
}
