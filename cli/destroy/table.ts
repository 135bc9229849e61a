import { type Environment } from "../../config/environment";
import { bytesText, countText } from "../../modules/lifecycle-policy/words";
import { colors } from "../colors";
import { columns } from "../lifecycle/columns";
import { type Doomed } from "./census";

/** All that is to happen, for people to read before it does. */
export function destructionText(
  environment: Environment,
  stacks: readonly string[],
  doomed: readonly Doomed[],
): string {
  const { name, location, repositories, registry, operator, ciRoles } = environment;
  const lines = [`${name}: account ${location.account}, ${location.region}`, ""];
  if (doomed.length === 0) lines.push(`No repository is in the state of ${name}-registry.`);
  else lines.push(...columns([["images", "size", "repository", ""], ...doomed.map(row), total(doomed)]).map(painted));
  const owned = new Set(doomed.map((each) => each.owned.repositoryName));
  const strange = repositories.filter(({ repositoryName }) => !owned.has(repositoryName));
  if (strange.length > 0) {
    const names = strange.map(({ repositoryName }) => repositoryName).join(", ");
    lines.push("", `Declared but not in the state, so left alone: ${names}`);
  }
  lines.push("", `Stacks that are destroyed: ${stacks.join(", ")}`);
  const settings = Object.entries(registry ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (settings.length > 0) {
    const places = settings.map((setting) => `registry.${setting}`).join(", ");
    lines.push(`With ${name}-registry go settings of the whole registry, back to AWS's defaults: ${places}.`);
  }
  if (operator !== undefined) {
    lines.push(`With ${name}-access goes the role ${operator.roleName}: the operator can no longer use AWS with it.`);
  }
  if (ciRoles.length > 0) {
    const roles = ciRoles.map(({ roleName, source }) => `${roleName} (${source.path})`);
    lines.push(`With ${name}-access go the roles of workflows, which can no longer push: ${roles.join(", ")}.`);
  }
  return `${lines.join("\n")}\n`;
}

/** The same for machines, with what came of it: the shape that the command's help tells. */
export function destructionJson(
  { name, location }: Environment,
  stacks: readonly string[],
  doomed: readonly Doomed[],
  destroyed: boolean,
): string {
  const repositories = doomed.map(({ owned: { repositoryName }, contents, fate: { kind: fate, words: reason } }) => {
    const { count: images, bytes } = contents.known === "images" ? contents : {};
    return { repositoryName, images, bytes, fate, reason };
  });
  return `${JSON.stringify({ environment: name, ...location, stacks, destroyed, repositories }, undefined, 2)}\n`;
}

function row({ owned, contents, fate }: Doomed): string[] {
  const cells =
    contents.known === "images" ? [contents.count.toLocaleString("en-US"), bytesText(contents.bytes)] : ["?", "?"];
  const [count = "", size = ""] = contents.known === "gone" ? ["-", "-"] : cells;
  return [count, size, owned.repositoryName, `${MARKS[fate.kind]}${fate.words}`];
}

/** What leads words that must not be overlooked. */
const MARKS = { delete: "", empty: "", "let-go": "", refuse: "REFUSED, " } as const;

function total(doomed: readonly Doomed[]): string[] {
  const sum = { count: 0, bytes: 0 };
  for (const { contents } of doomed) {
    if (contents.known !== "images") continue;
    sum.count += contents.count;
    sum.bytes += contents.bytes;
  }
  return [
    sum.count.toLocaleString("en-US"),
    bytesText(sum.bytes),
    countText(doomed.length, "repository", "repositories"),
    "",
  ];
}

function painted(line: string): string {
  return line.replace("REFUSED,", (word) => colors().red(word));
}
