import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** What becomes of a file; `undefined` is no file. */
export interface FileChange {
  /** As the patch is to call it. */
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the two sides are called. */
export interface Sides {
  readonly before: string;
  readonly after: string;
}

/** How much of a file that is there on both sides may differ: to find the lines takes the square of their number. */
export interface Limit {
  readonly lines: number;
  /** What is said where more lines differ. */
  readonly instead: string;
}

/** A change of a file as a unified patch. */
export function filePatch({ file, before, after }: FileChange, sides: Sides, limit?: Limit): string {
  const isWhole = before === undefined || after === undefined;
  const patch = createTwoFilesPatch(
    before === undefined ? "/dev/null" : file,
    after === undefined ? "/dev/null" : file,
    before ?? "",
    after ?? "",
    sides.before,
    sides.after,
    {
      headerOptions: FILE_HEADERS_ONLY,
      maxEditLength: isWhole || limit === undefined ? Number.MAX_SAFE_INTEGER : limit.lines,
    },
  );
  return patch ?? limit?.instead ?? "";
}
