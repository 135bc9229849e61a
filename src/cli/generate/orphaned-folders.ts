import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { leftovers } from "./replace-folder";
import { FOLDERS, type Generated } from "./report";
import { compareTree } from "./tree";

type Kind = Generated["kind"];

/** Where Terraform has resources whoever runs it decides what becomes of them. */
const WHAT_TO_DO: Readonly<Record<Kind, string>> = {
  environment: "no environment of this name; destroy what its stacks hold, then delete the folder",
  workspaces: "no environment of this name; destroy what it holds, then delete the folder",
  module: "no module of this name is generated any more; delete the folder when nothing calls it",
};

/**
 * Folders beside those that are generated, each with what to do about it.
 * @param generated of all environments and modules
 */
export function withoutSource(root: string, generated: readonly Generated[]): string[] {
  return (Object.keys(FOLDERS) as Kind[]).flatMap((kind) => {
    const parent = join(root, FOLDERS[kind]);
    const left = leftovers(parent).map(({ name }) => name);
    const known = new Set([...left, ...generated.filter((it) => it.kind === kind).map(({ name }) => name)]);
    const gone = foldersIn(parent).filter(
      (name) => !known.has(name) && (kind !== "module" || wasGenerated(parent, name)),
    );
    return [
      ...left.map(
        (name) =>
          `${FOLDERS[kind]}/${name}: belongs to a run that was killed or is still running; npx ecr generate deletes it once that run has ended`,
      ),
      ...gone.map((name) => `${FOLDERS[kind]}/${name}: ${WHAT_TO_DO[kind]}`),
    ];
  });
}

function foldersIn(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Modules that people have written may stand beside those that are generated. */
function wasGenerated(parent: string, name: string): boolean {
  return compareTree(join(parent, name), new Map()).stale.length > 0;
}
