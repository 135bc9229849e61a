import { type TreeComparison, type Tree } from "./tree";

/** Folders of what is generated, within the project's. */
export const FOLDERS = {
  environment: "terraform/environments",
  workspaces: "terraform/workspaces",
  module: "terraform/modules",
} as const;

/** A folder that is generated, beside what is there now. */
export interface Generated {
  readonly kind: keyof typeof FOLDERS;
  /** Name of the environment or module. */
  readonly name: string;
  /** Its folder, within the project's. */
  readonly folder: string;
  readonly tree: Tree;
  readonly comparison: TreeComparison;
  /** What somebody should know before it is applied. */
  readonly notices: readonly string[];
}

/** A folder for machines. */
export function generatedSummary({ kind, name, folder, comparison, notices }: Generated) {
  const { changed, stale, foreign } = comparison;
  const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
  return { kind, name, folder, changed: paths(changed), removed: paths(stale), leftAlone: foreign, notices };
}

/** A folder in a line. */
export function describe({ folder, tree, comparison }: Generated, checking: boolean): string {
  const { changed, stale, foreign } = comparison;
  const left = foreign.length === 0 ? "" : `; left alone, since something else wrote them: ${foreign.join(", ")}`;
  if (changed.length + stale.length === 0) return `${folder}: current, ${tree.size} files${left}`;
  const verbs = checking ? { changed: "to write", stale: "to remove" } : { changed: "written", stale: "removed" };
  const removed = stale.length === 0 ? "" : `, ${stale.length} ${verbs.stale}`;
  return `${folder}: ${changed.length} of ${tree.size} files ${verbs.changed}${removed}${left}`;
}
