import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { realPath } from "./real-path";

/** The folder that the files of a project must be in, even through links: its Git repository, or without one the project's own folder. */
export class Boundary {
  /** What messages call the folder. */
  readonly name: string;
  private readonly realRoot: string;
  private readonly folder: string;

  /** @param root the project's folder */
  constructor(private readonly root: string) {
    this.realRoot = realPath(root, ".");
    const repository = gitRepository(this.realRoot);
    this.folder = repository ?? this.realRoot;
    this.name =
      repository === undefined ? "the project's folder, which is not in a Git repository" : "the Git repository";
  }

  /** Whether a path is outside, before links are followed. */
  isOutside(path: string): boolean {
    return !isBelow(this.folder, join(this.realRoot, relative(this.root, path)));
  }

  /** Whether a path that is inside is, or goes through, a link that leads out. */
  leadsOut(path: string): boolean {
    return !this.isOutside(path) && !isBelow(this.folder, realPath(this.root, path));
  }

  /** What is wrong with a link that leads out, for messages. */
  get linkOut(): string {
    return `found a link that points outside ${this.name}. Replace the link with a copy of its target, or delete it`;
  }
}

/** Whether a path is a folder or below it. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The folder of the Git repository around a folder. `.git` is a file in worktrees and submodules. */
export function gitRepository(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return realpathSync(folder);
  const parent = dirname(folder);
  return parent === folder ? undefined : gitRepository(parent);
}
