import { batches } from "../../../src/cli/destroy/terraform-state";
import { someOf } from "../../../src/cli/destroy/words";
import { fittedError, forTerminal, wrapped } from "../../../src/cli/support/terminal";

test("a list of names is limited to five", () => {
  expect(someOf(["a", "b", "c", "d", "e"])).toBe("a, b, c, d, e");
  expect(someOf(["a", "b", "c", "d", "e", "f", "g"])).toBe("a, b, c, d, e and 2 more");
});

test("lines break only at blanks, and a longer word gets a line of its own", () => {
  const long = "x".repeat(100);
  expect(wrapped(`${"word ".repeat(17)}${long} end`, "  ")).toEqual([
    `  ${"word ".repeat(15).trim()}`,
    "  word word",
    `  ${long}`,
    "  end",
  ]);
});

test("files and pipes get the text unchanged", () => {
  const text = `${"word ".repeat(20).trim()}\nend`;
  expect(forTerminal(text, { isTTY: false })).toBe(text);
  expect(forTerminal(text, { isTTY: true }).split("\n")).toEqual([
    "word ".repeat(16).trim(),
    "word ".repeat(4).trim(),
    "end",
  ]);
});

test("an error leaves room for the text printed before it", () => {
  const message = "word ".repeat(16).trim();
  expect(fittedError(message, { isTTY: true }).message.split("\n")[0]).toBe("word ".repeat(14).trim());
  expect(fittedError(message, { isTTY: false }).message).toBe(message);
});

test("addresses are split into batches that fit into a command line, in order", () => {
  const addresses = Array.from({ length: 1000 }, (_, index) => `terraform_data.retained["team-${index}/api"]`);
  const result = batches(addresses);
  expect(result.flat()).toEqual(addresses);
  expect(result.length).toBeGreaterThan(1);
  for (const lot of result) expect(lot.join(" ").length).toBeLessThan(20_000);
  expect(batches([])).toEqual([]);
  // One that is too long for any line is left to Terraform.
  expect(batches(["a", "x".repeat(50), "b"], 20)).toEqual([["a"], ["x".repeat(50)], ["b"]]);
});
