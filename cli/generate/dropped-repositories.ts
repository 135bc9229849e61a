import { closest } from "fastest-levenshtein";
import { type Environment } from "../../config/environment";
import { type Comparison } from "./tree";

/** A repository that is checked in and would be destroyed by the next apply. */
export interface DroppedRepository {
  readonly name: string;
  /** Whether AWS would delete it with the images that are in it. */
  readonly forceDelete: boolean;
  /** A new repository with all its settings: perhaps the same under another name. */
  readonly renamedTo?: string;
}

interface Declared {
  readonly name: string;
  /** Everything but names: the same for a repository that was only renamed. */
  readonly settings: string;
  readonly forceDelete: boolean;
}

/** Repositories that are in what is checked in and neither declared any more nor let go of, by name. */
export function droppedRepositories(
  { changed, stale }: Comparison,
  { repositories, removed }: Pick<Environment, "repositories" | "removed">,
): DroppedRepository[] {
  const before = [...changed, ...stale].flatMap((file) => declaredIn(file.before ?? ""));
  const after = changed.flatMap((file) => declaredIn(file.after));
  const kept = new Set([...repositories.map(({ repositoryName }) => repositoryName), ...removed]);
  const known = new Set(before.map(({ name }) => name));
  const fresh = after.filter(({ name }) => !known.has(name));
  const taken = new Set<string>();
  return before
    .filter(({ name }) => !kept.has(name))
    .map(({ name, settings, forceDelete }) => {
      const alike = fresh.filter((it) => it.settings === settings && !taken.has(it.name)).map((it) => it.name);
      // Of several with the same settings the one whose name differs least; `closest` wants one at least.
      const renamedTo = alike.length === 0 ? undefined : closest(name, alike);
      if (renamedTo !== undefined) taken.add(renamedTo);
      return { name, forceDelete, ...(renamedTo === undefined ? {} : { renamedTo }) };
    });
}

/** A repository with the blocks that belong to it, as they are generated: each begins at the start of a line. */
const REPOSITORY = /^resource "aws_ecr_repository" "([^"]+)" \{\n[^]*?(?=^resource "aws_ecr_repository" "|(?![^]))/gm;

/** The repositories in the text of a generated file. */
function declaredIn(text: string): Declared[] {
  return [...text.matchAll(REPOSITORY)].flatMap(([block, id = ""]) => {
    const name = /^ {2}name +=\s"([^"]+)"$/m.exec(block)?.[1];
    if (name === undefined) return [];
    const settings = block
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .join("\n")
      .replaceAll(`"${id}"`, '""')
      .replaceAll(`aws_ecr_repository.${id}.`, "aws_ecr_repository.")
      .replace(`"${name}"`, '""')
      .trim();
    return [{ name, settings, forceDelete: /^ {2}force_delete +=\strue$/m.test(block) }];
  });
}
