import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "../../domain/problems/schema-problems";
import { formatPath } from "../../domain/problems/problem";
import { reviewRecordSchema, type ReviewWithFaults } from "../../operations/review/record";
import { joinedReviews } from "../../operations/review/join";

/**
 * Reads reviews that `-o json` printed, and joins them. Each reviews other environments, with the credentials of their account.
 * @param paths relative to the current folder
 * @throws Error with every problem of every file
 */
export function readReviews(paths: readonly string[]): ReviewWithFaults {
  const problems: string[] = [];
  const reviews = paths.flatMap((path) => {
    const read = readReview(path);
    if ("review" in read) return [read];
    problems.push(...read.problems.map((problem) => `--from ${path}: ${problem}`));
    return [];
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return joinedReviews(reviews);
}

const ADVICE = "Print one with npx ecr review -o json";

function readReview(path: string): ReviewWithFaults | { readonly problems: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(resolve(path), "utf8");
  } catch (cause) {
    return { problems: [`the file cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown reason"})`] };
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    const found = text.trim() === "" ? "an empty file" : "invalid JSON";
    return { problems: [`expected a review as JSON, found ${found}. ${ADVICE}`] };
  }
  const parsed = parse("review", reviewRecordSchema, data);
  if (!parsed.ok) return { problems: parsed.problems.map(({ at, message }) => `${formatPath(at)}: ${message}`) };
  const { faults, base, environments } = parsed.value;
  return { review: { base, environments }, faults };
}
