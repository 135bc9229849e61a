import { countText } from "../../domain/text/format";
import { statusTotals, totalsText } from "../../operations/status/totals";
import {
  ENVIRONMENT_HEADING,
  environmentCells,
  environmentsTable,
  environmentsText,
  errorLines,
  NOT_READ,
  outcomeName,
} from "../support/all-environments";
import { type StatusOutcome } from "./all";
import { detailsOf, registryLines } from "./table";

const HEADING = [...ENVIRONMENT_HEADING, ...["DECLARED", "READY", "MISSING", "DIFFERS", "UNREAD", "UNDECLARED"]];
const COUNTS = ["declared", "ready", "missing", "differs", "unread", "undeclared"] as const;

/** Lines of details for each environment, unless the table is wide. */
const MOST_DETAILS = 10;

/**
 * The status of several environments as a table: a row for each, then what is wrong in each, then the totals. Each line of
 * details begins with the environment's name, for `grep`.
 */
export function allTable(all: readonly StatusOutcome[], { wide }: { readonly wide: boolean }): string {
  const details = all.flatMap((status) => detailLines(status, wide));
  const read = all.flatMap((status) => (status.ok ? [status.value.status.repositories] : []));
  const summary = `${environmentsText(all)}: ${totalsText(statusTotals(read.flat()))}`;
  return environmentsTable([HEADING, ...all.map(row)], details, summary);
}

function row(status: StatusOutcome): string[] {
  const totals = status.ok ? statusTotals(status.value.status.repositories) : undefined;
  const counts = COUNTS.map((count) => (totals === undefined ? NOT_READ : String(totals[count])));
  return [...environmentCells(status), ...counts];
}

/** Undeclared repositories are only counted, because they need no action. */
function detailLines(status: StatusOutcome, wide: boolean): string[] {
  if (!status.ok) return errorLines(status);
  const name = outcomeName(status);
  const { repositories, registry } = status.value.status;
  const lines = [
    ...repositories.filter(({ state }) => state !== "undeclared").flatMap((one) => detailsOf(one, false)),
    ...(registry === undefined || registry.state === "ready" ? [] : registryLines(registry)),
  ];
  const shown = wide ? lines : lines.slice(0, MOST_DETAILS);
  const more = lines.length - shown.length;
  return [
    ...shown.map((line) => `${name}: ${line}`),
    ...(more === 0 ? [] : [`${name}: ${countText(more, "more line")}: npx ecr status ${name}`]),
  ];
}
