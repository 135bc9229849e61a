import { z } from "zod";
import { type PolicyStatement } from "../policy";
import { error, type Path, type Problem } from "../../problems/problem";
import { parse } from "../../problems/schema-problems";

/** What a policy is attached to: somebody whose rights it says, or something whose users it says. */
export type PolicySide = "identity" | "resource";

/** A statement as the evaluation takes it. */
export interface NamedStatement {
  /** Its policy and it, as people read them: `ci, statement Push`. */
  readonly name: string;
  /** Whether the version of its policy has variables. */
  readonly variables: boolean;
  readonly statement: PolicyStatement;
}

/** A policy's statements, or why it is none. */
export type ReadPolicy =
  | { readonly ok: true; readonly statements: readonly NamedStatement[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const texts = z.union([z.string(), z.array(z.string())]);
const ACTION = /^(\*|[A-Za-z0-9-]+:.*)$/;
const action = z.string().regex(ACTION, { error: "an action is * or service:Name, where the name may have wildcards" });
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

type Checked = z.output<typeof policySchema>;

/**
 * The statements of a document as AWS has it: every problem that keeps IAM from taking it, or all of its statements.
 * @param name of the policy. @default - it has none, like that of a resource
 */
export function readPolicy(document: unknown, kind: PolicySide, name?: string): ReadPolicy {
  const parsed = parse("iam-policy", policySchema, document);
  if (!parsed.ok) return parsed;
  const statements = statementsOf(parsed.value);
  const problems = statements.flatMap((statement, index) => checkElements(statement, kind, ["Statement", index]));
  if (problems.length > 0) return { ok: false, problems };
  const variables = parsed.value.Version === "2012-10-17";
  const named = statements.map((statement, index) => {
    const own = `statement ${statement.Sid ?? `number ${index + 1}`}`;
    return { name: name === undefined ? own : `${name}, ${own}`, variables, statement };
  });
  return { ok: true, statements: named };
}

function statementsOf({ Statement }: Checked): readonly PolicyStatement[] {
  return Array.isArray(Statement) ? Statement : [Statement];
}

function checkElements(statement: PolicyStatement, kind: PolicySide, at: Path): Problem[] {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  const count = (...elements: readonly unknown[]): number => elements.filter((each) => each !== undefined).length;
  const faults: [boolean, string][] = [
    [count(Action, NotAction) !== 1, "one of Action and NotAction has to be there, and not both"],
    [count(Resource, NotResource) > 1, "Resource and NotResource can not both be there"],
    [kind === "identity" && count(Resource, NotResource) === 0, "Resource or NotResource has to be there"],
    [
      kind === "identity" && count(Principal, NotPrincipal) > 0,
      "a policy of a user or role is about who has it; take Principal and NotPrincipal out",
    ],
    [
      kind === "resource" && count(Principal, NotPrincipal) !== 1,
      "one of Principal and NotPrincipal has to be there, and not both",
    ],
  ];
  return faults.flatMap(([found, message]) => (found ? [error("iam-policy/elements", at, message)] : []));
}
