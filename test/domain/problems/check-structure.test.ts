import { z } from "zod";
import { error } from "../../../src/domain/problems/problem";
import { checkStructure } from "../../../src/domain/problems/check-structure";

const schema = z.strictObject({
  name: z.string(),
  count: z.int().optional(),
  tags: z.array(z.string()).max(2).optional(),
});

test("of a faultless document every part is valid", () => {
  const { problems, isValid } = checkStructure("thing", schema, { name: "a", tags: ["b"] });
  expect(problems).toEqual([]);
  expect([[], ["name"], ["tags", 0]].map((at) => isValid(at))).toEqual([true, true, true]);
});

test("a fault affects its part, the parts in it and around it, and no others", () => {
  const { isValid } = checkStructure("thing", schema, { name: "a", tags: ["b", 7] });
  expect([["tags", 1], ["tags", 1, "x"], ["tags"], []].map((at) => isValid(at))).toEqual([false, false, false, false]);
  expect([["name"], ["tags", 0]].map((at) => isValid(at))).toEqual([true, true]);
});

test("a list that is too long has valid entries", () => {
  const { isValid } = checkStructure("thing", schema, { name: "a", tags: ["b", "c", "d"] });
  expect([isValid(["tags"]), isValid(["tags", 0])]).toEqual([false, true]);
});

test("a key that is absent because another is misspelled is not valid", () => {
  const { isValid } = checkStructure("thing", schema, { name: "a", cuont: 3 });
  expect([isValid(["count"]), isValid(["name"])]).toEqual([false, true]);
});

test("a null is named as such, in place of what the schema says", () => {
  const { problems } = checkStructure("thing", schema, { name: "a", tags: [null] });
  expect(problems).toEqual([
    error("thing/null", ["tags", 0], "expected a value, found null. Write one, or remove the key"),
  ]);
});

test("a named problem takes the place of the schema's at the same path only", () => {
  const named = error("thing/name", ["name"], "better words");
  const { problems } = checkStructure("thing", schema, { name: 1, count: "x" }, [named]);
  expect(problems.map(({ rule, at }) => [rule, ...at])).toEqual([
    ["thing/name", "name"],
    ["thing/type", "count"],
  ]);
});
