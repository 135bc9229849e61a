import { setTimeout } from "node:timers/promises";
import { allAnswers } from "../../src/aws/all-answers";

test("answers keep the order of their requests", async () => {
  expect(await allAnswers([setTimeout(5, "slow"), Promise.resolve(1)])).toEqual(["slow", 1]);
});

test("a failure is thrown after the other requests have ended", async () => {
  let ended = false;
  const slow = setTimeout(20).then(() => {
    ended = true;
  });
  await expect(allAnswers([slow, Promise.reject(new Error("denied"))])).rejects.toThrow("denied");
  expect(ended).toBe(true);
});
