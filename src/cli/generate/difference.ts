import { filePatch } from "../support/file-patch";
import { type TreeComparison } from "./tree";

/** Lines of a file that are shown as changed, at most: nobody reads more. */
const MOST_CHANGES = 2000;

const SIDES = { before: "checked in", after: "generated" };

/** What would change, as a unified diff; file names are given from `folder`. */
export function treePatch(folder: string, { changed, stale }: TreeComparison): string {
  const patch = (path: string, before: string | undefined, after: string | undefined): string => {
    const file = `${folder}/${path}`;
    const instead = `${file}: more than ${MOST_CHANGES} lines differ; run npx ecr generate and see them with git diff.\n`;
    return filePatch({ file, before, after }, SIDES, { lines: MOST_CHANGES, instead });
  };
  return [
    ...changed.map(({ path, before, after }) => patch(path, before, after)),
    ...stale.map(({ path, before }) => patch(path, before, undefined)),
  ].join("\n");
}
