import { checkManages, checkOwnership, distinctEntries, prefixesOf } from "../../../src/domain/operator/manages";

test.each([["sandbox/"], ["a/"], ["team/sandbox/"], ["tools/builder"], ["team.x/a_b-c"]])("%s is taken", (entry) => {
  expect(checkManages([entry])).toEqual([]);
});

test("an empty list is an error, as the operator could do nothing", () => {
  expect(checkManages([])).toMatchObject([
    {
      rule: "operator/manages-empty",
      severity: "error",
      at: [],
      message: expect.stringContaining('list prefixes such as "sandbox/"'),
    },
  ]);
});

test.each([
  [
    "app*",
    '"app*" has a wildcard and would also cover "app-other"; write "app/" for every repository below it, or exact names such as "app"',
  ],
  ["app/*", '"app/*" has a wildcard; write "app/" for every repository below it'],
  ["*", '"*" has a wildcard and would cover every repository; list prefixes such as "sandbox/" or exact names'],
  [
    "ap?/",
    '"ap?/" has a wildcard and would also cover "ap-other"; write "ap/" for every repository below it, or exact names such as "ap"',
  ],
])("the wildcard in %s is refused, with what to write instead", (entry, message) => {
  expect(checkManages(["sandbox/", entry])).toEqual([
    { rule: "operator/manages-wildcard", severity: "error", at: [1], message },
  ]);
});

test.each(["/", "", "Sandbox/", "a//", "-a/", "a-/", `${"a".repeat(255)}/`])("%p is refused", (entry) => {
  expect(checkManages([entry])).toContainEqual(expect.objectContaining({ severity: "error", at: [0] }));
});

test("a prefix that can begin no name is reported with what is allowed", () => {
  expect(checkManages(["Sandbox/"])).toMatchObject([
    {
      rule: "operator/manages-prefix",
      message: expect.stringMatching(
        /^"Sandbox\/" \(8 characters\) can begin no repository's name; lower-case letters .* at most 255 characters/,
      ),
    },
  ]);
});

test("an exact name is held against ECR's rules", () => {
  expect(checkManages(["Tools"])).toMatchObject([{ rule: "repository/name", at: [0] }]);
});

test("repetitions and overlaps are reported and dropped", () => {
  const manages = ["sandbox/", "sandbox/x", "sandbox/a/", "tools/one", "sandbox/", "sandboxy/x"];
  expect(distinctEntries(manages)).toEqual(["sandbox/", "tools/one", "sandboxy/x"]);
  expect(checkManages(manages)).toEqual([
    {
      rule: "operator/manages-overlap",
      severity: "warning",
      at: [1],
      message: '"sandbox/x" is covered by "sandbox/" already and dropped; list only one of them',
    },
    {
      rule: "operator/manages-overlap",
      severity: "warning",
      at: [2],
      message: expect.stringContaining('"sandbox/a/"'),
    },
    {
      rule: "operator/manages-duplicate",
      severity: "warning",
      at: [4],
      message: '"sandbox/" is listed twice; the second is dropped',
    },
  ]);
});

test("a declared name that the operator owns is an error at its index", () => {
  expect(
    checkOwnership(["team/api", "sandbox/a/b", "sandbox", "tools/one", "tools/one/x"], ["sandbox/", "tools/one"]),
  ).toEqual([
    {
      rule: "operator/ownership",
      severity: "error",
      at: [1],
      message:
        '"sandbox/a/b" is declared here, but belongs to the operator by "sandbox/" in manages; the operator would reset its settings every five minutes and may delete it. Leave it to one of the two',
    },
    {
      rule: "operator/ownership",
      severity: "error",
      at: [3],
      message: expect.stringContaining('by "tools/one" in manages'),
    },
  ]);
});

test.each([
  ["prefixes", "a/".repeat(30_000)],
  ["name", `${"a/".repeat(30_000)}a`],
  ["wildcard", `${"a/".repeat(30_000)}*`],
])("text of any length is checked at once: a %s of 60,000 characters", (_, entry) => {
  const start = performance.now();
  expect(checkManages([entry, "b/"]).map(({ at, severity }) => [at, severity])).toEqual([[[0], "error"]]);
  checkOwnership([entry], [entry]);
  expect(performance.now() - start).toBeLessThan(1000);
  // Longer ones are no repository's.
  expect(prefixesOf(entry).at(-1)).toHaveLength(256);
});
