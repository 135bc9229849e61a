import { IMAGE_MANIFEST_TYPES, MANIFEST_LIST_TYPES } from "../../domain/images/listing/image-of";

/** Media types for `aws ecr batch-get-image`, which otherwise does not return image indexes. */
export const ACCEPTED_TYPES = [...MANIFEST_LIST_TYPES, ...IMAGE_MANIFEST_TYPES].join(" ");

/** A script of these lines. */
export function lines(...texts: readonly string[]): string {
  return `${texts.join("\n")}\n`;
}

/** The lines of a script, indented. */
export function indented(script: string): string[] {
  return script
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
}
