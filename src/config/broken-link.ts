import { lstatSync, statSync } from "node:fs";

const TARGETS: Readonly<Record<string, string>> = {
  ENOENT: "a link to a path that does not exist",
  ELOOP: "a link that points to itself",
};

/**
 * How messages describe a broken link. @returns `undefined` if the path is not a link, the link works, or nothing
 * exists there
 */
export function brokenLink(path: string): string | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined;
  try {
    statSync(path);
    return undefined;
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    return TARGETS[code] ?? `a link that cannot be followed (${code})`;
  }
}
