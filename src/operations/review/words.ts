import { countText, dollarsText, listText, oneLine, upperFirst } from "../../domain/text/format";
import { type RatedFinding, type EnvironmentReview, type Review } from "./review";
import { SEVERITIES, type Severity } from "./kinds";

/** Names of repositories in a line. */
const MAX_NAMES = 3;
/** Characters of a fault in the line that sums a review up. */
const MAX_FAULT = 160;
/** Findings in the line that sums a review up. */
const MAX_PARTS = 3;

/** A finding as a sentence: `team/api: 12 more images would be deleted ...`. */
export function findingText({ repositories, region, message }: RatedFinding, most = MAX_NAMES): string {
  if (repositories.length === 0) return region === undefined ? upperFirst(message) : `${region}: ${message}`;
  const count = repositories.length > most ? ` (${countText(repositories.length, "repository", "repositories")})` : "";
  return `${listText(repositories, most)}${count}${placeOf(region)}: ${message}`;
}

function placeOf(region: string | undefined): string {
  return region === undefined ? "" : ` in ${region}`;
}

/** `high: 1,204 images would be deleted; acme/web may push to prod/api`. */
export function summaryLine(review: Pick<Review, "environments" | "base">, faults: readonly string[] = []): string {
  const line = worstLine(review);
  const [fault, ...others] = faults;
  if (fault === undefined) return line ?? `No changes since ${review.base}.`;
  const more = others.length === 0 ? "" : `, and ${countText(others.length, "more part")}`;
  const missing = `incomplete: ${firstSentence(fault)}${more}`;
  return line === undefined ? missing : `${line} (${missing})`;
}

function firstSentence(text: string): string {
  const [first = ""] = oneLine(text).split(/\.(?: |$)/);
  return first.length <= MAX_FAULT ? first : `${first.slice(0, MAX_FAULT)}...`;
}

function worstLine(review: Pick<Review, "environments">): string | undefined {
  const all = review.environments.flatMap((reviewed) =>
    reviewed.findings.map((finding) => ({ ...finding, environment: reviewed.environment })),
  );
  const worst = SEVERITIES.find((severity) => all.some((finding) => finding.severity === severity));
  if (worst === undefined) return undefined;
  const found = all.filter(({ severity }) => severity === worst);
  const deleted = found.filter(({ kind }) => kind === "images-deleted");
  const images = deleted.reduce((sum, finding) => sum + (finding.images ?? 0), 0);
  const repositories = new Set(deleted.flatMap((finding) => finding.repositories)).size;
  const parts = [...new Set(found.filter(({ kind }) => kind !== "images-deleted").map(shortText))];
  const where = countText(repositories, "repository", "repositories");
  if (images > 0) parts.unshift(`${countText(images, "image")} in ${where} would be deleted within a day`);
  const more = parts.length - MAX_PARTS;
  return `${worst}: ${parts.slice(0, MAX_PARTS).join("; ")}${more > 0 ? `; ${more} more` : ""}`;
}

function shortText({
  repositories,
  region,
  message,
  short,
  environment,
}: RatedFinding & { readonly environment: string }): string {
  // The repository's name follows.
  const text = (short ?? message).replace(/^its /, "");
  if (repositories.length === 0 && region !== undefined) return `${environment}/${region}: ${text}`;
  if (repositories.length === 0) return short === undefined ? `${environment}: ${text}` : text;
  const names = `${listText(repositories, 1)}${placeOf(region)}`;
  // "acme/web may push": the repository follows. "would be deleted": it comes first.
  return text.startsWith("would ") ? `${names} ${text}` : `${text} (${names})`;
}

/** ` (account 111122223333, eu-west-1)`, to follow an environment's name; empty if they are unknown. */
export function placeText({ account, region }: EnvironmentReview): string {
  return account === undefined || region === undefined ? "" : ` (account ${account}, ${region})`;
}

/** `production: 1 high, 2 medium`. */
export function countsText({ findings }: EnvironmentReview): string {
  const counts = SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
  const found = counts.filter(([, count]) => count > 0);
  return found.length === 0 ? "no changes" : found.map(([severity, count]) => `${count} ${severity}`).join(", ");
}

/** The cost of an environment's listed repositories, in a sentence; empty if it is unknown. */
export function costText({ cost }: EnvironmentReview): string {
  if (cost === undefined) return "";
  const listed =
    cost.repositories === 1 ? "listed repository" : `${cost.repositories.toLocaleString("en-US")} listed repositories`;
  const [before, after] = [dollarsText(cost.before), dollarsText(cost.after)];
  return before === after
    ? `Cost of the ${listed}: ${after} per month, as before.`
    : `Cost of the ${listed}: ${after} per month, previously ${before}.`;
}

/** What each plan of an environment does, in a sentence. */
export function planTexts({ plans = [] }: EnvironmentReview): string[] {
  return plans.map(({ stack, isAsReviewed, ...counts }) => {
    const parts = (["import", "create", "update", "replace", "delete", "forget"] as const).flatMap((action) =>
      counts[action] === 0 ? [] : [`${counts[action].toLocaleString("en-US")} to ${action}`],
    );
    const what = parts.length === 0 ? "nothing to do" : parts.join(", ");
    return `Plan of ${stack}: ${what}, ${isAsReviewed ? "as reviewed" : "which differs from the review"}.`;
  });
}
