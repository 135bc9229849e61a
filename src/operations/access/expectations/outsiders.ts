import { ACCOUNT_ID } from "../../../domain/aws/arn";
import { listOf } from "../../../domain/iam/policy";
import { type CallerKeys } from "../../../domain/iam/evaluation/caller";
import { type NamedStatement } from "../../../domain/iam/evaluation/policy";
import { type Candidate } from "../principals";

/** Values that no member of an organization has. */
const OUTSIDE = { account: "000000000000", organization: "o-0000000000", path: "o-0000000000/r-0000/" };

interface OutsideKey {
  readonly key: string;
  readonly outside: string;
  /** Whether the key is about the principal, or about the resource that an AWS service acts for. */
  readonly of: "principal" | "source";
}

const ORGANIZATION_KEYS: readonly OutsideKey[] = [
  { key: "aws:PrincipalOrgID", outside: OUTSIDE.organization, of: "principal" },
  { key: "aws:PrincipalOrgPaths", outside: OUTSIDE.path, of: "principal" },
  { key: "aws:SourceOrgID", outside: OUTSIDE.organization, of: "source" },
  { key: "aws:SourceOrgPaths", outside: OUTSIDE.path, of: "source" },
];

const ACCOUNT_KEYS: readonly OutsideKey[] = [
  { key: "aws:PrincipalAccount", outside: OUTSIDE.account, of: "principal" },
  { key: "aws:PrincipalArn", outside: `arn:aws:iam::${OUTSIDE.account}:role/outside`, of: "principal" },
  { key: "aws:SourceAccount", outside: OUTSIDE.account, of: "source" },
  { key: "aws:SourceArn", outside: `arn:aws:outside:outside:${OUTSIDE.account}:outside`, of: "source" },
];

/** Outsiders belong to another organization, or to none. */
export const OUTSIDERS = ["another organization", "no organization"] as const;
export type Outsider = (typeof OUTSIDERS)[number];

/** An organization, and what is known to belong to it. */
export interface Members {
  /** `o-` and its ID. */
  readonly organization: string;
  readonly accounts: ReadonlySet<string>;
}

/**
 * The condition keys of a request from outside an organization. A key only has the value of a stranger if the statements
 * compare it with nothing but the organization or its accounts; otherwise, it stays unknown.
 */
export function outsiderKeys(
  outsider: Outsider,
  members: Members,
  { kind }: Candidate,
  statements: readonly NamedStatement[],
): CallerKeys {
  const isAbout = ({ of }: OutsideKey): boolean => kind === "everyone" || (of === "source") === (kind === "service");
  const organization = ORGANIZATION_KEYS.filter(isAbout);
  const compared = organization.filter(({ key }) =>
    comparisons(key, statements).every(({ value }) => isInside(value, members.organization)),
  );
  // The account of a principal that a policy names is known already.
  const accounts = (kind === "everyone" || kind === "service" ? ACCOUNT_KEYS.filter(isAbout) : []).filter(({ key }) =>
    comparisons(key, statements).every(({ operator, value }) => members.accounts.has(accountOf(operator, value) ?? "")),
  );
  const present = outsider === "no organization" ? accounts : [...compared, ...accounts];
  return {
    present: Object.fromEntries(present.map(({ key, outside }) => [key, outside])),
    absent: outsider === "no organization" ? organization.map(({ key }) => key) : [],
  };
}

/** The values with which statements compare a key. */
function comparisons(
  key: string,
  statements: readonly NamedStatement[],
): { readonly operator: string; readonly value: string }[] {
  return statements
    .flatMap(({ statement }) => Object.entries(statement.Condition ?? {}))
    .flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([name, values]) =>
        name.toLowerCase() === key.toLowerCase()
          ? listOf(values).map((value) => ({ operator, value: String(value) }))
          : [],
      ),
    );
}

/** Whether a value is the organization's ID, or a path in it. */
function isInside(value: string, organization: string): boolean {
  return value === organization || value.startsWith(`${organization}/`);
}

/** ARN operators compare part by part, so a wildcard for the region does not match the account. */
const ARN = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;
const ARN_OF_ANY_REGION = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*?-]*:(\d{12}):/;

function accountOf(operator: string, value: string): string | undefined {
  if (ACCOUNT_ID.test(value)) return value;
  return (/arn(?:equals|like|not)/i.test(operator) ? ARN_OF_ANY_REGION : ARN).exec(value)?.[1];
}
