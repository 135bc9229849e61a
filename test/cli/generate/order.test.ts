import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { readingOrder } from "../../../src/cli/generate/stack-file-layout";
import { environment, repository } from "../../support/environment";

const NAMES = ["z-a/b", "za", "z_c", "z.b", "z/a", "z1", "a_b.c", "a-b"];

test("repositories are sorted by the characters of their addresses, whatever the order of declaration and the locale", () => {
  const text = (names: readonly string[]): string =>
    environmentTree(environment({ repositories: names.map((name) => repository(name)) })).get(
      "registry/repositories.tf",
    ) ?? "";
  const ids = [...text(NAMES).matchAll(/^resource "aws_ecr_repository" "([^"]+)"/gm)].map(([, id]) => id);
  expect(ids).toEqual(["a-b", "a_b_c", "z-a_b", "z1", "z_a", "z_b", "z_c", "za"]);
  expect(text(NAMES.toReversed())).toBe(text(NAMES));
});

test("names are sorted by character: capitals, underscores, lowercase letters, others", () => {
  const names = ["é", "b", "_a", "B", "a", "A1", "A"];
  const blocks = names.map((name) => ({ address: `aws_iam_policy.${name}`, name: "resource", labels: ["x", name] }));
  expect(blocks.sort(readingOrder).map(({ labels: [, name] }) => name)).toEqual(["A", "A1", "B", "_a", "a", "b", "é"]);
});
