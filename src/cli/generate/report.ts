import { type FOLDERS, type TreeComparison, type Tree } from "../support/tree";

/** A generated folder, compared with the existing one. */
export interface Generated {
  readonly kind: keyof typeof FOLDERS;
  /** Name of the environment or module. */
  readonly name: string;
  /** Relative to the project. */
  readonly folder: string;
  readonly tree: Tree;
  readonly comparison: TreeComparison;
  /** What to know before it is applied. */
  readonly notices: readonly string[];
}

/** The result for a folder as JSON. */
export function generatedSummary({ kind, name, folder, comparison, notices }: Generated) {
  const { changed, stale, foreign } = comparison;
  const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
  return { kind, name, folder, changed: paths(changed), removed: paths(stale), leftAlone: foreign, notices };
}

/** The result for a folder in one line. */
export function describe({ folder, tree, comparison }: Generated, checking: boolean): string {
  const { changed, stale, foreign } = comparison;
  const kept = foreign.length === 0 ? "" : `; files that are not generated were not changed: ${foreign.join(", ")}`;
  if (changed.length + stale.length === 0) return `${folder}: current, ${tree.size} files${kept}`;
  const verbs = checking ? { changed: "to write", stale: "to delete" } : { changed: "written", stale: "deleted" };
  const removed = stale.length === 0 ? "" : `, ${stale.length} ${verbs.stale}`;
  return `${folder}: ${changed.length} of ${tree.size} files ${verbs.changed}${removed}${kept}`;
}
