import { EMULATED_ACCOUNT } from "./emulator";
import { type AwsRequest, type Fault } from "./faulty-proxy";

/** Answers for backfills, which the emulator does not have: two pages, one for each of two registries. */
export function backfills(started: object[]): (request: AwsRequest) => Fault | undefined {
  const id = { replicationBackfillId: "b-1", startedAt: 1_790_000_000, destination: { registryId: EMULATED_ACCOUNT } };
  const progress = {
    totalReplicationCount: 4000,
    completedReplicationCount: 120,
    failedReplicationCount: 1,
    failureCodes: [],
  };
  return ({ operation, body }) => {
    if (operation === "StartReplicationBackfill") {
      started.push(JSON.parse(body) as object);
      const destination = { ...id.destination, region: "us-west-1" };
      return { status: 200, body: { ...id, destination, status: "PREPARING" } };
    }
    if (operation !== "ListReplicationBackfills") return undefined;
    if (!body.includes("next")) {
      const other = { ...id, destination: { ...id.destination, region: "eu-west-3" }, status: "FAILED" };
      return { status: 200, body: { backfills: [other], nextToken: "next" } };
    }
    const own = { ...id, destination: { ...id.destination, region: "us-west-1" }, status: "IN_PROGRESS", progress };
    return { status: 200, body: { backfills: started.length === 0 ? [] : [own] } };
  };
}
