import { type LifecyclePolicy, type LifecycleRule } from "./schema";

const LONGEST = 60;

/**
 * A name that describes an unnamed policy, such as `untagged-14-days-keep-30`.
 * @param example a repository with the policy, whose name is used if the description would be too long
 */
export function describedName({ rules }: LifecyclePolicy, example: string): string {
  const words = [...rules].sort((a, b) => a.rulePriority - b.rulePriority).map(nameOfRule);
  const name = words.join("-");
  if (words.length <= 2 && name.length <= LONGEST && !words.includes(undefined)) return name;
  return `like-${example.replaceAll(/[^A-Za-z0-9]+/g, "-")}`.slice(0, LONGEST).replace(/-$/, "");
}

function nameOfRule({ selection, action }: LifecycleRule): string | undefined {
  const { tagStatus, tagPrefixList, tagPatternList, countType, countNumber } = selection;
  const tags = tagStatus === "tagged" ? tagText([...(tagPrefixList ?? []), ...(tagPatternList ?? [])]) : tagStatus;
  if (tags === undefined) return undefined;
  const images = tags === "any" ? "" : `${tags}-`;
  const days = { sinceImagePushed: "days", sinceImagePulled: "days-unpulled", sinceImageTransitioned: "days-archived" };
  const limit = countType === "imageCountMoreThan" ? `keep-${countNumber}` : `${countNumber}-${days[countType]}`;
  const verb = action.type === "transition" ? "archive-" : tags === "any" && !limit.startsWith("keep") ? "expire-" : "";
  return `${verb}${images}${limit}`;
}

function tagText(texts: readonly string[]): string | undefined {
  const [first, second] = texts;
  if (first === undefined || second !== undefined) return undefined;
  const words = first.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  if (words === "") return "tagged";
  return /^[A-Za-z]/.test(words) ? words : `tag-${words}`;
}
