import { type LocalContext } from "./context";
import { findConnection, findOwn } from "./emulator-connection";

/** Whether an emulator runs, and which. */
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

/** @throws Error when `AWS_ENDPOINT_URL` does not answer */
export async function localStatus(context: LocalContext): Promise<LocalStatus> {
  const connection = await findConnection(context);
  if (connection === undefined) return { running: false };
  if (connection.kind === "external") return { running: true, emulator: "external", endpoint: connection.endpoint };
  const own = findOwn(context);
  if (own === undefined) return { running: false };
  const { endpoint, account, region, process, startedAt, logFile } = own;
  return { running: true, emulator: "embedded", endpoint, account, region, pid: process.pid, startedAt, logFile };
}

/** The status for people. */
export function statusText(status: LocalStatus): string {
  if (!status.running) return "No emulator runs. Start one: npm run local";
  if (status.emulator === "external") return `AWS_ENDPOINT_URL names an emulator at ${status.endpoint}; it answers.`;
  const { endpoint, account, region, pid, startedAt, logFile } = status;
  return [
    `The emulator runs at ${endpoint}`,
    `account ${account}, region ${region}, process ${pid}, since ${startedAt}`,
    `log ${logFile}`,
  ].join("\n");
}
