import { JsonStream } from "../../../../src/domain/images/listing/json-stream";

/** Entries and the rest of all documents in a text that comes in pieces of so many bytes. */
function streamed(text: string, size: number): { entries: unknown[]; rest: unknown[]; calls: number } {
  const entries: unknown[] = [];
  const rest: unknown[] = [];
  let calls = 0;
  const stream = new JsonStream(["imageDetails"], {
    onEntries: (_, some) => {
      calls += 1;
      entries.push(...some);
    },
    onDocument: (document) => rest.push(document),
  });
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) stream.push(bytes.subarray(start, start + size));
  stream.end();
  return { entries, rest, calls };
}

const SIZES = [1, 2, 5, 16, 33, 100, 257, 1000, 1 << 20];

/** Entries in which much looks like the end of one. */
const TRICKY: readonly unknown[] = [
  { a: "},{", b: "x}, {y" },
  { list: [{ a: 1 }, { b: 2 }], more: { c: [{}, {}] } },
  { text: '"},\n{"', end: "\\" },
  {},
  { deep: [[{ a: "]" }, { a: "}" }]] },
  { text: "ü},{é" },
];
const many = (count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => ({ index, entry: TRICKY[index % TRICKY.length] }));

test.each([0, 1, 4])(
  "entries come whole, wherever the pieces end and whatever looks like an end (indented by %d)",
  (indent) => {
    const entries = many(60);
    const text = JSON.stringify({ before: TRICKY, imageDetails: entries, after: TRICKY }, undefined, indent);
    for (const size of SIZES) {
      const { entries: found, rest } = streamed(text, size);
      expect(found).toEqual(entries);
      expect(rest).toEqual([{ before: TRICKY, imageDetails: [], after: TRICKY }]);
    }
  },
);

test("the end of a document and the beginning of the next are no entries", () => {
  const pages = [many(7), many(1), many(0), many(30)];
  const text = pages.map((imageDetails, page) => JSON.stringify({ imageDetails, page })).join("");
  for (const size of SIZES) {
    const { entries, rest } = streamed(text, size);
    expect(entries).toEqual(pages.flat());
    expect(rest).toEqual(pages.map((_, page) => ({ imageDetails: [], page })));
  }
});

test("entries that never look like an end come too", () => {
  const entries = Array.from({ length: 50 }, (_, index) => [index, [{}, {}]]);
  for (const size of SIZES) expect(streamed(JSON.stringify(entries), size).entries).toEqual(entries);
});

test("entries come a few at a time", () => {
  expect(streamed(JSON.stringify(many(500)), 1000).calls).toBeGreaterThan(20);
});
