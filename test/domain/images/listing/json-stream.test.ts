import { JsonDocuments } from "../../../../src/domain/images/listing/json-documents";
import { JsonStream } from "../../../../src/domain/images/listing/json-stream";

/** Entries and outlines of all documents in a text that comes in pieces of so many bytes. */
function streamed(
  text: string,
  size: number,
  Reader: typeof JsonStream | typeof JsonDocuments = JsonStream,
): { entries: unknown[]; rest: unknown[]; calls: number } {
  const entries: unknown[] = [];
  const rest: unknown[] = [];
  let calls = 0;
  const stream = new Reader({
    onEntries: (_, some) => {
      calls += 1;
      entries.push(...some);
    },
    isEntry: () => false,
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
const REST = { page: 3, next: "x", none: null, more: { a: 1 } };
const many = (count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => ({ index, entry: TRICKY[index % TRICKY.length] }));

test.each([0, 1, 4])(
  "entries come whole, wherever the pieces end and whatever looks like an end (indented by %d)",
  (indent) => {
    const entries = many(60);
    const text = JSON.stringify({ before: TRICKY, imageDetails: entries, after: TRICKY, ...REST }, undefined, indent);
    for (const size of SIZES) {
      const { entries: found, rest } = streamed(text, size);
      expect(found).toEqual(entries);
      expect(rest).toEqual([{ before: [], imageDetails: [], after: [], page: 3, next: "x", none: null, more: {} }]);
    }
    const whole = streamed(text, 100, JsonDocuments);
    expect(whole.entries).toEqual(entries);
    expect(whole.rest).toEqual([
      { before: TRICKY, imageDetails: [], after: TRICKY, page: 3, next: "x", none: null, more: { a: 1 } },
    ]);
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

test("entries come one by one, so that memory does not grow with them", () => {
  expect(streamed(JSON.stringify(many(500)), 1000).calls).toBe(500);
});

test("documents that follow each other are read by the stream", () => {
  const text = `${JSON.stringify({ imageDetails: many(3) })}\n${JSON.stringify(many(2))}`;
  expect(streamed(text, 50, JsonDocuments).entries).toEqual([...many(3), ...many(2)]);
});
