import { realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/**
 * The absolute path of a file without links; neither the file nor its folders need to exist.
 * @param folder where relative paths begin
 */
export function realPath(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  for (let existing = absolute; ; existing = dirname(existing)) {
    try {
      return join(realpathSync(existing), relative(existing, absolute));
    } catch {
      if (dirname(existing) === existing) return absolute;
    }
  }
}
