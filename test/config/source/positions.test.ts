import { readJson } from "../../../src/config/source/json-source";
import { type SourceDocument } from "../../../src/config/source/source";
import { readYaml } from "../../../src/config/source/yaml-source";

function only({ documents }: { readonly documents: readonly SourceDocument[] }): SourceDocument {
  const [document] = documents;
  if (document === undefined) throw new Error("no document");
  return document;
}

const YAML = only(
  readYaml(
    "a.yaml",
    [
      "# first",
      "list:",
      "  - name: one",
      "    empty:",
      "  - { name: two }",
      "block: |",
      "",
      "    {",
      '      "key": [1, 22]',
      "    }",
      "folded: >",
      '  { "key": 1 }',
      '"quoted key": 1',
      "",
    ].join("\n"),
  ),
);

const JSON_FILE = only(
  readJson("a.json", '{\n  "list": [\n    { "name": "one" }\n  ],\n  "text": "{\\"a\\": 1}"\n}\n'),
);

const place = (document: SourceDocument, ...at: readonly (string | number)[]) => {
  const { line, column } = document.positionOf(at);
  return `${line}:${column}`;
};

test("a value in YAML is found at its first character", () => {
  expect([place(YAML, "list"), place(YAML, "list", 0), place(YAML, "list", 1, "name")]).toEqual(["3:3", "3:5", "5:13"]);
});

test("a key in YAML is found where it stands, quoted or not", () => {
  expect(YAML.positionOfKey(["list", 1, "name"])).toEqual({ file: "a.yaml", line: 5, column: 7 });
  expect(YAML.positionOfKey(["quoted key"])).toEqual({ file: "a.yaml", line: 13, column: 1 });
});

test("what is not there is looked for at what would hold it", () => {
  expect([place(YAML, "missing"), place(YAML, "list", 0, "missing"), place(YAML, "list", 7)]).toEqual([
    "2:1",
    "3:5",
    "3:3",
  ]);
});

test("inside a block of JSON text a place is exact, blank lines at its beginning included", () => {
  expect([place(YAML, "block"), place(YAML, "block", "key"), place(YAML, "block", "key", 1)]).toEqual([
    "6:8",
    "9:14",
    "9:18",
  ]);
  expect(YAML.positionOfKey(["block", "key"])).toEqual({ file: "a.yaml", line: 9, column: 7 });
});

test("inside any other text a place is where the text begins", () => {
  expect([place(YAML, "folded", "key"), YAML.positionInText(["folded"], 4)]).toEqual([
    "11:9",
    { file: "a.yaml", line: 11, column: 9 },
  ]);
});

test("in JSON keys and values are found alike, and what is inside a text where that begins", () => {
  expect([
    place(JSON_FILE, "list", 0, "name"),
    place(JSON_FILE, "list", 0, "missing"),
    place(JSON_FILE, "text"),
  ]).toEqual(["3:15", "3:5", "5:11"]);
  expect(JSON_FILE.positionOfKey(["list", 0, "name"])).toEqual({ file: "a.json", line: 3, column: 7 });
  expect(JSON_FILE.positionInText(["text"], 3)).toEqual({ file: "a.json", line: 5, column: 11 });
});

test("each document of a stream has its own places", () => {
  const { documents } = readYaml("a.yaml", "---\n# nothing\n---\na: 1\n---\nb: 2\n");
  expect(documents.map((document) => [document.data, document.positionOf([])])).toEqual([
    [{ a: 1 }, { file: "a.yaml", line: 4, column: 1 }],
    [{ b: 2 }, { file: "a.yaml", line: 6, column: 1 }],
  ]);
});
