import {
  destinationsOf,
  isRunning,
  newestBackfills,
  type Backfill,
} from "../../../src/operations/replication/backfills";

const ACCOUNT = "111122223333";
const destination = { account: ACCOUNT, region: "us-east-1" };
const backfill = (id: string, startedAt: string, status = "COMPLETE"): Backfill => ({
  id,
  destination,
  status,
  startedAt,
});

test("a destination of several rules counts once, in the registry's own account unless another is named", () => {
  const rules = [
    { destinations: [{ region: "us-east-1" }, { region: "us-east-1", account: "444455556666" }] },
    { destinations: [{ region: "us-east-1", account: ACCOUNT }], repositoryPrefixes: ["team/"] },
  ];
  expect(destinationsOf(rules, ACCOUNT)).toEqual([destination, { account: "444455556666", region: "us-east-1" }]);
});

test("the newest backfill of a destination counts, and only an unfinished one keeps another from starting", () => {
  const found = [backfill("a", "2026-01-01T00:00:00.000Z", "IN_PROGRESS"), backfill("b", "2026-01-02T00:00:00.000Z")];
  const [first, second] = newestBackfills([destination, { account: ACCOUNT, region: "us-west-2" }], found);
  expect(first?.backfill?.id).toBe("b");
  expect(second?.backfill).toBeUndefined();
  expect(
    ["PREPARING", "IN_PROGRESS", "STOPPING", "STOPPED", "COMPLETE", "FAILED"].map((status) =>
      isRunning({ ...destination, backfill: backfill("c", "", status) }),
    ),
  ).toEqual([true, true, true, false, false, false]);
});
