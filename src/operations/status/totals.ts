import { countText } from "../../domain/text/format";
import { type RepositoryState, type RepositoryStatus } from "./status";

/** How many repositories are in each state. */
export interface StatusTotals extends Readonly<Record<RepositoryState, number>> {
  readonly declared: number;
  /** Those of the undeclared ones that the operator owns. */
  readonly operator: number;
}

export function statusTotals(statuses: readonly RepositoryStatus[]): StatusTotals {
  const count = (is: (status: RepositoryStatus) => boolean): number => statuses.filter(is).length;
  const inState = (state: RepositoryState): number => count((it) => it.state === state);
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

/** Whether all that is declared is there as it is declared. What nobody declares is no fault of a declaration. */
export function allReady({ declared, ready }: StatusTotals): boolean {
  return declared === ready;
}

/** `12 declared: 10 ready, 1 missing, 1 differs; 3 not declared, 2 of them the operator's`. */
export function totalsText(totals: StatusTotals): string {
  const { declared, undeclared, operator } = totals;
  const states = (["ready", "missing", "differs", "unread"] as const)
    .filter((state) => totals[state] > 0)
    .map((state) => countText(totals[state], STATE_WORDS[state].one, STATE_WORDS[state].many));
  const ours = `${countText(declared, "declared", "declared")}${states.length > 0 ? `: ${states.join(", ")}` : ""}`;
  if (undeclared === 0) return ours;
  const theirs = operator > 0 ? `, ${operator} of them the operator's` : "";
  return `${ours}; ${countText(undeclared, "not declared", "not declared")}${theirs}`;
}

const STATE_WORDS = {
  ready: { one: "ready", many: "ready" },
  missing: { one: "missing", many: "missing" },
  differs: { one: "differs", many: "differ" },
  unread: { one: "not read in full", many: "not read in full" },
} as const;
