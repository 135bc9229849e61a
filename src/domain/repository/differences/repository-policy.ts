import { type PolicyDocument } from "../../iam/policy";
import { difference, type RepositoryDifference } from "./difference";
import { isPolicyObject, parsedPolicy, type PolicyObject } from "./parsed-policy";
import { elementsOf, statementMeaning } from "./statement-elements";

const FIELD = "repositoryPolicy";

/**
 * What a repository policy allows otherwise than declared, statement by statement. Statements belong together where they
 * mean the same, then by their `Sid`.
 * @param declared as it is sent, grants included
 * @param text JSON, as AWS gives it back
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
  const around = (["Version", "Id"] as const).flatMap((key) =>
    // Without a Version a policy is of the first one.
    (declared[key] ?? DEFAULTS[key]) === (found[key] ?? DEFAULTS[key])
      ? []
      : [difference(`${FIELD}, ${key}`, declared[key], found[key])],
  );
  return [...around, ...statementDifferences(statementsOf(declared.Statement), statementsOf(found["Statement"]))];
}

const DEFAULTS = { Version: "2008-10-17", Id: undefined } as const;

function statementsOf(statement: unknown): PolicyObject[] {
  return [statement].flat().filter(isPolicyObject);
}

function statementDifferences(
  declared: readonly PolicyObject[],
  found: readonly PolicyObject[],
): RepositoryDifference[] {
  const [ours, theirs] = withoutEqual(declared, found);
  const left = [...theirs];
  const differences = ours.flatMap((statement) => {
    const index = left.findIndex(({ Sid }) => Sid === statement["Sid"]);
    const [partner] = index < 0 ? [] : left.splice(index, 1);
    return partner === undefined
      ? [difference(fieldOf(statement), statement, undefined)]
      : elementDifferences(statement, partner);
  });
  return [...differences, ...left.map((statement) => difference(fieldOf(statement), undefined, statement))];
}

/** What is left of both when those that mean the same have left in pairs. */
function withoutEqual(
  declared: readonly PolicyObject[],
  found: readonly PolicyObject[],
): [PolicyObject[], PolicyObject[]] {
  const left = found.map((statement) => ({ statement, meaning: statementMeaning(statement) }));
  const ours = declared.filter((statement) => {
    const meaning = statementMeaning(statement);
    const index = left.findIndex((other) => other.meaning === meaning);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [ours, left.map(({ statement }) => statement)];
}

function elementDifferences(declared: PolicyObject, found: PolicyObject): RepositoryDifference[] {
  const [ours, theirs] = [elementsOf(declared), elementsOf(found)];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  return names.flatMap((name) => {
    const [mine, other] = [ours.get(name), theirs.get(name)];
    if (mine?.meaning === other?.meaning) return [];
    return [difference(`${fieldOf(declared)}, ${name}`, mine?.value, other?.value)];
  });
}

function fieldOf({ Sid }: PolicyObject): string {
  return `${FIELD} statement ${typeof Sid === "string" ? Sid : "without Sid"}`;
}
