import { filePatch } from "../support/file-patch";
import { type TreeComparison } from "../support/tree";

/** Largest number of changed lines to show of a file. */
const MOST_CHANGES = 2000;

const SIDES = { before: "checked in", after: "generated" };

/** What would change, as a unified diff. File names start with `folder`. */
export function treePatch(folder: string, { changed, stale }: TreeComparison): string {
  const patch = (path: string, before: string | undefined, after: string | undefined): string => {
    const file = `${folder}/${path}`;
    const instead = `${file}: more than ${MOST_CHANGES} lines differ. Run npx ecr generate, and then git diff.\n`;
    return filePatch({ file, before, after }, SIDES, { lines: MOST_CHANGES, instead });
  };
  return [
    ...changed.map(({ path, before, after }) => patch(path, before, after)),
    ...stale.map(({ path, before }) => patch(path, before, undefined)),
  ].join("\n");
}
