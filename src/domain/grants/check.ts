import { type Partition, partitionOf } from "../aws/arn";
import { error, oneOf, prefixed, quoteValue, valuesAt, type Problem } from "../problems/problem";
import { parse } from "../problems/schema-problems";
import { isMapping } from "../problems/mapping";
import { checkPrincipals } from "../repository-policy/grants";
import { checkNetworks } from "./check-networks";
import { checkService } from "./check-service";
import { type GrantPlace } from "./place";
import { ORGANIZATION_ID, UNIT_PATH } from "./patterns";
import { GRANT_KINDS, grantMappingSchema, type WrittenGrantMapping } from "./schema";

/**
 * Checks a list of grants, each at its index: everything that AWS would reject, that would have no effect, or that would let
 * in strangers.
 */
export function checkGrants(grants: readonly unknown[], place: GrantPlace): Problem[] {
  const partition = place.location && partitionOf(place.location.region);
  return grants.flatMap((grant, index) =>
    prefixed([index], isMapping(grant) ? checkMapping(grant, place, partition) : principalFaults(grant, partition)),
  );
}

function checkMapping(written: object, place: GrantPlace, partition: Partition | undefined): Problem[] {
  const parsed = parse("grant", grantMappingSchema, written);
  if (!parsed.ok) return parsed.problems;
  // The schema leaves account IDs to these checks.
  const grant = parsed.value as WrittenGrantMapping;
  return [
    ...checkKind(grant),
    ...checkTogether(grant),
    ...checkPrincipalList(grant, partition),
    ...checkOrganization(grant),
    ...checkEnvironmentGrant(grant, place),
    ...(grant.service === undefined ? [] : checkService(grant, grant.service, place)),
    ...(grant.when === undefined ? [] : prefixed(["when"], checkNetworks(grant.when))),
  ];
}

const KINDS = oneOf(GRANT_KINDS);

function checkKind(grant: WrittenGrantMapping): Problem[] {
  const found = GRANT_KINDS.filter((kind) => grant[kind] !== undefined);
  const [, second] = found;
  if (found.length === 1) return [];
  if (second === undefined) return [error("grant/kind", [], `expected one of ${KINDS}, found none`)];
  const message = `expected one of ${KINDS}, found ${found.join(" and ")}. Write a separate entry for each`;
  return [error("grant/kind", [second], message)];
}

/** Reports keys without the key that they belong to. */
function checkTogether(grant: WrittenGrantMapping): Problem[] {
  const belongs = { roles: "environment", sourceArn: "service", sourceAccount: "service" } as const;
  return (Object.keys(belongs) as (keyof typeof belongs)[]).flatMap((key) => {
    const other = belongs[key];
    if (grant[key] === undefined || grant[other] !== undefined) return [];
    return [error("grant/without-effect", [key], `${key} requires ${other}. Add ${other}, or remove ${key}`)];
  });
}

function checkPrincipalList({ principals }: WrittenGrantMapping, partition: Partition | undefined): Problem[] {
  if (principals === undefined) return [];
  if (Array.isArray(principals) && principals.length === 0)
    return [error("grant/value", ["principals"], "expected at least 1 principal, found an empty list")];
  return valuesAt<unknown>(["principals"], principals).flatMap(({ at, text }) =>
    prefixed(at, principalFaults(text, partition)),
  );
}

function principalFaults(value: unknown, partition: Partition | undefined): Problem[] {
  return checkPrincipals([value], partition).map((problem) => ({ ...problem, at: [] }));
}

function checkOrganization({ organization, organizationalUnit: unit }: WrittenGrantMapping): Problem[] {
  const problems: Problem[] = [];
  if (organization !== undefined && !ORGANIZATION_ID.test(organization)) {
    const hint = UNIT_PATH.test(organization) ? ". For the path of a unit, use organizationalUnit" : "";
    const message = `expected an organization's ID, such as "o-a1b2c3d4e5", found ${quoteValue(organization)}${hint}`;
    problems.push(error("grant/organization", ["organization"], message));
  }
  if (unit !== undefined && !UNIT_PATH.test(unit)) {
    const message = `expected the path of an organizational unit, starting with the organization ID, such as "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111", without wildcards, found ${quoteValue(unit)}`;
    problems.push(error("grant/organizational-unit", ["organizationalUnit"], message));
  }
  return problems;
}

const ROLE = /^([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;

function checkEnvironmentGrant({ environment, roles }: WrittenGrantMapping, place: GrantPlace): Problem[] {
  if (environment === undefined) return [];
  const { checkEnvironment } = place;
  const elsewhere = `expected principals, found the environment ${quoteValue(environment)}. Environments can be used only in environment files. Write the account ID`;
  const own = checkEnvironment?.(environment, roles !== undefined) ?? [error("grant/environment", [], elsewhere)];
  return [
    ...prefixed(["environment"], own),
    ...valuesAt(["roles"], roles).flatMap(({ at, text }) => {
      if (ROLE.test(text) && !/[*?]/.test(text) && !text.startsWith("arn:")) return [];
      const message = `expected the name of a role, including any path, such as "ci/deploy", found ${quoteValue(text)}`;
      return [error("grant/role", at, message)];
    }),
  ];
}
