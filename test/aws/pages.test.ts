import { pages, PageTokens } from "../../src/aws/pages";

interface Page {
  readonly nextToken?: string;
  readonly Marker?: string;
}

async function* paginator(...list: readonly Page[]): AsyncGenerator<Page> {
  for (const page of list) yield await Promise.resolve(page);
}

async function count(...list: readonly Page[]): Promise<number> {
  let read = 0;
  for await (const page of pages("ListThings", paginator(...list))) read += Object.keys(page).length >= 0 ? 1 : 0;
  return read;
}

test("lists that end are read to their end", async () => {
  expect(await count({ nextToken: "a" }, { nextToken: "b" }, {})).toBe(3);
  expect(await count({ Marker: "a" }, { Marker: "" })).toBe(2);
  expect(await count()).toBe(0);
});

test.each([
  ["a token at once again", [{ nextToken: "a" }, { nextToken: "a" }]],
  ["a token of some pages ago", [{ nextToken: "a" }, { nextToken: "b" }, { nextToken: "a" }]],
  ["a marker again", [{ Marker: "a" }, { Marker: "a" }]],
])("%s is an error that names the call", async (_, list) => {
  await expect(count(...list)).rejects.toThrow(
    "ListThings: expected a complete list, found the same page twice. Try again",
  );
});

test("a list with ever new tokens ends too", () => {
  const tokens = new PageTokens("ListThings");
  const read = (): void => {
    for (let page = 0; page <= 100_000; page += 1) tokens.next(`token ${page}`);
  };
  expect(read).toThrow("ListThings: expected a complete list, found more than 100000 pages");
});
