import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { notices } from "../../../src/cli/generate/warnings";
import { type TreeComparison, type Tree } from "../../../src/cli/support/tree";
import { type Environment } from "../../../src/model/environment";
import { environment } from "../environment";

/** The notices when `before` is checked in and `after` is generated. */
export function noticesOf(
  before: Partial<Environment>,
  after: Partial<Environment>,
  others: readonly Environment[] = [],
): string[] {
  const generated = environment(after);
  return notices(comparison(environmentTree(environment(before)), environmentTree(generated)), generated, others);
}

/** What `generate` finds if a tree replaces another one. */
export function comparison(present: Tree, tree: Tree): TreeComparison {
  return {
    changed: [...tree]
      .filter(([path, text]) => present.get(path) !== text)
      .map(([path, text]) => ({ path, before: present.get(path), after: text })),
    stale: [...present].filter(([path]) => !tree.has(path)).map(([path, before]) => ({ path, before })),
    foreign: [],
  };
}
