import { checkedOnce } from "../../../src/domain/problems/memoize-check";
import { error } from "../../../src/domain/problems/problem";

function counting() {
  const seen: unknown[] = [];
  const check = checkedOnce((document: unknown, partition?: string) => {
    seen.push(document);
    return [error("test/seen", [], `${String(seen.length)} ${partition ?? ""}`)];
  });
  return { check, seen };
}

test("documents with the same text are checked once for the same arguments", () => {
  const { check, seen } = counting();
  const first = check({ a: [1, "x"] }, "aws");
  expect(check({ a: [1, "x"] }, "aws")).toBe(first);
  expect(check({ a: [1, "x"] }, "aws-cn")).not.toBe(first);
  expect(seen).toHaveLength(2);
});

test.each<[unknown, unknown]>([
  [{ a: null }, { a: Number.NaN }],
  [{ a: null }, { a: Number.POSITIVE_INFINITY }],
  [{ a: 0 }, { a: -0 }],
  [{}, { a: undefined }],
  [{ a: [null] }, { a: [undefined] }],
  [{ a: "2026-01-31T00:00:00.000Z" }, { a: new Date("2026-01-31T00:00:00Z") }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [{ a: "1" }, { a: 1 }],
])("%j and a document with the same JSON, or nearly, are checked separately", (one, other) => {
  const { check, seen } = counting();
  check(one);
  check(other);
  expect(seen).toEqual([one, other]);
});

test("values that are no objects are checked each time, and a document by itself once", () => {
  const { check, seen } = counting();
  const long = { text: "x".repeat(10_000) };
  check("a");
  check("a");
  check(long);
  check(long);
  check({ ...long });
  expect(seen).toHaveLength(4);
});
