import { type PolicySetting } from "../../domain/repository/settings";
import { GUARD_LOCALS } from "../../domain/repository/retention";

/** A repository as the generated text of a registry's stack has it. */
export interface CheckedInRepository {
  readonly name: string;
  /** Everything but names: the same for a repository that was only renamed. */
  readonly settings: string;
  /** Its block of encryption settings, which AWS never changes. */
  readonly encryption: string;
  readonly forceDelete: boolean;
  readonly preventDestroy: boolean;
  /** The policies that it has as resources of their own. */
  readonly policies: readonly PolicySetting[];
}

/** A repository with the blocks that belong to it, as they are generated: each begins at the start of a line. */
const REPOSITORY = /^resource "aws_ecr_repository" "([^"]+)" \{\n[^]*?(?=^resource "aws_ecr_repository" "|(?![^]))/gm;

const NAMES = new RegExp(`^ {2}${GUARD_LOCALS.retainedNames} +=\\s\\[([^\\]]*)\\]$`, "m");

/** The repositories in the text of a generated file. */
export function repositoriesIn(text: string): CheckedInRepository[] {
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
    return [
      {
        name,
        settings,
        encryption: /^ {2}encryption_configuration \{\n[^}]*\}/m.exec(block)?.[0] ?? "",
        forceDelete: /^ {2}force_delete +=\strue$/m.test(block),
        preventDestroy: /^ {4}prevent_destroy +=\strue$/m.test(block),
        policies: [
          ...(block.includes('\nresource "aws_ecr_lifecycle_policy" ') ? (["lifecyclePolicy"] as const) : []),
          ...(block.includes('\nresource "aws_ecr_repository_policy" ') ? (["repositoryPolicy"] as const) : []),
        ],
      },
    ];
  });
}

/** The names of the repositories with a guard, in the text of a generated file. */
export function guardedIn(text: string): string[] {
  const [, list = ""] = NAMES.exec(text) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
}
