import { registryDifferenceText } from "../../domain/registry/differences";
import { originText } from "../../domain/repository/differences/origin";
import { scanText } from "../../domain/images/image-scan";
import { type RegistryStatus } from "../../operations/status/registry";
import { type RepositoryState, type RepositoryStatus } from "../../operations/status/status";
import { statusTotals, totalsText } from "../../operations/status/totals";
import { bytesText } from "../../domain/text/format";
import { colors, columns, forTerminal } from "../support/terminal";

const NONE = "-";
const HEADING = ["NAME", "READY", "IMAGES", "SIZE", "LAST PUSH", "FINDINGS"];
const WIDE_HEADING = ["CREATED", "REGISTRY ID", "URI", "ARN", "LAST SYNC"];

const READY = {
  ready: "True",
  differs: "False",
  missing: "False",
  unread: "Unknown",
  undeclared: NONE,
} as const satisfies Record<RepositoryState, string>;

/**
 * The status as a table: a row for each repository, then differences, faults and warnings, then the totals. It fits 80 columns, except
 * for long names and findings, and the wide table.
 * @param title heading of the totals
 * @param at ISO 8601, when AWS was read
 */
export function statusTable(
  title: string,
  statuses: readonly RepositoryStatus[],
  at: string,
  { wide, registry }: { readonly wide: boolean; readonly registry?: RegistryStatus | undefined },
): string {
  const row = (status: RepositoryStatus): string[] => [
    ...cells(status, wide),
    ...(wide ? [...wideCells(status), painted(status)] : []),
  ];
  const heading = [...HEADING, ...(wide ? [...WIDE_HEADING, "MESSAGE"] : [])];
  const details = [
    ...statuses.flatMap((status) => detailsOf(status, wide)),
    ...(registry === undefined ? [] : registryLines(registry)),
  ];
  const lines = [
    ...(statuses.length === 0 ? ["No repositories."] : columns([heading, ...statuses.map(row)])),
    ...(details.length === 0 ? [] : ["", ...details.map((line) => forTerminal(line))]),
    "",
    forTerminal(`${title}: ${totalsText(statusTotals(statuses))}`),
    `Read from AWS at ${at}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function cells({ repositoryName, state, imageCount, imageBytes, lastPush, scan }: RepositoryStatus, wide: boolean) {
  return [
    repositoryName,
    READY[state],
    imageCount === undefined ? NONE : String(imageCount),
    imageBytes === undefined ? NONE : bytesText(imageBytes),
    timeText(lastPush, wide),
    scan === undefined ? NONE : scanText(scan),
  ];
}

function wideCells({ creationDate, registryId, repositoryUri, repositoryArn, lastSyncTime }: RepositoryStatus) {
  return [timeText(creationDate, true), registryId, repositoryUri ?? NONE, repositoryArn, timeText(lastSyncTime, true)];
}

/** To the day, or to the second. */
function timeText(time: string | undefined, wide: boolean): string {
  if (time === undefined) return NONE;
  return wide ? time.replace(/\.\d+Z$/, "Z") : time.slice(0, 10);
}

/** Only for the last cell, which is not padded, because color codes would misalign the columns. */
function painted({ state, message }: RepositoryStatus): string {
  const paint = colors();
  if (state === "ready") return message;
  if (state === "undeclared") return paint.dim(message);
  return state === "unread" ? paint.yellow(message) : paint.red(message);
}

/** Each line begins with `registry`. */
export function registryLines({ state, settings, differences, faults }: RegistryStatus): string[] {
  if (state === "ready") return [`registry: as declared (${settings.join(", ")})`];
  return [...differences.map(registryDifferenceText), ...faults].map((text) => `registry: ${text}`);
}

function yellow(warning: string): string {
  return colors().yellow(`warning: ${warning}`);
}

/** Each line begins with the repository's name, for `grep`. */
export function detailsOf(status: RepositoryStatus, wide: boolean): string[] {
  const { repositoryName, state, differences, faults, warnings = [] } = status;
  // Other states have differences or faults to show.
  const message = !wide && (state === "missing" || state === "undeclared") ? [painted(status)] : [];
  return [...message, ...differences.map(originText), ...faults, ...warnings.map(yellow)].map(
    (text) => `${repositoryName}: ${text}`,
  );
}
