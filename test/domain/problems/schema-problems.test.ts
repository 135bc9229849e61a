import { z } from "zod";
import { formatPath } from "../../../src/domain/problems/problem";
import { parse, valueAt } from "../../../src/domain/problems/schema-problems";

const schema = z.strictObject({
  repositoryName: z.string(),
  count: z.int().min(1).max(5).optional(),
  ratio: z.number().optional(),
  enabled: z.boolean().optional(),
  mode: z.enum(["annotate", "create"]).optional(),
  list: z.array(z.string().min(2).max(3)).min(1).max(2).optional(),
  code: z.string().regex(/^\d+$/).optional(),
  choice: z.union([z.string(), z.array(z.string()), z.strictObject({ name: z.string() })]).optional(),
  named: z.union([z.string(), z.array(z.string())], { error: "found something else; a name is allowed" }).optional(),
  map: z.record(z.string().regex(/^[a-z]+$/, { error: "found a key that is none" }), z.string()).optional(),
  $schema: z.string().optional(),
});

/** Problems of a mapping with these keys, as `rule path message`. */
function found(value: object): string[] {
  const parsed = parse("thing", schema, { repositoryName: "a", ...value });
  return parsed.ok ? [] : parsed.problems.map(({ rule, at, message }) => `${rule} ${formatPath(at)}: ${message}`);
}

test("a right value comes back", () => {
  expect(parse("thing", schema, { repositoryName: "a" })).toEqual({ ok: true, value: { repositoryName: "a" } });
});

test.each([
  [{ count: "5" }, 'thing/type count: expected a number, found "5"'],
  [{ count: 1.5 }, "thing/type count: expected a whole number, found 1.5"],
  [{ count: 0 }, "thing/size count: expected at least 1, found 0"],
  [{ count: 6 }, "thing/size count: expected at most 5, found 6"],
  [{ ratio: "half" }, 'thing/type ratio: expected a number, found "half"'],
  [{ enabled: "yes" }, 'thing/type enabled: expected true or false, found "yes"'],
  [{ list: {} }, "thing/type list: expected a list, found {}"],
  [{ list: [] }, "thing/size list: expected at least 1 entry, found 0"],
  [{ list: ["ab", "cd", "ef"] }, "thing/size list: expected at most 2 entries, found 3"],
  [{ list: ["a"] }, 'thing/size list[0]: expected at least 2 characters, found "a" (1 character)'],
  [{ code: "x" }, 'thing/format code: expected a string that matches /^\\d+$/, found "x"'],
  [{ map: { A: "b" } }, "thing/key map.A: found a key that is none"],
  [{ map: { a: 1 } }, 'thing/type map.a: expected text, found 1. Put it in quotes: "1"'],
  [{ map: { a: true } }, 'thing/type map.a: expected text, found true. Put it in quotes: "true"'],
  [{ map: null }, "thing/type map: expected a mapping, found no value. Write one, or remove the key"],
  [{ mode: "creat" }, 'thing/value mode: expected annotate or create, found "creat". Did you mean "create"?'],
  [{ mode: 1 }, "thing/value mode: expected annotate or create, found 1"],
])("%j is refused with what was found and what is allowed", (value, problem) => {
  expect(found(value)).toEqual([problem]);
});

test("a key that is missing is named", () => {
  expect(found({ repositoryName: undefined })).toEqual(["thing/type repositoryName: expected text, found nothing"]);
});

test("unknown keys are listed one by one, with the known ones but $schema, and what was meant", () => {
  const known = "repositoryName, count, ratio, enabled, mode, list, code, choice, named, map";
  expect(found({ cuont: 1, colour: 2 })).toEqual([
    `thing/unknown-key cuont: expected a known key, found "cuont". Did you mean "count"?`,
    `thing/unknown-key colour: expected one of the keys ${known}, found "colour"`,
  ]);
});

test("a required key under a misspelt name is one problem, not two", () => {
  expect(found({ repositoryName: undefined, repositryName: "a" })).toEqual([
    expect.stringMatching(/^thing\/unknown-key repositryName: .* Did you mean "repositoryName"\?$/),
  ]);
});

test("of a union that does not fit at all every choice is named, unless it has words of its own", () => {
  expect(found({ choice: 7, named: 7 })).toEqual([
    "thing/type choice: expected text, a list or a mapping, found 7",
    "thing/type named: found something else; a name is allowed",
  ]);
  expect(found({ choice: null })).toEqual([
    "thing/type choice: expected text, a list or a mapping, found no value. Write one, or remove the key",
  ]);
});

test("of a union whose one branch nearly fits, the fault in that branch is named", () => {
  expect(found({ choice: ["a", 1] })).toEqual(['thing/type choice[1]: expected text, found 1. Put it in quotes: "1"']);
  expect(found({ choice: { nam: "a" } })).toEqual([
    'thing/unknown-key choice.nam: expected a known key, found "nam". Did you mean "name"?',
  ]);
});

test("a path leads to a part of a value, or nowhere", () => {
  const value = { a: [{ b: 1 }] };
  expect([valueAt(value, ["a", 0, "b"]), valueAt(value, []), valueAt(value, ["x", "y"])]).toEqual([
    1,
    value,
    undefined,
  ]);
});
