import { REVIEW_KIND_NAMES, REVIEW_KINDS } from "../../../src/operations/review/kinds";
import { PLAN_KINDS } from "../../../src/operations/review/plan/kinds";
import { findingText, summaryLine } from "../../../src/operations/review/words";
import { images, review } from "../../support/operations/review";
import { ACCESS_SCENARIOS } from "../../support/operations/review-access-scenarios";
import { PLACE_SCENARIOS } from "../../support/operations/review-place-scenarios";

const SCENARIOS = { ...ACCESS_SCENARIOS, ...PLACE_SCENARIOS };

test.each(Object.entries(SCENARIOS))("%s", (_, { before, after, known, worst: [kind, text] }) => {
  const found = review(before, after, images(known));
  const [worst] = found.environments.flatMap(({ findings }) => findings);
  expect(worst && [worst.kind, findingText(worst)]).toEqual([kind, text]);
  expect(worst?.severity).toBe(REVIEW_KINDS[kind].severity);
  expect(summaryLine(found)).toMatch(new RegExp(`^${REVIEW_KINDS[kind].severity}: `));
});

test("every kind of finding has a scenario", () => {
  const shown = new Set(Object.values(SCENARIOS).map(({ worst: [kind] }) => kind));
  // An environment that cannot be read has no data to start from: see the test of the command.
  const others = REVIEW_KIND_NAMES.filter((kind) => !shown.has(kind) && !(kind in PLAN_KINDS));
  expect(others).toEqual(["base-unreadable"]);
});
