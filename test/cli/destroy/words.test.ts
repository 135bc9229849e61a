import { inLines } from "../../../src/cli/destroy/terraform-state";
import { someOf } from "../../../src/cli/destroy/words";
import { fittedError, forTerminal, wrapped } from "../../../src/cli/support/wrapped";

test("many names are cut to five", () => {
  expect(someOf(["a", "b", "c", "d", "e"])).toBe("a, b, c, d, e");
  expect(someOf(["a", "b", "c", "d", "e", "f", "g"])).toBe("a, b, c, d, e and 2 more");
});

test("lines break at blanks only, and a word that is too long keeps a line of its own", () => {
  const long = "x".repeat(100);
  expect(wrapped(`${"word ".repeat(17)}${long} end`, "  ")).toEqual([
    `  ${"word ".repeat(15).trim()}`,
    "  word word",
    `  ${long}`,
    "  end",
  ]);
});

test("what is not a terminal gets whole lines", () => {
  const text = `${"word ".repeat(20).trim()}\nend`;
  expect(forTerminal(text, { isTTY: false })).toBe(text);
  expect(forTerminal(text, { isTTY: true }).split("\n")).toEqual([
    "word ".repeat(16).trim(),
    "word ".repeat(4).trim(),
    "end",
  ]);
});

test("an error leaves room for what is printed before it", () => {
  const message = "word ".repeat(16).trim();
  expect(fittedError(message, { isTTY: true }).message.split("\n")[0]).toBe("word ".repeat(14).trim());
  expect(fittedError(message, { isTTY: false }).message).toBe(message);
});

test("addresses are split into command lines that every system accepts, in their order", () => {
  const addresses = Array.from({ length: 1000 }, (_, index) => `terraform_data.retained["team-${index}/api"]`);
  const lots = inLines(addresses);
  expect(lots.flat()).toEqual(addresses);
  expect(lots.length).toBeGreaterThan(1);
  for (const lot of lots) expect(lot.join(" ").length).toBeLessThan(20_000);
  expect(inLines([])).toEqual([]);
  // One that is too long for any line is left to Terraform.
  expect(inLines(["a", "x".repeat(50), "b"], 20)).toEqual([["a"], ["x".repeat(50)], ["b"]]);
});
