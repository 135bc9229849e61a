import { parse } from "yaml";
import { editText, type Edit } from "../../../src/config/editing/edit";

const YAML = `# Ours
account: "111122223333" # quoted


tags: { Owner: platform }
repositories:
  # the first
  - repositoryName: team/api   # the API
    description: |
      Two
      lines

  # the end of the list

# the end of the file
`;

function edit(text: string, ...edits: readonly Edit[]): string {
  return editText("a.yaml", text, edits);
}

test("entries go behind the last one, and no other line changes", () => {
  const values = [{ repositoryName: "team/web", tags: { Team: "web", "a: b": "no" } }, "111122223333"];
  expect(edit(YAML, { kind: "append", at: ["repositories"], values })).toBe(
    YAML.replace(
      "      lines\n",
      '      lines\n  - repositoryName: team/web\n    tags: { Team: web, "a: b": "no" }\n  - "111122223333"\n',
    ),
  );
});

test("a list or key that is not there is made at the end, with the mappings above it", () => {
  expect(edit(YAML, { kind: "append", at: ["imports"], values: ["team/api", { repositoryName: "team/web" }] })).toBe(
    `${YAML}imports:\n  - team/api\n  - repositoryName: team/web\n`,
  );
  expect(edit(YAML, { kind: "set", at: ["lifecyclePolicies", "keep-5"], value: { keepNewest: 5 } })).toBe(
    `${YAML}lifecyclePolicies:\n  keep-5: { keepNewest: 5 }\n`,
  );
});

test("what a rule says is laid out as people write it", () => {
  const selection = {
    tagStatus: "tagged",
    tagPrefixList: ["v", "1."],
    countType: "imageCountMoreThan",
    countNumber: 9,
  };
  const value = { rules: [{ rulePriority: 1, description: "Keep: 9", selection, action: { type: "expire" } }] };
  expect(edit("a: 1\n", { kind: "set", at: ["policy"], value })).toBe(`a: 1
policy:
  rules:
    - rulePriority: 1
      description: "Keep: 9"
      selection: { tagStatus: tagged, tagPrefixList: [v, "1."], countType: imageCountMoreThan, countNumber: 9 }
      action: { type: expire }
`);
});

test("a key goes with its lines, and an entry of a list with its own", () => {
  const text = "# a\nimports: # these\n  - a\n  - { repositoryName: b }\n  - c\n# z\nz: 1\n";
  expect(edit(text, { kind: "remove", at: ["imports"] })).toBe("# a\n# z\nz: 1\n");
  expect(edit(text, { kind: "remove", at: ["imports", 1] })).toBe(text.replace("  - { repositoryName: b }\n", ""));
});

test("an edit of flow style keeps comments too", () => {
  const changed = edit("# a\ntags: { Owner: platform } # b\nlist: [1]\n", {
    kind: "set",
    at: ["tags", "Team"],
    value: "api",
  });
  expect(changed).toBe("# a\ntags: { Owner: platform, Team: api } # b\nlist: [ 1 ]\n");
  expect(parse(edit(changed, { kind: "append", at: ["list"], values: [2] }))).toMatchObject({ list: [1, 2] });
  expect(parse(edit(changed, { kind: "remove", at: ["tags"] }))).toEqual({ list: [1] });
});

test("the only entry of a list, an empty value and a value that is there already are changed too", () => {
  expect(parse(edit("a: 1\nlist:\n  - x\n", { kind: "remove", at: ["list", 0] }))).toEqual({ a: 1, list: [] });
  expect(parse(edit("a:\nb: 2\n", { kind: "set", at: ["a", "x"], value: 1 }))).toEqual({ a: { x: 1 }, b: 2 });
  expect(parse(edit("a: 1\nb: 2\n", { kind: "set", at: ["a"], value: 3 }))).toEqual({ a: 3, b: 2 });
});

test("lines that end as on Windows, and a last line without an end, are kept so", () => {
  expect(edit("a: 1\r\nlist:\r\n  - x\r\n", { kind: "append", at: ["list"], values: ["z2"] })).toBe(
    "a: 1\r\nlist:\r\n  - x\r\n  - z2\r\n",
  );
  expect(edit("list:\n- x", { kind: "append", at: ["list"], values: ["z2"] })).toBe("list:\n- x\n- z2\n");
});

test("JSON is edited as JSON", () => {
  const text = '{\n  "account": "1",\n  "repositories": [\n    { "repositoryName": "a" }\n  ]\n}\n';
  const changed = editText("a.json", text, [
    { kind: "append", at: ["repositories"], values: [{ repositoryName: "b" }, { repositoryName: "c" }] },
    { kind: "set", at: ["lifecyclePolicies", "x"], value: { keepNewest: 1 } },
    { kind: "append", at: ["imports"], values: ["b"] },
    { kind: "remove", at: ["account"] },
  ]);
  expect(JSON.parse(changed)).toEqual({
    repositories: [{ repositoryName: "a" }, { repositoryName: "b" }, { repositoryName: "c" }],
    lifecyclePolicies: { x: { keepNewest: 1 } },
    imports: ["b"],
  });
});

test("a text of several lines is written as lines, unless that would change it", () => {
  const value = { usage: "# Use\n\n  docker run: x #1\n", end: "a\nb", short: "c" };
  const changed = edit("a: 1\n", { kind: "append", at: ["list"], values: [value] });
  expect(changed.split("\n")).toEqual([
    ...[
      "a: 1",
      "list:",
      "  - usage: |",
      "      # Use",
      "",
      "        docker run: x #1",
      "    end: |-",
      "      a",
      "      b",
    ],
    ...["    short: c", ""],
  ]);
  const texts = [
    "a\n\n",
    "\na",
    " \n a",
    "a\r\nb",
    "a\tb\nc",
    "---\n...\n",
    "a\u0000\nb",
    "a \n b ",
    "\n",
    "- a\n? b\n",
    "a\n  \nb",
    "é\u2028\nü",
  ];
  for (const text of texts)
    expect(parse(edit("a: 1\n", { kind: "append", at: ["list"], values: [{ x: { text }, text }, text] }))).toEqual({
      a: 1,
      list: [{ x: { text }, text }, text],
    });
});

test("a path through a text is refused, and so is text with faults", () => {
  expect(() => edit("a: text\n", { kind: "set", at: ["a", "b"], value: 1 })).toThrow(
    'expected a mapping with the key "b", found "text"',
  );
  expect(() => edit("a: [1\n", { kind: "set", at: ["b"], value: 1 })).toThrow(/Flow sequence/);
});
