import { fillPlaceholders, type Placeholders } from "../../../src/cli/generate/fill-placeholders";

const placeholders: Placeholders = {
  generated: { usage: "the {{call}}" },
  values: { limit: 4 },
  shared: new Map([["note", "Up to {{limit}}."]]),
};
const fill = (text: string): string => fillPlaceholders(text, "README.template.md", placeholders);

test("generated texts are inserted as they are, shared texts with their own placeholders filled", () => {
  expect(fill("{{usage}}\n\n{{note}}\n")).toBe("the {{call}}\n\nUp to 4.\n");
});

test("an unknown placeholder is an error that lists the known ones", () => {
  expect(() => fill("{{limit}} {{lmit}}")).toThrow(
    "README.template.md: expected a placeholder for usage, limit, note, found {{lmit}}",
  );
});

test("a value without a place in the text is an error", () => {
  expect(() => fill("{{usage}}")).toThrow("README.template.md: expected {{limit}} in the text, found none");
});
