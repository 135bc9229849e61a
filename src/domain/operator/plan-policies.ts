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
 * AWS's limits: characters without white space in a managed policy, and managed policies that a role may have.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_QUOTA = { characters: 6144, perRole: 10 } as const;

/** The operator's permissions as the managed policies that they are attached by. */
export interface PolicyPlan {
  readonly documents: readonly PolicyDocument[];
  /** Characters of each document, as IAM counts them. */
  readonly sizes: readonly number[];
  /** What the Deny is about: everything that the operator does not own, or the registry's settings with what is declared, or these alone. */
  readonly denies: "everything else" | "declared repositories" | "registry settings";
  /** What does not fit, and what had to be done differently. Paths lead into `OperatorPermissions`. */
  readonly problems: readonly Problem[];
}

/**
 * Spreads the permissions over as few managed policies as they need, in the order of `manages`, without widening any.
 * The Deny excepts everything that the operator owns and so must be in one piece; where that is too long, it falls back
 * to the declared repositories.
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
        `the permissions need ${documents.length} managed policies (${sizes.reduce((sum, size) => sum + size, 0)} characters, ${MANAGED_POLICY_QUOTA.characters} in each); a role may have ${MANAGED_POLICY_QUOTA.perRole}. Put the operator's repositories below common prefixes, such as "sandbox/"`,
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

  const tooLong = `denying everything but what the operator owns takes ${size} characters; a policy may have ${MANAGED_POLICY_QUOTA.characters}`;
  const declared = permissions.declaredRepositories;
  if (declared === undefined) {
    problems.push(
      error(
        "operator/deny-size",
        ["manages"],
        `${tooLong}. Use fewer, wider prefixes, or name the repositories to protect in declaredRepositories`,
      ),
    );
    return { statements: [...allowed, denyRegistrySettings()], denies: "registry settings" };
  }
  problems.push(
    warning(
      "operator/deny-declared",
      ["manages"],
      `${tooLong}, so the ${declared.length} declared repositories are denied instead: other repositories are merely not allowed. Use fewer, wider prefixes to deny all`,
    ),
  );
  const statements = [...allowed, denyRegistrySettings()];
  if (declared.length === 0) return { statements, denies: "registry settings" };
  return {
    statements: [...statements, denyDeclared(permissions.location, declared)],
    denies: "declared repositories",
  };
}

/** Fills one document after the other; a list of resources goes on in the next, anything else stays in one piece. */
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
      // Into an empty document at least one goes: no ARN is as long as a policy.
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

/** Characters left in a document after one more statement; negative when that does not fit. */
function roomFor(open: readonly PolicyStatement[], statement: PolicyStatement): number {
  return MANAGED_POLICY_QUOTA.characters - policySize(documentOf([...open, statement]));
}

/** How many entries of a JSON list have room; all but the first bring a comma. */
function countFitting(entries: readonly string[], room: number): number {
  let used = -1;
  const end = entries.findIndex((entry) => (used += JSON.stringify(entry).length + 1) > room);
  return end === -1 ? entries.length : end;
}

function documentOf(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
