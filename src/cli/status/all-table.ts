import { countText } from "../../domain/text/format";
import { statusTotals, totalsText } from "../../operations/status/totals";
import { colors } from "../support/colors";
import { columns } from "../support/columns";
import { forTerminal } from "../support/wrapped";
import { type EnvironmentStatus } from "./all";
import { detailsOf } from "./table";

const HEADING = [
  ...["ENVIRONMENT", "ACCOUNT", "REGION", "DECLARED", "READY", "MISSING"],
  ...["DIFFERS", "UNREAD", "UNDECLARED"],
];
const NONE = "-";
const COUNTS = ["declared", "ready", "missing", "differs", "unread", "undeclared"] as const;

/** Lines of details for each environment, unless the table is wide. */
const MOST_DETAILS = 10;

/**
 * The status of several environments as a table: a row for each, then what is wrong in each, then the totals. Each line of
 * details begins with the environment's name, for `grep`.
 */
export function allTable(all: readonly EnvironmentStatus[], { wide }: { readonly wide: boolean }): string {
  const details = all.flatMap((status) => detailLines(status, wide));
  const read = all.flatMap((status) => (status.ok ? [status.value.statuses] : []));
  const unread = all.length - read.length;
  const counted = `${countText(all.length, "environment")}${unread === 0 ? "" : ` (${unread} could not be read)`}`;
  const lines = [
    ...columns([HEADING, ...all.map(row)]),
    ...(details.length === 0 ? [] : ["", ...details.map((line) => forTerminal(line))]),
    "",
    forTerminal(`${counted}: ${totalsText(statusTotals(read.flat()))}`),
  ];
  return `${lines.join("\n")}\n`;
}

function row(status: EnvironmentStatus): string[] {
  const name = status.ok ? status.environment.name : status.name;
  const { account = NONE, region = NONE } = (status.ok ? status.environment.location : status.location) ?? {};
  const totals = status.ok ? statusTotals(status.value.statuses) : undefined;
  return [name, account, region, ...COUNTS.map((count) => (totals === undefined ? NONE : String(totals[count])))];
}

/** Undeclared repositories are only counted, because they need no action. */
function detailLines(status: EnvironmentStatus, wide: boolean): string[] {
  if (!status.ok) return errorLines(status.name, status.error);
  const { name } = status.environment;
  const lines = status.value.statuses
    .filter(({ state }) => state !== "undeclared")
    .flatMap((one) => detailsOf(one, false));
  const shown = wide ? lines : lines.slice(0, MOST_DETAILS);
  const more = lines.length - shown.length;
  return [
    ...shown.map((line) => `${name}: ${line}`),
    ...(more === 0 ? [] : [`${name}: ${countText(more, "more line")}: npx ecr status ${name}`]),
  ];
}

/** Refusals of AWS begin with the environment's name already. */
function errorLines(name: string, error: string): string[] {
  const start = `${name}: `;
  return error.split("\n").map((line) => colors().red(line.startsWith(start) ? line : `${start}${line}`));
}
