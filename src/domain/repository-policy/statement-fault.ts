import { quoteValue } from "../problems/problem";
import { ALLOWED_PRINCIPALS, SERVICE } from "./principal";

/**
 * The message that shows which grant gives access to a service, an organization or everyone; `undefined` for other values.
 */
export function statementFault(value: unknown): string | undefined {
  const found = typeof value === "string" ? grantFor(value) : undefined;
  if (found === undefined) return undefined;
  return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(value)}, ${found.what}. Write the grant ${found.grant}`;
}

/** Ids of organizations and of their units, or the path of a unit. */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ORGANIZATION_PATH = /^o-[a-z0-9]{10,32}\/\S+$/;
const UNIT = /^(?:ou|r)-[a-z0-9]+(?:-[a-z0-9]+)?$/;
const ORGANIZATION_ARN = /^arn:[a-z-]+:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/;

/** What a value that is not an AWS principal names, and the grant that gives access to it. */
function grantFor(value: string): { readonly what: string; readonly grant: string } | undefined {
  if (SERVICE.test(value)) {
    const name = value.replace(/\.amazonaws\.com$/, "");
    return { what: "a service", grant: `{ service: ${name}, sourceAccount: "<account>" } under pull` };
  }
  const [, organization = value] = ORGANIZATION_ARN.exec(value) ?? [];
  if (ORGANIZATION.test(organization)) return { what: "an organization", grant: inOrganization(organization) };
  if (ORGANIZATION_PATH.test(value) || UNIT.test(value)) {
    const path = UNIT.test(value) ? `<organization>/<root>/${value}` : value;
    return { what: "an organizational unit", grant: `{ organizationalUnit: ${path} } under pull or push` };
  }
  return value === "*" ? { what: "everyone", grant: inOrganization("<organization>") } : undefined;
}

function inOrganization(organization: string): string {
  return `{ organization: ${organization} } under pull or push`;
}
