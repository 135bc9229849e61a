import { isMapping } from "../../problems/mapping";
import { type PolicyDocument } from "../../iam/policy";
import { difference, type RepositoryDifference } from "./difference";
import { parsedPolicy, type PolicyObject } from "./parsed-policy";
import { elementsOf, statementMeaning } from "./statement-elements";

const FIELD = "repositoryPolicy";

/**
 * The differences between the declared repository policy and AWS's, statement by statement. Statements are paired by meaning, then
 * by `Sid`.
 * @param declared as it is sent, grants included
 * @param text JSON, as AWS returns it
 */
export function policyDifferences(
  declared: PolicyDocument | undefined,
  text: string | undefined,
): RepositoryDifference[] {
  if (declared === undefined && text === undefined) return [];
  if (declared === undefined) return [difference(FIELD, undefined, parsedPolicy(text ?? "") ?? text)];
  if (text === undefined) return [difference(FIELD, declared, undefined)];
  const found = parsedPolicy(text);
  if (found === undefined) return [difference(FIELD, declared, text)];
  const topLevel = (["Version", "Id"] as const).flatMap((key) =>
    // A policy without a Version has the first version.
    (declared[key] ?? DEFAULTS[key]) === (found[key] ?? DEFAULTS[key])
      ? []
      : [difference(`${FIELD}, ${key}`, declared[key], found[key])],
  );
  return [...topLevel, ...statementDifferences(statementsOf(declared.Statement), statementsOf(found["Statement"]))];
}

const DEFAULTS = { Version: "2008-10-17", Id: undefined } as const;

/** The statements of a policy that may have one statement instead of a list. */
export function statementsOf(statement: unknown): PolicyObject[] {
  return [statement].flat().filter(isMapping);
}

function statementDifferences(
  declared: readonly PolicyObject[],
  found: readonly PolicyObject[],
): RepositoryDifference[] {
  const [changed, existing] = withoutEqual(declared, found);
  const unpaired = [...existing];
  const differences = changed.flatMap((statement) => {
    const index = unpaired.findIndex(({ Sid }) => Sid === statement["Sid"]);
    const [partner] = index < 0 ? [] : unpaired.splice(index, 1);
    return partner === undefined
      ? [difference(fieldOf(statement), statement, undefined)]
      : elementDifferences(statement, partner);
  });
  return [...differences, ...unpaired.map((statement) => difference(fieldOf(statement), undefined, statement))];
}

/** The statements of both sides that have no equal on the other side. */
function withoutEqual(
  declared: readonly PolicyObject[],
  found: readonly PolicyObject[],
): [PolicyObject[], PolicyObject[]] {
  const unpaired = found.map((statement) => ({ statement, meaning: statementMeaning(statement) }));
  const changed = declared.filter((statement) => {
    const meaning = statementMeaning(statement);
    const index = unpaired.findIndex((other) => other.meaning === meaning);
    if (index >= 0) unpaired.splice(index, 1);
    return index < 0;
  });
  return [changed, unpaired.map(({ statement }) => statement)];
}

/**
 * Whether AWS's policy has a statement of the declared one, changed or not. If it has none, the declared policy was probably never
 * deployed.
 * @param text JSON, as AWS returns it
 */
export function sharesStatements(declared: PolicyDocument, text: string): boolean {
  const written = statementsOf(declared.Statement);
  const [changed, existing] = withoutEqual(written, statementsOf(parsedPolicy(text)?.["Statement"]));
  const sids = new Set(existing.map(({ Sid }) => Sid));
  return changed.length < written.length || changed.some(({ Sid }) => Sid !== undefined && sids.has(Sid));
}

function elementDifferences(declared: PolicyObject, found: PolicyObject): RepositoryDifference[] {
  const [declaredElements, foundElements] = [elementsOf(declared), elementsOf(found)];
  const names = [...new Set([...declaredElements.keys(), ...foundElements.keys()])];
  return names.flatMap((name) => {
    const [wanted, existing] = [declaredElements.get(name), foundElements.get(name)];
    if (wanted?.meaning === existing?.meaning) return [];
    return [difference(`${fieldOf(declared)}, ${name}`, wanted?.value, existing?.value)];
  });
}

/** The field of a statement's differences; those of its elements append the element. */
export function fieldOf({ Sid }: PolicyObject): string {
  return `${FIELD} statement ${typeof Sid === "string" ? Sid : "without Sid"}`;
}
