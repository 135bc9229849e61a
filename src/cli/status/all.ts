import {
  errorRecord,
  ofAllEnvironments,
  type EnvironmentOutcome,
  ENVIRONMENT_HEADING,
  environmentCells,
  environmentsTable,
  environmentsText,
  errorLines,
  NOT_READ,
  outcomeName,
} from "../support/all-environments";
import { refuseWithAll } from "../support/arguments";
import { write } from "../support/write";
import { readStatus } from "./read-status";
import { type EnvironmentStatus, isReady, recordText, statusRecord } from "./record";
import { type StatusOptions } from "./status";
import { countText } from "../../domain/text/format";
import { statusTotals, totalsText } from "../../operations/status/totals";
import { detailsOf, registryLines } from "./table";

export type StatusOutcome = EnvironmentOutcome<{
  readonly status: EnvironmentStatus;
  /** ISO 8601, when AWS was read. */
  readonly lastSyncTime: string;
}>;

/** `ecr status --all`: the status of every environment. One that cannot be read does not hide the others. */
export async function allStatusCommand(root: string, { output, watch }: StatusOptions): Promise<void> {
  refuseWithAll({ "--watch": watch });
  const all: readonly StatusOutcome[] = await ofAllEnvironments(
    root,
    "repositories read",
    async ({ environment }, { progress, signal }) => ({
      status: await readStatus(environment, { names: [], progress, signal }),
      lastSyncTime: new Date().toISOString(),
    }),
  );
  const isTable = output === "table" || output === "wide";
  await write([isTable ? allTable(all, { wide: output === "wide" }) : await recordText(all.map(recordOf), output)]);
  process.exitCode = all.every((outcome) => outcome.ok && isReady(outcome.value.status)) ? 0 : 1;
}

function recordOf(outcome: StatusOutcome): object {
  if (!outcome.ok) return errorRecord(outcome);
  const { environment, value } = outcome;
  return statusRecord(environment, value.status, value.lastSyncTime);
}

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
