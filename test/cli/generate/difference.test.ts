import { treePatch } from "../../../src/cli/generate/difference";
import { type TreeComparison } from "../../../src/cli/support/tree";

const of = (parts: Partial<TreeComparison>) =>
  treePatch("terraform/environments/dev", { changed: [], stale: [], foreign: [], ...parts });
const lines = (count: number, word: string): string =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join("");

test("shows changed lines with their context, by file", () => {
  expect(of({ changed: [{ path: "registry/a.tf", before: "a\nb\nc\n", after: "a\nB\nc\n" }] }))
    .toBe(`--- terraform/environments/dev/registry/a.tf	checked in
+++ terraform/environments/dev/registry/a.tf	generated
@@ -1,3 +1,3 @@
 a
-b
+B
 c
`);
});

test("shows new and deleted files completely, whatever their length", () => {
  const text = of({
    changed: [{ path: "new.tf", before: undefined, after: lines(5000, "new") }],
    stale: [{ path: "gone.tf", before: lines(5000, "gone") }],
  });
  expect(text).toContain("--- /dev/null");
  expect(text.match(/^\+new \d+$/gm)).toHaveLength(5000);
  expect(text.match(/^-gone \d+$/gm)).toHaveLength(5000);
});

test("says how to see the differences of a file with thousands of them", () => {
  const changed = [{ path: "repositories.tf", before: lines(5000, "old"), after: lines(5000, "new") }];
  expect(of({ changed })).toBe(
    "terraform/environments/dev/repositories.tf: more than 2000 lines differ. Run npx ecr generate, and then git diff.\n",
  );
});
