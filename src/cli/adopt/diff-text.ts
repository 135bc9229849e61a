import { FileReader } from "../../config/file-reader";
import { filePatch } from "../support/file-patch";
import { type Adoption } from "./report";

const SIDES = { before: "now", after: "adopted" };

/** What a dry run would write, as a diff. */
export function diffText({ root, plan }: Adoption): string {
  const reader = new FileReader(root);
  const files = plan?.files ?? [];
  return files
    .map(({ path, before, after }) => `${filePatch({ file: reader.nameOf(path), before, after }, SIDES)}\n`)
    .join("");
}
