import { checkManages, checkOwnership, distinctEntries, prefixesOf } from "../../../src/domain/operator/manages";

test.each([["sandbox/"], ["a/"], ["team/sandbox/"], ["tools/builder"], ["team.x/a_b-c"]])("%s is accepted", (entry) => {
  expect(checkManages([entry])).toEqual([]);
});

test("an empty list is an error", () => {
  expect(checkManages([])).toMatchObject([
    {
      rule: "operator/manages-empty",
      severity: "error",
      at: [],
      message: expect.stringContaining('at least one repository name or prefix (such as "sandbox/")'),
    },
  ]);
});

test.each([
  [
    "app*",
    'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "app*", which would also cover "app-other". Write "app/" for every repository under it, or exact names such as "app"',
  ],
  [
    "app/*",
    'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "app/*". Write "app/" for every repository under it',
  ],
  [
    "*",
    'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "*", which would cover every repository',
  ],
  [
    "ap?/",
    'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "ap?/". Write "ap/" for every repository under it, or exact names such as "ap"',
  ],
  [
    "app-*",
    'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "app-*", which would also cover "app-other". Write "app/" for every repository under it, or exact names such as "app"',
  ],
  ["*-api", 'expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "*-api"'],
])("the wildcard in %s is rejected with a replacement", (entry, message) => {
  expect(checkManages(["sandbox/", entry])).toEqual([
    { rule: "operator/manages-wildcard", severity: "error", at: [1], message },
  ]);
});

test.each(["/", "", "Sandbox/", "a//", "-a/", "a-/", `${"a".repeat(255)}/`])("%p is rejected", (entry) => {
  expect(checkManages([entry])).toContainEqual(expect.objectContaining({ severity: "error", at: [0] }));
});

test("an invalid prefix is reported with the accepted form", () => {
  expect(checkManages(["Sandbox/"])).toMatchObject([
    {
      rule: "operator/manages-prefix",
      message: expect.stringMatching(
        /^expected a prefix of lowercase letters .* at most 255 characters, found "Sandbox\/" \(8 characters\)$/,
      ),
    },
  ]);
});

test("an exact name must follow ECR's rules", () => {
  expect(checkManages(["Tools"])).toMatchObject([{ rule: "repository/name", at: [0] }]);
});

test("duplicates and overlaps are reported and dropped", () => {
  const manages = ["sandbox/", "sandbox/x", "sandbox/a/", "tools/one", "sandbox/", "sandboxy/x"];
  expect(distinctEntries(manages)).toEqual(["sandbox/", "tools/one", "sandboxy/x"]);
  expect(checkManages(manages)).toEqual([
    {
      rule: "operator/manages-overlap",
      severity: "warning",
      at: [1],
      message:
        'expected entries that do not overlap, found "sandbox/x", which "sandbox/" already covers. List only one of them',
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
      message: 'expected each entry once, found "sandbox/" again. Remove the duplicate',
    },
  ]);
});

test("a declared repository that the operator owns is an error at its index", () => {
  expect(
    checkOwnership(["team/api", "sandbox/a/b", "sandbox", "tools/one", "tools/one/x"], ["sandbox/", "tools/one"]),
  ).toEqual([
    {
      rule: "operator/ownership",
      severity: "error",
      at: [1],
      message:
        'expected one owner, found "sandbox/a/b" declared here and covered by "sandbox/" in manages. The operator would reset the settings of the repository every five minutes and, with allowDelete, could delete the repository. Remove the declaration, or the entry in manages',
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
