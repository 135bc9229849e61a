import { requireAccount } from "../../aws/identity";
import { ecrClient } from "../../aws/registry";
import { orRefusal, withClient } from "../../aws/with-client";
import { listBackfills, startBackfill } from "../../aws/replication-backfills";
import { type Environment } from "../../model/environment";
import {
  destinationsOf,
  isRunning,
  newestBackfills,
  type Destination,
  type DestinationStatus,
} from "../../operations/replication/backfills";
import { columns } from "../support/terminal";
import { typedName } from "../support/confirm";
import { requireOwnRegion } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { jsonText, write } from "../support/write";

export interface ReplicateOptions {
  readonly backfill?: boolean;
  readonly yes?: boolean;
  readonly output: string;
}

/**
 * `ecr replicate ENV`.
 * @throws Error if the environment declares no replication, or a backfill is not confirmed
 */
export async function replicateCommand(root: string, name: string, options: ReplicateOptions): Promise<void> {
  const { environment } = requireOwnRegion(root, name);
  const { location, registry } = environment;
  const destinations = destinationsOf(registry?.replication ?? [], location.account);
  if (destinations.length === 0)
    throw new Error(
      `${name}: expected regions or registry.replication, found neither. Declare one and deploy it first`,
    );
  const found = await withInterrupts((signal) => backfills(environment, destinations, options, signal));
  const { account, region } = location;
  const record = { environment: environment.name, account, region, destinations: found };
  await write([options.output === "json" ? jsonText(record) : table(found)]);
  if (found.some(({ backfill }) => backfill?.status === "FAILED")) process.exitCode = 1;
}

async function backfills(
  environment: Environment,
  destinations: readonly Destination[],
  options: ReplicateOptions,
  signal: AbortSignal,
): Promise<DestinationStatus[]> {
  await requireAccount(environment);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  return withClient(ecrClient(environment, { log }), async (client) => {
    const { account } = environment.location;
    const newest = async (): Promise<DestinationStatus[]> => {
      const what = "list the replication backfills (ecr:ListReplicationBackfills)";
      return newestBackfills(destinations, await orRefusal(environment, what, listBackfills(client, account)));
    };
    const known = await newest();
    if (options.backfill !== true) return known;
    const idle = known.filter((destination) => !isRunning(destination));
    if (idle.length > 0) await confirm(environment, idle, options, signal);
    for (const destination of idle) {
      signal.throwIfAborted();
      const what = `start the replication backfill to ${placeOf(destination)} (ecr:StartReplicationBackfill)`;
      await orRefusal(environment, what, startBackfill(client, account, destination));
    }
    return newest();
  });
}

async function confirm(
  { name }: Environment,
  destinations: readonly Destination[],
  { yes = false }: ReplicateOptions,
  signal: AbortSignal,
): Promise<void> {
  if (yes) return;
  const places = destinations.map(placeOf).join(", ");
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new Error(
      `${name}: nothing was started, because there is no terminal for the confirmation. To copy the existing images to ${places}, add --yes`,
    );
  const terminal = { input: process.stdin, output: process.stderr, signal };
  if (await typedName(name, `copy its existing images to ${places}`, terminal)) return;
  throw new Error(`${name}: nothing was started, because you did not type ${name}`);
}

function placeOf({ account, region }: Destination): string {
  return `${region} (account ${account})`;
}

function table(destinations: readonly DestinationStatus[]): string {
  const rows = destinations.map(({ account, region, backfill }) => {
    const { status = "-", images, failure, startedAt = "" } = backfill ?? {};
    const count =
      images === undefined
        ? "-"
        : `${images.replicated.toLocaleString("en-US")} of ${images.total.toLocaleString("en-US")}`;
    const failed = images === undefined ? "-" : images.failed.toLocaleString("en-US");
    return [
      region,
      account,
      failure === undefined ? status : `${status} (${failure})`,
      count,
      failed,
      startedAt === "" ? "-" : startedAt,
    ];
  });
  return `${columns([["REGION", "ACCOUNT", "BACKFILL", "IMAGES", "FAILED", "STARTED"], ...rows]).join("\n")}\n`;
}
