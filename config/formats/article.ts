import { z } from "zod";
import { error, warning } from "../../modules/core/problem";
import { parse } from "../../modules/core/schema-problems";
import { type LifecyclePolicy } from "../../modules/lifecycle-policy/schema";
import { located } from "../problems";
import { type SourceDocument } from "../source/source";
import { type Drafts } from "./draft";

/** Name of the policy that the article's script gives to every repository of the `repositories.json` beside it. */
export const ARTICLE_POLICY_FILE = "lifecycle-policy.json";

const articleSchema = z.strictObject({
  project: z.string().optional(),
  repositories: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })),
});

const NOTHING: ReadonlySet<string> = new Set();

/** Whether a document is the ECR article's `repositories.json`: a project, or repositories by `name` and nothing but a description. */
export function isArticle(data: unknown): boolean {
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

/**
 * Reads the article's `repositories.json`.
 * @param policy what the `lifecycle-policy.json` beside it says, already checked; `undefined` when there is none
 */
export function readArticle(document: SourceDocument, policy: LifecyclePolicy | undefined, into: Drafts): void {
  const article = parse("article", articleSchema, document.data);
  if (!article.ok) {
    into.problems.push(...located(document, [], article.problems));
    return;
  }
  const { project, repositories } = article.value;
  const say = (problem: ReturnType<typeof error>): void => void into.problems.push(...located(document, [], [problem]));
  if (project !== undefined && !repositories.some(({ name }) => name.startsWith(`${project}/`))) {
    say(
      warning(
        "article/project",
        ["project"],
        `project ${JSON.stringify(project)} is not part of any name: the article's script only prints it, so the repositories keep their names as they are`,
      ),
    );
  }
  if (policy === undefined) {
    say(
      warning(
        "article/no-policy",
        ["repositories"],
        `no ${ARTICLE_POLICY_FILE} beside the repositories, which the article's script passes over in silence; they get the environment's default policy`,
      ),
    );
  }
  repositories.forEach(({ name, description }, index) => {
    into.repositories.push({
      document,
      repositoryName: name,
      namePath: ["repositories", index, "name"],
      description,
      written: {},
      unsound: NOTHING,
      policyBeside: policy,
      settingPath: () => ["repositories", index],
      defaults: "environment",
    });
  });
}
