import { policyOf, policySize, type PolicyDocument, type PolicyStatement } from "./policy";

/**
 * AWS's default quotas: characters in a managed policy, without whitespace, and managed policies of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_QUOTA = { characters: 6144, perRole: 10 } as const;

/** A statement with a list of resources, which can be split between several documents. */
export interface ListStatement extends PolicyStatement {
  readonly Resource: readonly string[];
}

/** Fills one document after the other. A list of resources continues in the next document; other statements are not split. */
export function packPolicies(statements: readonly PolicyStatement[]): PolicyDocument[] {
  const documents: PolicyStatement[][] = [];
  let open: PolicyStatement[] = [];
  const close = (): void => {
    if (open.length > 0) documents.push(open);
    open = [];
  };
  for (const statement of statements) {
    if (!hasList(statement)) {
      if (roomFor(open, statement) < 0) close();
      open.push(statement);
      continue;
    }
    let rest = statement.Resource;
    while (rest.length > 0) {
      const fitting = countFitting(rest, roomFor(open, { ...statement, Resource: [] }));
      // An empty document always has room for one ARN.
      const taken = open.length === 0 ? Math.max(fitting, 1) : fitting;
      if (taken > 0) open.push({ ...statement, Resource: rest.slice(0, taken) });
      rest = rest.slice(taken);
      if (rest.length > 0) close();
    }
  }
  close();
  return documents.map(policyOf);
}

function hasList(statement: PolicyStatement): statement is ListStatement {
  return Array.isArray(statement.Resource);
}

/** Characters left in a document after adding a statement; negative if the statement does not fit. */
function roomFor(open: readonly PolicyStatement[], statement: PolicyStatement): number {
  return MANAGED_POLICY_QUOTA.characters - policySize(policyOf([...open, statement]));
}

/** Number of entries of a JSON list that fit; each entry but the first adds a comma. */
function countFitting(entries: readonly string[], room: number): number {
  let used = -1;
  const end = entries.findIndex((entry) => (used += JSON.stringify(entry).length + 1) > room);
  return end === -1 ? entries.length : end;
}
