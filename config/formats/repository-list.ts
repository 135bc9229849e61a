import { type z } from "zod";
import { type Path } from "../../modules/core/problem";
import { parse } from "../../modules/core/schema-problems";
import { located } from "../problems";
import { repositoriesFileSchema, repositorySchema, type WrittenRepository } from "../schema/repository-schema";
import { type SourceDocument } from "../source/source";
import { type Drafts, type RepositoryDraft } from "./draft";

/** Reads our own format: `repositories:` with a list, or the list alone. */
export function readRepositoryList(document: SourceDocument, into: Drafts): void {
  const alone = Array.isArray(document.data);
  const prefix: Path = alone ? [] : ["repositories"];
  const file = parse("repository", repositoriesFileSchema, alone ? { repositories: document.data } : document.data);
  if (file.ok) {
    file.value.repositories.forEach((repository, index) =>
      into.repositories.push(draftOf(document, [...prefix, index], repository)),
    );
    return;
  }
  const problems = alone ? file.problems.map((problem) => ({ ...problem, at: problem.at.slice(1) })) : file.problems;
  into.problems.push(...located(document, [], problems));
  // What is whole is still checked on: a file's faults come at once, not one a run.
  for (const [index, entry] of entriesOf(document.data).entries()) {
    const repository: z.ZodSafeParseResult<WrittenRepository> = repositorySchema.safeParse(entry);
    if (repository.success) into.repositories.push(draftOf(document, [...prefix, index], repository.data));
  }
}

function entriesOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  const list = (data as { repositories?: unknown } | null)?.repositories;
  return Array.isArray(list) ? list : [];
}

function draftOf(document: SourceDocument, at: Path, repository: WrittenRepository): RepositoryDraft {
  const { repositoryName, description, ...written } = repository;
  return {
    document,
    repositoryName,
    namePath: [...at, "repositoryName"],
    description,
    written,
    settingPath: (name) => [...at, name],
    defaults: "environment",
  };
}
