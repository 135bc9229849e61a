import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Comparison } from "./tree";

/** Lines of a file that are shown as changed, at most: nobody reads more, and to find them takes the square of their number. */
const MOST_CHANGES = 2000;

/** What would change, as a unified diff; file names are given from `folder`. */
export function difference(folder: string, { changed, stale }: Comparison): string {
  const patch = (path: string, before: string | undefined, after: string | undefined): string => {
    const file = `${folder}/${path}`;
    const isWhole = before === undefined || after === undefined;
    const found = createTwoFilesPatch(
      before === undefined ? "/dev/null" : file,
      after === undefined ? "/dev/null" : file,
      before ?? "",
      after ?? "",
      "checked in",
      "generated",
      { headerOptions: FILE_HEADERS_ONLY, maxEditLength: isWhole ? Number.MAX_SAFE_INTEGER : MOST_CHANGES },
    );
    const more = `${file}: more than ${MOST_CHANGES} lines differ; run npm run generate and see them with git diff.\n`;
    return found ?? more;
  };
  return [
    ...changed.map(({ path, before, after }) => patch(path, before, after)),
    ...stale.map(({ path, before }) => patch(path, before, undefined)),
  ].join("\n");
}
