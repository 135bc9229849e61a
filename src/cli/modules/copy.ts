import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { compareTree, type Tree } from "../support/tree";
import { jsonText } from "../support/write";

/** The file in a copied module that says where it is from. */
export const MARKER = "cdktf-ecr-module.json";

const markerSchema = z.object({
  package: z.literal("cdktf-ecr"),
  version: z.string(),
  /** SHA-256 of each copied file, by its path. */
  files: z.record(z.string(), z.string()),
});
type Marker = z.output<typeof markerSchema>;

/** A module's folder, compared with the module of this package. */
export interface ModuleCopy {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** The module's files, with the marker. */
  readonly tree: Tree;
  /** Version that the folder was copied from. @default - it is not a copy, or does not exist */
  readonly from?: string;
  /** Files to write, without the marker. */
  readonly changed: readonly string[];
  /** Copied files that the module no longer has. */
  readonly removed: readonly string[];
  /** Those of `changed` and `removed` that differ from what was copied. */
  readonly edited: readonly string[];
  /** Files that were never copied, and are kept. */
  readonly kept: readonly string[];
  readonly isCurrent: boolean;
}

/**
 * Compares a folder with a module.
 * @param files the module's files
 * @param version of this package
 * @throws Error if the folder's marker cannot be read
 */
export function compareCopy(name: string, folder: string, files: Tree, version: string): ModuleCopy {
  const marker = readMarker(folder);
  const tree: Tree = new Map([...files, [MARKER, markerText(files, version)]]);
  const comparison = compareTree(folder, tree);
  const changed = comparison.changed.filter(({ path }) => path !== MARKER);
  const others = [...comparison.stale.map(({ path }) => path), ...comparison.foreign];
  const removed = others.filter((path) => marker?.files[path] !== undefined);
  const isEdited = (path: string, before: string | undefined): boolean =>
    before !== undefined && marker?.files[path] !== digest(before);
  return {
    name,
    folder,
    tree,
    ...(marker === undefined ? {} : { from: marker.version }),
    changed: changed.map(({ path }) => path),
    removed,
    edited: [
      ...changed.filter(({ path, before }) => isEdited(path, before)).map(({ path }) => path),
      ...removed.filter((path) => isEdited(path, readFileSync(join(folder, path), "utf8"))),
    ],
    kept: others.filter((path) => !removed.includes(path)),
    isCurrent: comparison.changed.length + removed.length === 0,
  };
}

function readMarker(folder: string): Marker | undefined {
  const path = join(folder, MARKER);
  if (!existsSync(path)) return undefined;
  try {
    return markerSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Error(
      `${path}: expected a file that ecr modules wrote, found different contents. Delete the file, then run the command again with --force`,
      {
        cause,
      },
    );
  }
}

function markerText(files: Tree, version: string): string {
  const digests = Object.fromEntries([...files].map(([path, text]) => [path, digest(text)]));
  const marker: Marker = { package: "cdktf-ecr", version, files: digests };
  return jsonText(marker);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
