import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** A changed file; `undefined` if it does not exist before or after the change. */
export interface FileChange {
  /** Name in the patch. */
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Limit on the differences of a file, because the time to compare grows with the square of their number. */
export interface Limit {
  readonly lines: number;
  /** Text to return if more lines differ. */
  readonly instead: string;
}

/** A change as a unified diff. */
export function filePatch(
  { file, before, after }: FileChange,
  sides: Readonly<Record<"before" | "after", string>>,
  limit?: Limit,
): string {
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
