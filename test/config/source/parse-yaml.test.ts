import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { quickYaml } from "../../../src/config/source/parse-yaml";

/** What the parser with positions makes of the text. */
function slowYaml(text: string): unknown[] {
  const documents = parseAllDocuments(text, { merge: true, version: "1.2" });
  return Array.isArray(documents) ? documents.map((document) => document.toJS() as unknown) : [];
}

const SCALARS = [
  ..."~ null Null NULL nulL true True TRUE tRUE false yes no on off y n".split(" "),
  ..."0 -1 +1 007 012345678901 0o17 0O17 0x1F 0b11 1_000 1,000 1.0 -1.5 .5 1. 1e3 1.5E-3 +.inf -.INF .nan 1:30".split(
    " ",
  ),
  ..."2026-11-22 2026-11-22T10:00:00Z 1.2.3 v1.0 111122223333 99999999999999999999 alias/key a:b a#b".split(" "),
  ...[
    '"quoted"',
    "'it''s'",
    '"\\u00e9\\n\\x41"',
    "''",
    '""',
    "[a, [b], {c: d}]",
    "{a: 1, b: [2]}",
    "!!str 12",
    "é ☃ 😀",
  ],
];

test.each(SCALARS)("both parsers read %s alike", (scalar) => {
  const text = `key: ${scalar}\nlist:\n  - ${scalar}\n`;
  expect(quickYaml(text)).toEqual(slowYaml(text));
});

const TEXTS: Readonly<Record<string, string>> = {
  "block texts":
    "a: |\n  one\n   two\n\n  three\nb: >-\n  folded\n  text\n\n  end\nc: |+\n  kept\n\nd: |2\n    indented\n",
  "several documents": "a: 1\n---\nb: 2\n...\n---\n# nothing\n---\nc: 3\n",
  "anchors, aliases and merges":
    "base: &b {x: 1, y: [2]}\none: *b\ntwo: {<<: *b, x: 3}\nthree:\n  <<: [*b, {z: 4}]\n  y: 5\n",
  "comments and blank lines": "# top\n\na: 1 # one\n\n# end\n",
  "Windows line ends": "a: 1\r\nb:\r\n  - 2\r\n  - |\r\n    text\r\n    more\r\n",
  "keys that are no text": "1: a\ntrue: b\n? c\n: d\n",
  "nothing at all": "# only a comment\n",
  "values over several lines": 'a: "one\n  two\n\n  three"\nb: plain\n  text\n',
};

test.each(Object.entries(TEXTS))("both parsers read %s alike", (_name, text) => {
  const data = quickYaml(text);
  expect(data).toBeDefined();
  // The quick parser leaves a stream without a document empty, the other has one that is null.
  const filled = (documents: readonly unknown[] = []): unknown[] => documents.filter((document) => document !== null);
  expect(filled(data)).toEqual(filled(slowYaml(text)));
});

test("both parsers read the environments that ship alike", () => {
  const folder = join(__dirname, "../../../environments");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    expect(quickYaml(text)).toEqual(slowYaml(text));
  }
});

test.each([
  ["a key twice", "a: 1\na: 2\n"],
  ["a tab as indentation", "a:\n\tb: 1\n"],
  ["an open bracket", "a: [1, 2\n"],
  ["an unknown anchor", "a: *b\n"],
  ["text after a quoted value", 'a: "b" c\n'],
  ["a colon in plain text", "a: b: c\n"],
])("the quick parser leaves %s to the other", (_name, text) => {
  expect(quickYaml(text)).toBeUndefined();
});
