import { logicalId } from "../core/logical-id";

/** Terraform's name of what has a prefix; one with a slash behind it means the same. */
export function prefixId(prefix: string): string {
  return logicalId(prefix.replace(/\/$/, ""));
}
