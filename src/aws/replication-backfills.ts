import {
  ListReplicationBackfillsCommand,
  StartReplicationBackfillCommand,
  type ECRClient,
  type ReplicationBackfillProgress,
  type ReplicationDestination,
} from "@aws-sdk/client-ecr";
import { type Backfill, type Destination } from "../operations/replication/backfills";
import { listItems } from "./pages";

/**
 * Lists the replication backfills of a registry.
 * @param registryId account ID
 * @throws what the SDK throws
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListReplicationBackfills.html
 */
export async function listBackfills(client: ECRClient, registryId: string): Promise<Backfill[]> {
  return listItems("ListReplicationBackfills", async (nextToken) => {
    const page = await client.send(new ListReplicationBackfillsCommand({ registryId, nextToken }));
    return { items: (page.backfills ?? []).map(backfillOf), next: page.nextToken };
  });
}

/**
 * Starts to replicate the existing images to a registry that replication rules name.
 * @param registryId account ID of the registry with the images
 * @throws what the SDK throws
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartReplicationBackfill.html
 */
export async function startBackfill(client: ECRClient, registryId: string, to: Destination): Promise<Backfill> {
  const destination = { region: to.region, registryId: to.account };
  return backfillOf(await client.send(new StartReplicationBackfillCommand({ registryId, destination })));
}

interface Answer {
  readonly replicationBackfillId?: string | undefined;
  readonly destination?: ReplicationDestination | undefined;
  readonly status?: string | undefined;
  readonly failureCode?: string | undefined;
  readonly progress?: ReplicationBackfillProgress | undefined;
  readonly startedAt?: Date | undefined;
}

function backfillOf({ replicationBackfillId: id = "", destination, progress, ...answer }: Answer): Backfill {
  const { status = "PREPARING", failureCode: failure, startedAt } = answer;
  const { totalReplicationCount: total = 0, completedReplicationCount: replicated = 0 } = progress ?? {};
  const { failedReplicationCount: failed = 0 } = progress ?? {};
  return {
    id,
    destination: { account: destination?.registryId ?? "", region: destination?.region ?? "" },
    status,
    ...(failure === undefined ? {} : { failure }),
    ...(progress === undefined ? {} : { images: { total, replicated, failed } }),
    startedAt: startedAt?.toISOString() ?? "",
  };
}
