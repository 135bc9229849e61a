import { quoteValue } from "../problems/problem";
import { ALLOWED_PRINCIPALS, SERVICE } from "./principal";

/**
 * The message that shows which statement grants access to a service, an organization or everyone; `undefined` for other
 * values.
 */
export function statementFault(value: unknown): string | undefined {
  const found = typeof value === "string" ? statementFor(value) : undefined;
  if (found === undefined) return undefined;
  return `expected ${ALLOWED_PRINCIPALS}, found ${quoteValue(value)}, ${found.what}. Write a statement under repositoryPolicy with ${found.statement}`;
}

/** Ids of organizations and of their units, or the path of a unit. */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ORGANIZATION_PATH = /^o-[a-z0-9]{10,32}\/\S+$/;
const UNIT = /^(?:ou|r)-[a-z0-9]+(?:-[a-z0-9]+)?$/;
const ORGANIZATION_ARN = /^arn:[a-z-]+:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/;

/** What a value that is not an AWS principal names, and the elements of the statement that grants access to it. */
function statementFor(value: string): { readonly what: string; readonly statement: string } | undefined {
  if (SERVICE.test(value)) {
    const source =
      value === LAMBDA
        ? 'ArnLike: { "aws:SourceArn": "arn:aws:lambda:<region>:<account>:function:<name>" }'
        : 'StringEquals: { "aws:SourceAccount": "<account>" }';
    return {
      what: "a service",
      statement: `Principal: { Service: ${JSON.stringify(value)} } and Condition: { ${source} }`,
    };
  }
  const [, organization = value] = ORGANIZATION_ARN.exec(value) ?? [];
  if (ORGANIZATION.test(organization)) {
    return { what: "an organization", statement: anyone(`StringEquals: { "aws:PrincipalOrgID": "${organization}" }`) };
  }
  if (ORGANIZATION_PATH.test(value) || UNIT.test(value)) {
    const path = UNIT.test(value) ? `<organization>/<root>/${value}/*` : value;
    return {
      what: "an organizational unit",
      statement: anyone(`"ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ${JSON.stringify(path)} }`),
    };
  }
  if (value !== "*") return undefined;
  return { what: "everyone", statement: anyone('StringEquals: { "aws:PrincipalOrgID": "<organization>" }') };
}

const LAMBDA = "lambda.amazonaws.com";

function anyone(condition: string): string {
  return `Principal: "*" and Condition: { ${condition} }`;
}
