import { type CallerKeys } from "../../domain/iam/evaluation/caller";
import { requestContext, type RequestContext } from "../../domain/iam/evaluation/context";
import { decide, type Involved, type PolicyDecision, type Side } from "../../domain/iam/evaluation/decide";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { type Truth, type Unknown } from "../../domain/iam/evaluation/truth";
import { conditionWords } from "../../domain/iam/condition-words";
import { parseArn } from "../../domain/aws/arn";
import { PUBLIC_REGION } from "../../domain/public-repositories/settings";
import { isDeepStrictEqual } from "node:util";
import { type Candidate } from "./principals";
import { type RegistryPolicyRead, type TagKeys } from "./read-policies";
import { RIGHTS, type Right, type RightActions } from "./rights";
import { ActionStatements } from "./statements";

export type Answer = "allowed" | "depends" | "denied";

/** Whether a principal has a right on a repository. */
export interface RightAccess {
  readonly answer: Answer;
  /** The statements that allow the right, and those that deny it or may deny it. */
  readonly statements: readonly DecidingStatement[];
  /** What must hold in addition, such as `its own IAM policies in account 444455556666 allow it`. */
  readonly needs: readonly string[];
  /** What allows the right without an allowing statement, such as `its own IAM policies allow it` within the account. */
  readonly alternatives: readonly string[];
  /** Actions of the right that no statement allows, so that only the alternatives may. @default - there are none */
  readonly withoutStatement?: readonly string[];
  /** The actions that count, if the right takes any of several. @default - all actions of the right */
  readonly actions?: readonly string[];
}

export interface DecidingStatement {
  readonly effect: "Allow" | "Deny";
  readonly policy: Side;
  /** The statement, with the name of its policy if that is attached to the principal. */
  readonly statement: string;
  /** What the statement's effect depends on, in words. */
  readonly conditions: readonly string[];
}

export interface RepositoryRequest {
  /** The actions of each right. */
  readonly actions: Readonly<Record<Right, RightActions>>;
  /** Account of the registry. */
  readonly account: string;
  /** ARN of the repository. */
  readonly arn: string;
  readonly context: TagKeys;
  /** Condition keys in addition to those of the principal and the tags, which they replace. @default - none */
  readonly more?: CallerKeys;
  readonly resource: ActionStatements;
  readonly registry?: RegistryPolicyRead;
}

/** Decides about every right of a principal on a repository. */
export function decideRights(candidate: Candidate, request: RepositoryRequest): Record<Right, RightAccess> {
  const decider = new Decider(candidate, request);
  return Object.fromEntries(RIGHTS.map((right) => [right, decider.right(right)])) as Record<Right, RightAccess>;
}

interface ActionDecision extends PolicyDecision {
  readonly action: string;
  readonly statements: ReadonlyMap<string, NamedStatement>;
}

/** Requests about public repositories, whose ARN has no region, go to one region. */
function regionOf(arn: string): string {
  const { region = "" } = parseArn(arn) ?? {};
  return region === "" ? PUBLIC_REGION : region;
}

/** Answers about actions, the one that decides about a right first. */
const DECIDING = {
  all: ["denied", "depends", "allowed"],
  any: ["allowed", "depends", "denied"],
} as const satisfies Record<RightActions["takes"], readonly Answer[]>;

class Decider {
  private readonly context: RequestContext;
  private readonly made = new Map<string, Omit<ActionDecision, "action">>();
  private readonly numbers = new Map<NamedStatement, number>();

  constructor(
    private readonly candidate: Candidate,
    private readonly request: RepositoryRequest,
  ) {
    const { account, arn, context, more = { present: {}, absent: [] } } = request;
    const { present, absent } = candidate.keys;
    this.context = requestContext({
      present: {
        "aws:SecureTransport": "true",
        "aws:ResourceAccount": account,
        "aws:RequestedRegion": regionOf(arn),
        ...context.present,
        ...present,
        ...more.present,
      },
      absent: [...context.absent, ...absent, ...more.absent],
    });
  }

  right(right: Right): RightAccess {
    const { actions, takes } = this.request.actions[right];
    if (actions.length === 0) return { answer: "allowed", statements: [], needs: [], alternatives: [] };
    const decisions = actions.map((action) => this.action(action));
    const answers = decisions.map(({ allowed }) => answerOf(allowed));
    const [answer = "denied"] = DECIDING[takes].filter((it) => answers.includes(it));
    const counting = decisions.filter((_, index) => answers[index] === answer);
    const access = accessOf(answer, counting, this.alternatives);
    if (takes === "all") {
      const bare = decisions.filter(({ involved }) => !involved.some(({ effect }) => effect === "Allow"));
      return bare.length === 0 ? access : { ...access, withoutStatement: bare.map(({ action }) => action) };
    }
    return answer === "denied" || counting.length === actions.length
      ? access
      : { ...access, actions: counting.map(({ action }) => action) };
  }

  /** Within the account, the principal's own policies suffice. Between accounts, both sides must allow a request. */
  private get alternatives(): readonly string[] {
    const { caller, identity, others = identity } = this.candidate;
    return caller.account === this.request.account && "dependsOn" in others ? others.dependsOn : [];
  }

  private action(action: string): ActionDecision {
    const { registry } = this.request;
    const without = this.decided(action, undefined);
    if (registry === undefined || registry.inForce === false) return without;
    const statements = registry.statements.of(action);
    if (statements.length === 0) return without;
    const within = this.decided(action, statements);
    if (registry.inForce === true || isDeepStrictEqual(within.allowed, without.allowed)) return within;
    const dependsOn = [within.allowed, without.allowed].flatMap((truth) => (isUnknown(truth) ? truth.dependsOn : []));
    const allowed = { dependsOn: [...new Set([...dependsOn, ...registry.inForce.dependsOn])] };
    return { ...within, allowed, denials: [] };
  }

  private decided(action: string, registry: readonly NamedStatement[] | undefined): ActionDecision {
    const { account, arn, resource } = this.request;
    const { caller, identity, boundary, others } = this.candidate;
    const own = statementsFor(identity, action);
    const limit = boundary && statementsFor(boundary, action);
    const about = resource.of(action);
    const sides: readonly (readonly [Side, readonly NamedStatement[] | Unknown])[] = [
      ["identity", own],
      ["boundary", limit ?? []],
      ["resource", about],
      ["registry", registry ?? []],
    ];
    const statements = sides.flatMap(([side, list]) =>
      "dependsOn" in list ? [] : list.map((named) => [`${side} ${named.name}`, named] as const),
    );
    // Actions that the same statements are about have the same decision.
    const key = statements.map(([, named]) => this.numberOf(named)).join(" ");
    const earlier = this.made.get(key);
    if (earlier !== undefined) return { action, ...earlier };
    const decideBy = (policies: typeof own): PolicyDecision =>
      decide(
        { action, resource: arn, account, caller, context: this.context },
        {
          identity: policies,
          resource: about,
          ...(limit === undefined ? {} : { boundary: limit }),
          ...(registry === undefined ? {} : { registry }),
        },
      );
    const known = decideBy(own);
    const decision = known.allowed === true || others === undefined ? known : decideBy(others);
    const made = { ...decision, statements: new Map(statements) };
    this.made.set(key, made);
    return { action, ...made };
  }

  private numberOf(statement: NamedStatement): number {
    const known = this.numbers.get(statement) ?? this.numbers.size;
    this.numbers.set(statement, known);
    return known;
  }
}

function statementsFor(
  policies: readonly NamedStatement[] | Unknown,
  action: string,
): readonly NamedStatement[] | Unknown {
  return "dependsOn" in policies ? policies : actionStatements(policies).of(action);
}

const ACTIONS_OF = new WeakMap<readonly NamedStatement[], ActionStatements>();

function actionStatements(policies: readonly NamedStatement[]): ActionStatements {
  const known = ACTIONS_OF.get(policies) ?? new ActionStatements(policies);
  ACTIONS_OF.set(policies, known);
  return known;
}

function answerOf(allowed: Truth): Answer {
  if (allowed === true) return "allowed";
  return allowed === false ? "denied" : "depends";
}

function isUnknown(truth: Truth): truth is Unknown {
  return typeof truth !== "boolean";
}

/** @param alternatives facts that allow a right by themselves */
function accessOf(answer: Answer, decisions: readonly ActionDecision[], alternatives: readonly string[]): RightAccess {
  const statements = new Map<string, DecidingStatement>();
  const needs = new Set<string>();
  for (const { involved, allowed, statements: known } of decisions) {
    // Where one statement surely allows, others that may allow add nothing.
    const surely = new Set(
      involved.flatMap(({ effect, applies, side }) => (effect === "Allow" && applies === true ? [side] : [])),
    );
    for (const one of involved) {
      if (!counts(answer, one) || (one.effect === "Allow" && one.applies !== true && surely.has(one.side))) continue;
      const named = known.get(`${one.side} ${one.name}`);
      statements.set(`${one.side} ${one.name}`, decidingStatement(one, named));
    }
    if (!isUnknown(allowed)) continue;
    const tested = new Set(involved.flatMap(({ applies }) => (isUnknown(applies) ? applies.dependsOn : [])));
    for (const fact of allowed.dependsOn) if (!tested.has(fact)) needs.add(fact);
  }
  return {
    answer,
    statements: [...statements.values()],
    needs: [...needs].filter((fact) => !alternatives.includes(fact)),
    alternatives: alternatives.filter((fact) => needs.has(fact)),
  };
}

/** Whether a statement explains an answer. */
function counts(answer: Answer, { effect, applies, side }: Involved): boolean {
  if (answer === "denied") return effect === "Deny" && applies === true;
  // A boundary allows nothing by itself.
  if (side === "boundary" && effect === "Allow") return false;
  // A statement that surely allows needs no others.
  return answer === "depends" || (effect === "Allow" && applies === true);
}

function decidingStatement(
  { side, name, effect, applies }: Involved,
  named: NamedStatement | undefined,
): DecidingStatement {
  const words = named === undefined ? undefined : conditionWords(named.statement);
  const conditions = isUnknown(applies)
    ? [...new Set(applies.dependsOn.map((fact) => words?.get(fact) ?? `depends on ${fact}`))]
    : [];
  return { effect, policy: side, statement: name, conditions };
}
