import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REVIEW_KINDS } from "../../src/operations/review/kinds";

test("the page of reviews lists every finding with its severity and its reason", () => {
  const page = readFileSync(join(__dirname, "../../docs/review.md"), "utf8");
  const rows = page
    .split("\n")
    .filter((line) => /^\| `[a-z-]+` +\| (?:high|medium|low|note) /.test(line))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  expect(rows).toEqual(
    Object.entries(REVIEW_KINDS).map(([kind, { severity, meaning, reason }]) => [
      `\`${kind}\``,
      severity,
      meaning,
      reason,
    ]),
  );
});
