import { listText } from "../../../domain/text/format";
import { covers } from "../../../domain/iam/evaluation/pattern";
import { oneOf } from "../../../domain/problems/problem";
import { type RightAccess } from "../decide-rights";
import { type AccessFacts } from "../facts";
import { accessMatrix, type AccessMatrix, type MatrixOptions, type PrincipalAccess } from "../matrix";
import { type AccessPrincipal } from "../principals";
import { type Right } from "../rights";
import { accessText, isForEveryone, principalText } from "../words";
import { OUTSIDERS, outsiderKeys } from "./outsiders";
import { type AllOfThese, type Expectation, type ExpectationKind, type NoneOutside, type OnlyThese } from "./schema";

/** The rights as verbs, followed by repositories. */
const RIGHT_PHRASES: Readonly<Record<Right, string>> = {
  pull: "pull from",
  push: "push to",
  deleteImages: "delete images in",
  changePolicy: "change the policy of",
};

/** An expectation that the policies do not meet. */
export interface BrokenExpectation {
  /** Position in the list of expectations. */
  readonly index: number;
  readonly kind: ExpectationKind;
  readonly message: string;
  readonly repositories: readonly string[];
  /** @default - the expectation matches no repository, or one that could not be read */
  readonly found?: { readonly principal: string; readonly right: Right; readonly access: RightAccess };
}

/**
 * Every break of the expectations. What policies in IAM allow that are not known, such as those of undeclared roles, breaks
 * none.
 */
export function brokenExpectations(facts: AccessFacts, expectations: readonly Expectation[]): BrokenExpectation[] {
  const checker = new Checker(facts);
  return expectations.flatMap((expectation, index) =>
    checker.check(expectation).map((broken) => ({ index, ...broken })),
  );
}

type Broken = Omit<BrokenExpectation, "index">;
type About = Pick<OnlyThese, "action" | "repositories">;

class Checker {
  private whole: AccessMatrix | undefined;

  constructor(private readonly facts: AccessFacts) {}

  check({ onlyThese, allOfThese, noneOutside }: Expectation): Broken[] {
    if (onlyThese !== undefined) return [...this.unmatched("onlyThese", onlyThese), ...this.others(onlyThese)];
    if (allOfThese !== undefined) return [...this.unmatched("allOfThese", allOfThese), ...this.missing(allOfThese)];
    if (noneOutside === undefined) return [];
    return [...this.unmatched("noneOutside", noneOutside), ...this.outsiders(noneOutside)];
  }

  private get matrix(): AccessMatrix {
    this.whole ??= accessMatrix(this.facts);
    return this.whole;
  }

  /** An expectation about nothing, or about repositories that are not known, holds by accident. */
  private unmatched(kind: ExpectationKind, { repositories }: About): Broken[] {
    const unread = this.matrix.unread.filter(({ repositoryName }) => matches(repositories, repositoryName));
    const faults = unread.map(({ repositoryName, why }): Broken => ({
      kind,
      message: `could not read the policy of ${repositoryName}: ${why}`,
      repositories: [repositoryName],
    }));
    const none = (repositories ?? []).filter(
      (pattern) => !this.facts.repositories.some(({ repositoryName }) => matches([pattern], repositoryName)),
    );
    if (none.length === 0) return faults;
    const message = `no repository in this environment matches ${oneOf(none.map((name) => JSON.stringify(name)))}`;
    return [...faults, { kind, message, repositories: [] }];
  }

  private others(expected: OnlyThese): Broken[] {
    const { principals } = expected;
    const list = principals.length === 0 ? "no principal" : `only ${listText(principals)}`;
    return rowsOf(this.matrix, expected)
      .filter(({ principal, access }) => isGranted(access) && !principals.some((it) => isEntryFor(it, principal)))
      .map((row) => unexpected("onlyThese", list, row));
  }

  private missing(expected: AllOfThese): Broken[] {
    const matrix = accessMatrix(this.facts, { principals: expected.principals });
    const missing = rowsOf(matrix, expected).filter(({ access }) => !isGranted(access));
    return missing.map(({ principal, right, access, repositories }) => {
      const why = access.answer === "denied" ? accessText(access) : "";
      const found = why === "" ? "no statement that allows it" : `that it is ${why}`;
      const name = principalText(principal);
      const message = `expected ${name} to ${RIGHT_PHRASES[right]} ${listText(repositories)}, found ${found}`;
      return { kind: "allOfThese", message, repositories, found: { principal: principal.name, right, access } };
    });
  }

  private outsiders(expected: NoneOutside): Broken[] {
    const members = new Set([this.facts.location.account, ...(expected.accounts ?? [])]);
    const found = new Map<string, Broken>();
    for (const outsider of OUTSIDERS) {
      const keys: MatrixOptions["keys"] = (candidate, statements) =>
        outsiderKeys(outsider, { organization: expected.organization, accounts: members }, candidate, statements);
      for (const row of rowsOf(accessMatrix(this.facts, { keys }), expected)) {
        const { principal, right, access, repositories } = row;
        if (!isGranted(access) || members.has(principal.account)) continue;
        const key = `${principal.name} ${right} ${repositories.join(" ")}`;
        found.set(key, unexpected("noneOutside", `no one outside ${expected.organization}`, row));
      }
    }
    return [...found.values()];
  }
}

interface Row {
  readonly principal: PrincipalAccess;
  readonly right: Right;
  readonly access: RightAccess;
  readonly repositories: readonly string[];
}

function rowsOf(matrix: AccessMatrix, { action, repositories: patterns }: About): Row[] {
  return matrix.groups.flatMap(({ repositories, principals }) => {
    const matching = repositories.filter((name) => matches(patterns, name));
    if (matching.length === 0) return [];
    return principals.flatMap((principal) =>
      [action].flat().map((right) => ({ principal, right, access: principal.access[right], repositories: matching })),
    );
  });
}

/** @param expected who may have the right */
function unexpected(kind: ExpectationKind, expected: string, { principal, right, access, repositories }: Row): Broken {
  const found = `${principalText(principal)}: ${accessText(access)}`;
  const message = `expected ${expected} to ${RIGHT_PHRASES[right]} ${listText(repositories)}, found ${found}`;
  return { kind, message, repositories, found: { principal: principal.name, right, access } };
}

/** Whether a statement allows the right, perhaps under conditions, or everyone has it. */
function isGranted(access: RightAccess): boolean {
  const { answer, statements } = access;
  return isForEveryone(access) || (answer !== "denied" && statements.some(({ effect }) => effect === "Allow"));
}

function matches(patterns: readonly string[] | undefined, name: string): boolean {
  return patterns === undefined || patterns.some((pattern) => covers(pattern, name));
}

/** An account ID includes all principals in the account. */
function isEntryFor(entry: string, { name, account, kind }: AccessPrincipal): boolean {
  // Everyone is more than any pattern matches.
  if (kind === "everyone") return entry === name;
  return (
    entry === account || entry.replace(/^arn:[^:]+:iam::(\d{12}):root$/, "$1") === account || matches([entry], name)
  );
}
