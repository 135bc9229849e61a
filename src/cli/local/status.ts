import { type LocalContext } from "./context";
import { findConnection, findEmbedded } from "./emulator-connection";

/** Whether an emulator is running, and which one. */
export type LocalStatus =
  | { readonly running: false }
  | { readonly running: true; readonly emulator: "external"; readonly endpoint: string }
  | {
      readonly running: true;
      readonly emulator: "embedded";
      readonly endpoint: string;
      readonly account: string;
      readonly region: string;
      readonly pid: number;
      readonly startedAt: string;
      readonly logFile: string;
    };

/** @throws Error when the emulator does not respond */
export async function localStatus(context: LocalContext): Promise<LocalStatus> {
  const connection = await findConnection(context);
  if (connection === undefined) return { running: false };
  if (connection.kind === "external") return { running: true, emulator: "external", endpoint: connection.endpoint };
  const embedded = findEmbedded(context);
  if (embedded === undefined) return { running: false };
  const { endpoint, account, region, process, startedAt, logFile } = embedded;
  return { running: true, emulator: "embedded", endpoint, account, region, pid: process.pid, startedAt, logFile };
}

export function statusText(status: LocalStatus): string {
  if (!status.running) return "No emulator is running. To start one: npx ecr local up";
  if (status.emulator === "external") return `Your own emulator (AWS_ENDPOINT_URL) responds at ${status.endpoint}.`;
  const { endpoint, account, region, pid, startedAt, logFile } = status;
  return [
    `The emulator is running at ${endpoint}`,
    `account ${account}, region ${region}, process ${pid}, since ${startedAt}`,
    `log ${logFile}`,
  ].join("\n");
}
