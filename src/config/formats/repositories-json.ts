import { z } from "zod";
import { type error, warning } from "../../domain/problems/problem";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { located } from "../problems";
import { type SourceDocument } from "../source/source";
import { type Drafts } from "./draft";

/** Name of the policy that the article's script gives to every repository of the `repositories.json` beside it. */
export const REPOSITORIES_JSON_POLICY_FILE = "lifecycle-policy.json";

const articleSchema = z.strictObject({
  project: z.string().optional(),
  repositories: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })),
});

const NOTHING: ReadonlySet<string> = new Set();

/** Whether a document is the ECR article's `repositories.json`: a project, or repositories by `name` and nothing but a description. */
export function isRepositoriesJson(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("repositories" in data)) return false;
  if ("project" in data) return true;
  const { repositories } = data;
  const plain = (entry: unknown): boolean =>
    typeof entry === "object" &&
    entry !== null &&
    "name" in entry &&
    Object.keys(entry).every((key) => key === "name" || key === "description");
  return Array.isArray(repositories) && repositories.length > 0 && repositories.every(plain);
}

/** The `lifecycle-policy.json` beside a `repositories.json`, already checked; without its policy where that has errors. */
export interface PolicyBeside {
  readonly exists: boolean;
  readonly policy?: LifecyclePolicy;
}

/** Reads the article's `repositories.json`. */
export function readRepositoriesJson(document: SourceDocument, beside: PolicyBeside, into: Drafts): void {
  const article = parse("article", articleSchema, document.data);
  if (!article.ok) into.problems.push(...located(document, [], article.problems));
  const { project, repositories } = article.ok ? article.value : soundParts(document.data);
  const say = (problem: ReturnType<typeof error>): void => void into.problems.push(...located(document, [], [problem]));
  if (project !== undefined && !repositories.some(({ name }) => name?.startsWith(`${project}/`) === true)) {
    say(
      warning(
        "repositories-json/project",
        ["project"],
        `project ${JSON.stringify(project)} is not part of any name: the article's script only prints it, so the repositories keep their names as they are`,
      ),
    );
  }
  if (!beside.exists) {
    say(
      warning(
        "repositories-json/no-policy",
        ["repositories"],
        `no ${REPOSITORIES_JSON_POLICY_FILE} beside the repositories, which the article's script passes over in silence; they get the environment's default policy`,
      ),
    );
  }
  repositories.forEach(({ name, description }, index) => {
    if (name === undefined) return;
    into.repositories.push({
      document,
      repositoryName: name,
      namePath: ["repositories", index, "name"],
      description,
      written: {},
      invalid: NOTHING,
      policyBeside: beside.policy,
      settingPath: () => ["repositories", index],
      defaults: "environment",
    });
  });
}

interface RepositoriesJsonParts {
  readonly project?: string;
  readonly repositories: readonly { readonly name?: string; readonly description?: string }[];
}

/** What can be read nevertheless of a file with faults. */
function soundParts(data: unknown): RepositoriesJsonParts {
  const project = valueAt(data, ["project"]);
  const entries = valueAt(data, ["repositories"]);
  return {
    project: typeof project === "string" ? project : undefined,
    repositories: Array.isArray(entries) ? entries.map(soundEntry) : [],
  };
}

function soundEntry(entry: unknown): RepositoriesJsonParts["repositories"][number] {
  const name = valueAt(entry, ["name"]);
  const description = valueAt(entry, ["description"]);
  return {
    name: typeof name === "string" ? name : undefined,
    description: typeof description === "string" ? description : undefined,
  };
}
