import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { FileReader } from "../../config/file-reader";
import { type Adoption } from "./report";

/** What a dry run would write, as a diff. */
export function diffText({ root, plan }: Adoption): string {
  const reader = new FileReader(root);
  const patches = (plan?.files ?? []).map(({ path, before, after }) => {
    const name = reader.nameOf(path);
    return createTwoFilesPatch(before === undefined ? "/dev/null" : name, name, before ?? "", after, "now", "adopted", {
      headerOptions: FILE_HEADERS_ONLY,
    });
  });
  return patches.map((patch) => `${patch}\n`).join("");
}
