import { type RepositoryGroup } from "../../domain/repository/groups-schema";
import { listText } from "../../domain/text/format";
import { groupStackKind } from "../../model/stack-kinds";

interface OwnedFiles {
  readonly groups: readonly RepositoryGroup[];
  /** Name of the group of each repository by the file that declares it; `undefined` for a repository without a group. */
  readonly groupsByFile: ReadonlyMap<string, ReadonlySet<string | undefined>>;
  /** Folders whose files declare repositories. */
  readonly folders: readonly string[];
  /** Folder of the environment's generated stacks. @default - none is checked in */
  readonly generated?: string;
}

/**
 * Lines of a `CODEOWNERS` file for the files of each group. A folder stands for its files if all of them belong to the same group.
 * All paths are relative to the Git repository, with forward slashes.
 * @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function codeOwnerLines({ groups, groupsByFile, folders, generated }: OwnedFiles): string[] {
  const groupsOf = withFolders(groupsByFile, folders);
  const only = (path: string): string | undefined => {
    const [group, ...others] = groupsOf.get(path) ?? [];
    return others.length === 0 ? group : undefined;
  };
  const blocks = groups.flatMap((group) => {
    const { name, owners = [] } = group;
    if (owners.length === 0) return [];
    const whole = [...groupsOf.keys()].filter(
      (path) => only(path) === name && !parentsOf(path).some((parent) => only(parent) === name),
    );
    const stack = generated === undefined ? [] : [`${generated}/${groupStackKind(group)}/`];
    const lines = [...whole.sort(), ...stack].map(
      (path) => `/${path.replaceAll(" ", String.raw`\ `)} ${owners.join(" ")}`,
    );
    return [`# ${name}`, ...lines, ""];
  });
  const shared = [...groupsByFile]
    .filter(([, { size }]) => size > 1)
    .map(([file, names]) => {
      const texts = [...names].map((name) => name ?? "no group").sort();
      return `# No owner: ${file} contains repositories of ${listText(texts)}.`;
    });
  return [...blocks, ...shared.sort()];
}

/** The groups of files, and of the folders below those with repositories. Folders end with a slash. */
function withFolders(
  files: OwnedFiles["groupsByFile"],
  folders: readonly string[],
): Map<string, Set<string | undefined>> {
  const all = new Map<string, Set<string | undefined>>();
  for (const [file, groups] of files) {
    const inFolders = parentsOf(file).filter((parent) =>
      folders.some((folder) => parent.startsWith(`${folder}/`) && parent !== `${folder}/`),
    );
    for (const path of [file, ...inFolders]) {
      const known = all.get(path) ?? new Set();
      for (const group of groups) known.add(group);
      all.set(path, known);
    }
  }
  return all;
}

/** `a/b/` and `a/` for `a/b/c.yaml` and for `a/b/c/`. */
function parentsOf(path: string): string[] {
  const parts = path.replace(/\/$/, "").split("/").slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`).reverse();
}
