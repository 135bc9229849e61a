import { z } from "zod";
import { warning, type Problem } from "../../domain/problems/problem";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { located } from "../problems";
import { type Place, type SourceDocument } from "../source/source";
import { NO_FAULTS } from "../valid-fields";
import { type Drafts } from "./draft";

/** The policy that the published script applies to every repository of the `repositories.json` in the same folder. */
export const REPOSITORIES_JSON_POLICY_FILE = "lifecycle-policy.json";

const repositoriesJsonSchema = z.strictObject({
  project: z.string().optional(),
  repositories: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })),
});

/**
 * Whether a document has the format of the published script, `repositories.json`: a `project`, or repositories with only a `name`
 * and a `description`.
 */
export function isRepositoriesJson(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("repositories" in data)) return false;
  if ("project" in data) return true;
  const { repositories } = data;
  const isNameOnly = (entry: unknown): boolean =>
    typeof entry === "object" &&
    entry !== null &&
    "name" in entry &&
    Object.keys(entry).every((key) => key === "name" || key === "description");
  return Array.isArray(repositories) && repositories.length > 0 && repositories.every(isNameOnly);
}

/** The checked `lifecycle-policy.json` in the folder of a `repositories.json`. */
export interface FolderPolicy {
  readonly exists: boolean;
  /** `undefined` if the policy has errors. */
  readonly policy?: LifecyclePolicy;
  readonly place: Place;
}

/** Reads a `repositories.json` in the format of the published script. */
export function readRepositoriesJson(document: SourceDocument, folderPolicy: FolderPolicy, into: Drafts): void {
  const file = parse("repositories-json", repositoriesJsonSchema, document.data);
  if (!file.ok) into.problems.push(...located(document, [], file.problems));
  const { project, repositories } = file.ok ? file.value : validParts(document.data);
  const report = (problem: Problem): void => void into.problems.push(...located(document, [], [problem]));
  if (project !== undefined && !repositories.some(({ name }) => name?.startsWith(`${project}/`) === true)) {
    const message = `expected repository names that start with ${JSON.stringify(`${project}/`)}, found none. Names are used as written. Add the project to the names, or remove project`;
    report(warning("repositories-json/project", ["project"], message));
  }
  if (!folderPolicy.exists) {
    const message = `expected ${REPOSITORIES_JSON_POLICY_FILE} in the same folder, found none. The repositories use the environment's default policy`;
    report(warning("repositories-json/no-policy", ["repositories"], message));
  }
  repositories.forEach(({ name, description }, index) => {
    if (name === undefined) return;
    into.repositories.push({
      document,
      repositoryName: name,
      namePath: ["repositories", index, "name"],
      description,
      written: {},
      invalid: NO_FAULTS,
      folderPolicy: folderPolicy.policy,
      folderPolicyPlace: folderPolicy.place,
      settingPath: () => ["repositories", index],
      defaults: "environment",
    });
  });
}

interface RepositoriesJsonParts {
  readonly project?: string;
  readonly repositories: readonly { readonly name?: string; readonly description?: string }[];
}

/** The valid parts of a file with faults. */
function validParts(data: unknown): RepositoriesJsonParts {
  const project = valueAt(data, ["project"]);
  const entries = valueAt(data, ["repositories"]);
  return {
    project: typeof project === "string" ? project : undefined,
    repositories: Array.isArray(entries) ? entries.map(validEntry) : [],
  };
}

function validEntry(entry: unknown): RepositoriesJsonParts["repositories"][number] {
  const name = valueAt(entry, ["name"]);
  const description = valueAt(entry, ["description"]);
  return {
    name: typeof name === "string" ? name : undefined,
    description: typeof description === "string" ? description : undefined,
  };
}
