import { type ReplicationRule } from "../../domain/registry/settings";

/** A registry that images are replicated to. */
export interface Destination {
  readonly account: string;
  readonly region: string;
}

/** A replication of the images that were pushed before a replication rule existed. */
export interface Backfill {
  readonly id: string;
  readonly destination: Destination;
  /** `PREPARING`, `IN_PROGRESS`, `STOPPING`, `STOPPED`, `COMPLETE` or `FAILED`. */
  readonly status: string;
  /** Why it failed. @default - it has not failed, or AWS gives no reason */
  readonly failure?: string;
  /** Numbers of images. @default - AWS has not counted them yet */
  readonly images?: { readonly total: number; readonly replicated: number; readonly failed: number };
  /** ISO 8601. */
  readonly startedAt: string;
}

/** A destination, and its newest backfill. */
export interface DestinationStatus extends Destination {
  /** @default - it never had one */
  readonly backfill?: Backfill;
}

const UNFINISHED = ["PREPARING", "IN_PROGRESS", "STOPPING"];

/** Whether a destination has an unfinished backfill. AWS accepts no second one. */
export function isRunning({ backfill }: DestinationStatus): boolean {
  return backfill !== undefined && UNFINISHED.includes(backfill.status);
}

/** The registries that rules replicate to, each once. @param account account ID of the registry */
export function destinationsOf(rules: readonly ReplicationRule[], account: string): Destination[] {
  const all = rules.flatMap(({ destinations }) =>
    destinations.map((destination): Destination => ({ account, ...destination })),
  );
  return [...new Map(all.map((destination) => [keyOf(destination), destination])).values()];
}

/** The newest backfill of each destination. */
export function newestBackfills(
  destinations: readonly Destination[],
  backfills: readonly Backfill[],
): DestinationStatus[] {
  return destinations.map((destination) => {
    const [newest] = backfills
      .filter((backfill) => keyOf(backfill.destination) === keyOf(destination))
      .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
    return newest === undefined ? destination : { ...destination, backfill: newest };
  });
}

function keyOf({ account, region }: Destination): string {
  return `${account} ${region}`;
}
