import { countText } from "../../domain/text/format";
import { type RepositoryState, type RepositoryStatus } from "./status";

/** How many repositories are in each state. */
export interface StatusTotals extends Readonly<Record<RepositoryState, number>> {
  readonly declared: number;
  /** Undeclared repositories that belong to the operator. */
  readonly operator: number;
}

export function statusTotals(statuses: readonly RepositoryStatus[]): StatusTotals {
  const count = (matches: (status: RepositoryStatus) => boolean): number => statuses.filter(matches).length;
  const inState = (state: RepositoryState): number => count((status) => status.state === state);
  return {
    declared: count(({ owner }) => owner === "terraform"),
    ready: inState("ready"),
    differs: inState("differs"),
    missing: inState("missing"),
    unread: inState("unread"),
    undeclared: inState("undeclared"),
    operator: count(({ owner }) => owner === "operator"),
  };
}

/** Whether every declared repository is as declared. Undeclared repositories do not matter. */
export function allReady({ declared, ready }: StatusTotals): boolean {
  return declared === ready;
}

/** `12 declared: 10 ready, 1 missing, 1 differs; 3 not declared (operator: 2)`. */
export function totalsText(totals: StatusTotals): string {
  const { declared, undeclared, operator } = totals;
  const states = (["ready", "missing", "differs", "unread"] as const)
    .filter((state) => totals[state] > 0)
    .map((state) => countText(totals[state], STATE_WORDS[state].one, STATE_WORDS[state].many));
  const text = `${countText(declared, "declared", "declared")}${states.length > 0 ? `: ${states.join(", ")}` : ""}`;
  if (undeclared === 0) return text;
  const managed = operator > 0 ? ` (operator: ${operator})` : "";
  return `${text}; ${countText(undeclared, "not declared", "not declared")}${managed}`;
}

const STATE_WORDS = {
  ready: { one: "ready", many: "ready" },
  missing: { one: "missing", many: "missing" },
  differs: { one: "differs", many: "differ" },
  unread: { one: "not read completely", many: "not read completely" },
} as const;
