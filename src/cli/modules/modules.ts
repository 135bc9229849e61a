import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { countText, listText } from "../../domain/text/format";
import { ownPackage, packageFolder } from "../support/package-folder";
import { recover, replaceFolder } from "../support/replace-folder";
import { filesBelow, type Tree } from "../support/tree";
import { forTerminal } from "../support/terminal";
import { compareCopy, MARKER, type ModuleCopy } from "./copy";
import { jsonText } from "../support/write";

export interface ModulesOptions {
  readonly check?: boolean;
  readonly force?: boolean;
  readonly output: "text" | "json";
}

/**
 * `ecr modules DIR`: copies the modules of this package, or compares a copy with them.
 * @throws Error if a file was changed after it was copied, unless it may be overwritten
 */
export function modulesCommand(dir: string, { check = false, force = false, output }: ModulesOptions): void {
  const target = resolve(dir);
  refuseFiles(target);
  const { version } = ownPackage();
  const source = join(packageFolder(), "terraform", "modules");
  const copies = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(target, name);
      refuseFiles(folder);
      if (!check) recover(folder);
      return compareCopy(name, folder, treeOf(join(source, name)), version);
    });
  const outdated = copies.filter(({ isCurrent }) => !isCurrent);
  if (!check) {
    if (!force) refuseEdited(outdated);
    for (const { folder, tree, removed } of outdated) replaceFolder(folder, tree, removed);
  }
  process.stdout.write(
    output === "json"
      ? jsonText({ version, written: !check && outdated.length > 0, modules: copies.map(recordOf) })
      : copies.map((copy) => `${forTerminal(lineOf(copy, version, check))}\n`).join(""),
  );
  if (check && outdated.length > 0) process.exitCode = 1;
}

function treeOf(folder: string): Tree {
  return new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function refuseFiles(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) return;
  throw new Error(`expected a folder for modules, found the file ${path}. Nothing was written`);
}

function refuseEdited(copies: readonly ModuleCopy[]): void {
  const edited = copies.flatMap(({ folder, edited: paths }) => paths.map((path) => join(folder, path)));
  if (edited.length === 0) return;
  throw new Error(
    [
      "these files were changed after they were copied, so nothing was written:",
      ...edited.map((path) => `  ${relative(process.cwd(), path)}`),
      "Move your changes elsewhere, or discard them with --force.",
    ].join("\n"),
  );
}

function recordOf({ name, folder, from, changed, removed, edited, kept }: ModuleCopy): object {
  return { name, folder: relative(process.cwd(), folder), from: from ?? null, changed, removed, edited, kept };
}

function lineOf(copy: ModuleCopy, version: string, check: boolean): string {
  const { tree, from = version, changed, removed, edited, kept, isCurrent } = copy;
  const place = relative(process.cwd(), copy.folder);
  const others = kept.length === 0 ? "" : `; kept files that did not come from this package: ${listText(kept)}`;
  // One file of the tree is the marker.
  const files = countText(tree.size - 1, "file");
  if (isCurrent) return `${place}: current, ${version}, ${files}${others}`;
  const verbs = check ? { write: "to write", remove: "to delete" } : { write: "written", remove: "deleted" };
  const parts = [
    from === version ? version : `${from} -> ${version}`,
    changed.length === 0
      ? `${MARKER} ${verbs.write}`
      : `${changed.length} of ${files} ${verbs.write}: ${listText(changed)}`,
    ...(removed.length === 0 ? [] : [`${verbs.remove}: ${listText(removed)}`]),
    ...(edited.length === 0 ? [] : [`changed after they were copied: ${listText(edited)}`]),
  ];
  return `${place}: ${parts.join("; ")}${others}`;
}
