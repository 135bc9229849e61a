import { basename } from "node:path";
import { ownPackage } from "../support/package-folder";

/** The longest `project` of an environment, which is the first part of state keys. */
const LONGEST = 63;

const FALLBACK = "registries";

/**
 * A name for a project that npm and Terraform accept, from the name of its folder. A package must not have the name of a
 * package that it depends on.
 */
export function projectName(folder: string): string {
  const words = basename(folder)
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== "");
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  const name = first === -1 ? "" : words.slice(first).join("-").slice(0, LONGEST).replace(/-$/, "");
  const { name: own, devDependencies } = ownPackage();
  return name === "" || name === own || devDependencies[name] !== undefined ? FALLBACK : name;
}
