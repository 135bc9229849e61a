import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Comparison } from "./tree";

/** What would change, as a unified diff; file names are given from `folder`. */
export function difference(folder: string, { changed, stale }: Comparison): string {
  const patch = (path: string, before: string | undefined, after: string | undefined): string =>
    createTwoFilesPatch(
      before === undefined ? "/dev/null" : `${folder}/${path}`,
      after === undefined ? "/dev/null" : `${folder}/${path}`,
      before ?? "",
      after ?? "",
      "checked in",
      "generated",
      { headerOptions: FILE_HEADERS_ONLY },
    );
  return [
    ...changed.map(({ path, before, after }) => patch(path, before, after)),
    ...stale.map(({ path, before }) => patch(path, before, undefined)),
  ].join("\n");
}
