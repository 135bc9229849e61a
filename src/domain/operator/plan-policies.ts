import { policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { error, warning, type Problem } from "../problems/problem";
import {
  allowStatements,
  denyDeclared,
  denyEverythingElse,
  denyRegistrySettings,
  type ListStatement,
  type OperatorPermissions,
} from "./permissions";

/**
 * AWS's default quotas: characters in a managed policy, without whitespace, and managed policies of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_QUOTA = { characters: 6144, perRole: 10 } as const;

/** The managed policies that grant the operator's permissions. */
export interface PolicyPlan {
  /** The policy documents, 1 to 10. */
  readonly documents: readonly PolicyDocument[];
  /** Characters of each document, as IAM counts them. */
  readonly sizes: readonly number[];
  /**
   * What the deny statements cover: everything that the operator does not own, or registry settings and declared
   * repositories, or registry settings only.
   */
  readonly denies: "everything else" | "declared repositories" | "registry settings";
  /** Errors for what does not fit, warnings for a weaker deny statement. Paths are those of `OperatorPermissions`. */
  readonly problems: readonly Problem[];
}

/**
 * Splits the permissions into as few managed policies as possible, in the order of `manages`, without widening any.
 * The deny statement lists everything that the operator owns as an exception, so it cannot be split. If it is too long, the
 * declared repositories are denied instead.
 */
export function planPolicies(permissions: OperatorPermissions): PolicyPlan {
  const problems: Problem[] = [];
  const { statements, denies } = withDeny(permissions, problems);
  const documents = pack(statements);
  const sizes = documents.map(policySize);
  if (documents.length > MANAGED_POLICY_QUOTA.perRole) {
    problems.push(
      error(
        "operator/policies",
        ["manages"],
        `expected permissions that fit in ${MANAGED_POLICY_QUOTA.perRole} managed policies, the quota of a role, found ${documents.length} policies (${sizes.reduce((sum, size) => sum + size, 0)} characters, at most ${MANAGED_POLICY_QUOTA.characters} in each). Move the operator's repositories under common prefixes, such as "sandbox/"`,
      ),
    );
  }
  return { documents, sizes, denies, problems };
}

function withDeny(
  permissions: OperatorPermissions,
  problems: Problem[],
): { statements: PolicyStatement[]; denies: PolicyPlan["denies"] } {
  const allowed = allowStatements(permissions);
  const everythingElse = denyEverythingElse(permissions);
  const size = policySize(documentOf([everythingElse]));
  if (size <= MANAGED_POLICY_QUOTA.characters)
    return { statements: [...allowed, everythingElse], denies: "everything else" };

  const tooLong = `expected at most ${MANAGED_POLICY_QUOTA.characters} characters to deny changes to everything that the operator does not own, found ${size}`;
  const declared = permissions.declaredRepositories;
  if (declared === undefined) {
    problems.push(
      error(
        "operator/deny-size",
        ["manages"],
        `${tooLong}. Use fewer, wider prefixes, or list the repositories to protect in declaredRepositories`,
      ),
    );
    return { statements: [...allowed, denyRegistrySettings()], denies: "registry settings" };
  }
  problems.push(
    warning(
      "operator/deny-declared",
      ["manages"],
      `${tooLong}. Therefore only changes to the ${declared.length} declared repositories are denied; another policy can still allow changes to other repositories. To deny all changes, use fewer, wider prefixes`,
    ),
  );
  const statements = [...allowed, denyRegistrySettings()];
  if (declared.length === 0) return { statements, denies: "registry settings" };
  return {
    statements: [...statements, denyDeclared(permissions.location, declared)],
    denies: "declared repositories",
  };
}

/** Fills one document after the other. A list of resources continues in the next document; other statements are not split. */
function pack(statements: readonly PolicyStatement[]): PolicyDocument[] {
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
  return documents.map(documentOf);
}

function hasList(statement: PolicyStatement): statement is ListStatement {
  return Array.isArray(statement.Resource);
}

/** Characters left in a document after adding a statement; negative if the statement does not fit. */
function roomFor(open: readonly PolicyStatement[], statement: PolicyStatement): number {
  return MANAGED_POLICY_QUOTA.characters - policySize(documentOf([...open, statement]));
}

/** Number of entries of a JSON list that fit; each entry but the first adds a comma. */
function countFitting(entries: readonly string[], room: number): number {
  let used = -1;
  const end = entries.findIndex((entry) => (used += JSON.stringify(entry).length + 1) > room);
  return end === -1 ? entries.length : end;
}

function documentOf(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
