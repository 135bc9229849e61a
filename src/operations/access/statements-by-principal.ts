import { documentPrincipals } from "../../domain/iam/policy";
import { type Caller } from "../../domain/iam/evaluation/caller";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { sameSpelling } from "../../domain/repository-policy/principal";

interface Indexed {
  readonly statement: NamedStatement;
  /** The same text for the same statement. */
  readonly text: string;
  /** The principals that it names; `undefined` if it may be about anyone. */
  readonly names: ReadonlySet<string> | undefined;
}

interface StatementsAbout {
  readonly statements: readonly NamedStatement[];
  /** The same text for the same statements. */
  readonly text: string;
}

const NONE: StatementsAbout = { statements: [], text: "" };

/** The statements of a repository's policy, by the principals that they may be about. */
export class StatementsByPrincipal {
  private readonly indexed: readonly Indexed[];
  /** The principals that the statements name; `undefined` if one may be about anyone. */
  private readonly named: ReadonlySet<string> | undefined;

  constructor(statements: readonly NamedStatement[]) {
    this.indexed = statements.map((statement) => ({
      statement,
      text: JSON.stringify(statement),
      names: namesOf(statement),
    }));
    this.named = this.indexed.every(({ names }) => names !== undefined)
      ? new Set(this.indexed.flatMap(({ names }) => [...(names ?? [])]))
      : undefined;
  }

  /** The statements that may be about a caller. */
  about(caller: Caller): StatementsAbout {
    const { kind, account } = caller;
    const spelling = spellingOf(caller);
    // Most policies name few of the principals of a registry.
    if (kind !== "session" && this.named?.has(spelling) === false && !this.named.has(account)) return NONE;
    const found = this.indexed.filter(
      // A session's ARN does not say the path of its role.
      ({ names }) => names === undefined || kind === "session" || names.has(spelling) || names.has(account),
    );
    return { statements: found.map(({ statement }) => statement), text: found.map(({ text }) => text).join(" ") };
  }
}

const SPELLINGS = new WeakMap<Caller, string>();

function spellingOf(caller: Caller): string {
  const known = SPELLINGS.get(caller) ?? sameSpelling(caller.name);
  SPELLINGS.set(caller, known);
  return known;
}

function namesOf({ statement }: NamedStatement): ReadonlySet<string> | undefined {
  if (statement.NotPrincipal !== undefined) return undefined;
  const names = documentPrincipals({ Version: "2012-10-17", Statement: [statement] });
  // A session that is named is a session of a role.
  if (names.some((name) => name === "*" || name.includes(":sts:"))) return undefined;
  return new Set(names.map(sameSpelling));
}
