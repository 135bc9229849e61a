import { quoteValue } from "../problems/problem";
import { ALLOWED_PRINCIPALS, SERVICE } from "./principal";

/**
 * The message for a service, an organization or everyone in a list of principals; `undefined` for other values.
 * @param adviceFor what to do instead
 */
export function statementFault(value: unknown, adviceFor: (grantee: Grantee) => string): string | undefined {
  const found = typeof value === "string" ? granteeOf(value) : undefined;
  if (found === undefined) return undefined;
  return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(value)}, ${WORDS[found.kind]}. ${adviceFor(found)}`;
}

/** What a value that is not an AWS principal names. */
interface Grantee {
  readonly kind: "service" | "organization" | "unit" | "everyone";
  /** The grant that gives access to it. */
  readonly grant: string;
}

const WORDS = {
  service: "a service",
  organization: "an organization",
  unit: "an organizational unit",
  everyone: "which means everyone",
} as const satisfies Record<Grantee["kind"], string>;

/** Private repositories have grants. */
export function grantAdvice({ grant }: Grantee): string {
  return `Write the grant ${grant}`;
}

/** Public repositories have no grants, and everyone may pull. */
export function publicPushAdvice({ kind }: Grantee): string {
  if (kind === "everyone") return "Everyone may already pull. List only the principals that may push";
  if (kind === "service") return "Write a statement for the service under repositoryPolicy";
  const key = kind === "unit" ? "aws:PrincipalOrgPaths" : "aws:PrincipalOrgID";
  return `Write a statement under repositoryPolicy with Principal "*" and a Condition on ${key}`;
}

/** Ids of organizations and of their units, or the path of a unit. */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ORGANIZATION_PATH = /^o-[a-z0-9]{10,32}\/\S+$/;
const UNIT = /^(?:ou|r)-[a-z0-9]+(?:-[a-z0-9]+)?$/;
const ORGANIZATION_ARN = /^arn:[a-z-]+:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/;

function granteeOf(value: string): Grantee | undefined {
  if (SERVICE.test(value)) {
    const name = value.replace(/\.amazonaws\.com$/, "");
    return { kind: "service", grant: `{ service: ${name}, sourceAccount: "<account>" } under pull` };
  }
  const [, organization = value] = ORGANIZATION_ARN.exec(value) ?? [];
  if (ORGANIZATION.test(organization)) return { kind: "organization", grant: inOrganization(organization) };
  if (ORGANIZATION_PATH.test(value) || UNIT.test(value)) {
    const path = UNIT.test(value) ? `<organization>/<root>/${value}` : value;
    return { kind: "unit", grant: `{ organizationalUnit: ${path} } under pull or push` };
  }
  return value === "*" ? { kind: "everyone", grant: inOrganization("<organization>") } : undefined;
}

function inOrganization(organization: string): string {
  return `{ organization: ${organization} } under pull or push`;
}
