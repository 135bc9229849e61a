import { countText, listText } from "../../domain/text/format";
import { type AccessGroup, type PrincipalAccess, type AccessReport } from "../../operations/access/matrix";
import { RIGHTS } from "../../operations/access/rights";
import { ANSWERS, principalText, reasons } from "../../operations/access/words";
import { columns, forTerminal } from "../support/terminal";

export const HEADING = ["PRINCIPAL", "PULL", "PUSH", "DELETE", "POLICY"];
/** Names in a heading; -o json lists all. */
const MAX_NAMES = 5;

/** The report as text: a table for each group of repositories, with the reasons below it. */
export function accessTable(report: AccessReport): string {
  const { groups, unread, faults, location } = report;
  const lines = groups.flatMap((group) => [...groupLines(group, location.account), ""]);
  return `${[
    ...(groups.length === 0 ? ["No repositories.", ""] : lines),
    ...faultLines(report).map((line) => forTerminal(line)),
    ...(unread.length + faults.length === 0 ? [] : [""]),
    ...notes(report).map((note) => forTerminal(note)),
  ].join("\n")}\n`;
}

export function faultLines({ unread, faults }: AccessReport): string[] {
  return [...unread.map(({ repositoryName, why }) => `${repositoryName}: unknown: ${why}`), ...faults];
}

function groupLines({ repositories, principals }: AccessGroup, owner: string): string[] {
  const count =
    repositories.length > MAX_NAMES ? ` (${countText(repositories.length, "repository", "repositories")})` : "";
  const heading = forTerminal(`${listText(repositories, MAX_NAMES)}${count}`);
  if (principals.length === 0) return [heading, "  No principal has access."];
  const rows = principals.map((principal) => [
    principalText(principal, owner),
    ...RIGHTS.map((right) => ANSWERS[principal.access[right].answer]),
  ]);
  const [titles = "", ...lines] = columns([HEADING, ...rows]).map((line) => `  ${line}`);
  return [
    heading,
    titles,
    ...principals.flatMap((principal, index) => [lines[index] ?? "", ...reasonLines(principal)]),
  ];
}

function reasonLines(principal: PrincipalAccess): string[] {
  return reasons(principal).map(({ rights, text }) => forTerminal(`      ${rights.join(", ")}: ${text}`));
}

export const SOURCES = { aws: "Read from AWS", declarations: "Based on the declarations" } as const;
export const EVALUATED = "Service control policies, session policies and VPC endpoint policies are not evaluated.";

function notes({ environment, location, source, groups }: AccessReport): string[] {
  const isForeign = groups.some(({ principals }) =>
    principals.some(({ account }) => account !== "" && account !== location.account),
  );
  return [
    `${environment} (account ${location.account}, ${location.region}). ${SOURCES[source]}. ${EVALUATED}`,
    ...(isForeign
      ? [
          `Principals in other accounts also need an identity policy that allows the access. To print these policies, run: npx ecr access ${environment} --other-side`,
        ]
      : []),
  ];
}
