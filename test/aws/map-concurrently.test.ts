import { mapConcurrently } from "../../src/aws/map-concurrently";

test("each result is in its place, whatever took longest", async () => {
  const outcomes = await mapConcurrently([30, 1, 10], async (ms) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  });
  expect(outcomes).toEqual([30, 1, 10].map((value) => ({ ok: true, value })));
});

test("one that fails does not stop the others", async () => {
  const outcomes = await mapConcurrently([1, 2, 3], (it) =>
    it === 2 ? Promise.reject(new Error("no")) : Promise.resolve(it),
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(outcomes[1]).toMatchObject({ reason: { message: "no" } });
});

test("no more are under way than allowed", async () => {
  let running = 0;
  let most = 0;
  await mapConcurrently(
    Array.from({ length: 50 }, (_, index) => index),
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    },
    { atOnce: 4 },
  );
  expect(most).toBe(4);
});

test("aborted, what has begun is finished and the rest is left", async () => {
  const controller = new AbortController();
  const begun: number[] = [];
  let done = 0;
  const all = mapConcurrently(
    [1, 2, 3, 4],
    async (it) => {
      begun.push(it);
      await new Promise((resolve) => setImmediate(resolve));
      if (it === 1) controller.abort(new Error("enough"));
    },
    {
      atOnce: 2,
      signal: controller.signal,
      onDone: () => {
        done += 1;
      },
    },
  );
  await expect(all).rejects.toThrow("enough");
  expect(begun).toEqual([1, 2]);
  expect(done).toBe(2);
});
