import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { hostileInputs } from "./support/hostile-inputs";
import { composedPatterns, literalPatterns, schemaPatterns, type FoundPattern } from "./support/patterns";

const COMPOSED = composedPatterns();
const SCHEMA = schemaPatterns();
const ALL = unique([...literalPatterns(), ...COMPOSED, ...SCHEMA]);

function unique(patterns: readonly FoundPattern[]): FoundPattern[] {
  return [...new Map(patterns.map((it) => [`/${it.source}/${it.flags}`, it])).values()];
}

test("patterns of all three kinds are found", () => {
  expect([literalPatterns().length > 100, COMPOSED.length > 5, SCHEMA.length > 20]).toEqual([true, true, true]);
});

test("patterns that are not literals take linear time, says the linter that literals meet where they stand", () => {
  const lines = unique([...COMPOSED, ...SCHEMA]).map(({ source, flags }) => `/${source}/${flags},`);
  const eslint = require.resolve("eslint/package.json").replace("package.json", "bin/eslint.js");
  const { stdout, status } = spawnSync(process.execPath, [eslint, "--stdin", "--stdin-filename", "patterns.mjs"], {
    input: ["export default [", ...lines, "];", ""].join("\n"),
    encoding: "utf8",
    cwd: join(__dirname, ".."),
  });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});

/** 100,000 characters take a linear pattern a millisecond and a quadratic one minutes; the short ones pass where a pattern limits the length. */
const LENGTHS = [25, 60, 250, 100_000];
const PATIENCE = { timeout: 20_000 };

test.each(ALL.map((it) => [`/${it.source}/${it.flags}`, it.place, it] as const))(
  "%s of %s is done with hostile inputs",
  (_literal, _place, { source, flags }) => {
    const inputs = LENGTHS.flatMap((length) => hostileInputs(source, flags, length));
    // A pattern that hangs would hang the test, too: only the context's own timeout can stop it.
    const tried = new Script("inputs.map((input) => new RegExp(source, flags).test(input)).length");
    expect(tried.runInContext(createContext({ inputs, source, flags }), PATIENCE)).toBe(inputs.length);
  },
);
