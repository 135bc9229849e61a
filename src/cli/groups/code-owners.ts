import { existsSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { gitRepository } from "../../config/boundary";
import { FileReader } from "../../config/file-reader";
import { registryStackFinder } from "../../model/registry-parts";
import { groupStackKind } from "../../model/stack-kinds";
import { codeOwnerLines } from "../../operations/groups/code-owners";
import { FOLDERS } from "../support/tree";
import { requireAllRegions } from "../support/environments";

/** @throws Error if no group has owners */
export function codeOwnersText(root: string, name: string): string {
  const { environment, basis, file: own } = requireAllRegions(root, name);
  const { groups = [] } = environment;
  if (!groups.some(({ owners }) => owners !== undefined))
    throw new Error(
      `${own}: groups: expected a group with owners, found none. Add owners to a group, such as owners: ["@acme/payments"]`,
    );
  const project = realpathSync(root);
  const prefix = relative(gitRepository(project) ?? project, project)
    .split(sep)
    .join("/");
  const inRepository = (path: string): string => (prefix === "" ? path : `${prefix}/${path}`);
  const reader = new FileReader(root);
  const names = new Map<string, string>(groups.map((group) => [groupStackKind(group), group.name]));
  const stackOf = registryStackFinder(environment);
  const groupsByFile = new Map<string, Set<string | undefined>>();
  for (const { repositoryName, document } of basis?.drafts ?? []) {
    const file = inRepository(document.file);
    const known = groupsByFile.get(file) ?? new Set();
    groupsByFile.set(file, known.add(names.get(stackOf(repositoryName))));
  }
  const generated = `${FOLDERS.environment}/${name}`;
  const lines = codeOwnerLines({
    groups,
    groupsByFile,
    folders: (basis?.places ?? []).map((path) => inRepository(reader.nameOf(path))),
    ...(existsSync(join(root, generated)) ? { generated: inRepository(generated) } : {}),
  });
  return `${[`# Groups of ${name}, by: npx ecr groups ${name} --codeowners`, ...lines].join("\n").trimEnd()}\n`;
}
