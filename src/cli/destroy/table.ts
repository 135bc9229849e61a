import { type Environment } from "../../model/environment";
import { type RepositoryPlan, type RepositoryOutcome } from "../../operations/destruction/destroy-plan";
import { type Growth } from "../../operations/destruction/growth";
import { bytesText, countText } from "../../domain/text/format";
import { colors } from "../support/colors";
import { columns } from "../support/columns";
import { wrapped } from "../support/wrapped";

/** All that happens, for people to read before it does: each reason once, with its repositories. At most 80 columns. */
export function destructionText(
  environment: Environment,
  stacks: readonly string[],
  plans: readonly RepositoryPlan[],
): string {
  const { name, location } = environment;
  const lines = [`${name}: account ${location.account}, ${location.region}`, ""];
  if (plans.length === 0) lines.push(`Terraform's state of ${name}-registry has no repositories.`);
  else lines.push(...groups(plans, ["IMAGES", "SIZE", "REPOSITORY"], cells), ...totals(plans));
  return `${[...lines, ...declaredOnly(environment, plans), ...stateOnly(environment, plans), "", ...around(environment, stacks)].join("\n")}\n`;
}

/** What was found beyond what was shown, for people to read before they are asked again. */
export function growthText(growth: readonly Growth[], plans: readonly RepositoryPlan[]): string {
  const title = "The second count found more than was shown. NEW counts the images that were not shown before.";
  const unseen = new Map(growth.map(({ now, unseen }) => [now, unseen]));
  const heading = ["NEW", "IMAGES", "SIZE", "REPOSITORY"];
  const rows = groups(
    growth.map(({ now }) => now),
    heading,
    (one) => [(unseen.get(one) ?? 0).toLocaleString("en-US"), ...cells(one)],
  );
  return `${["", ...wrapped(title), "", ...rows, ...totals(plans)].join("\n")}\n`;
}

/** The same for machines, with the result. The command's help documents the shape. */
export function destructionJson(
  { name, location }: Environment,
  stacks: readonly string[],
  plans: readonly RepositoryPlan[],
  destroyed: boolean,
): string {
  const repositories = plans.map(
    ({ owned: { repositoryName }, contents, outcome: { kind: outcome, words: reason } }) => {
      const { count: images, bytes } = contents.known === "images" ? contents : {};
      return { repositoryName, images, bytes, outcome, reason };
    },
  );
  return `${JSON.stringify({ environment: name, ...location, stacks, destroyed, repositories }, undefined, 2)}\n`;
}

/** What leads a reason. Refusals come last, next to the question or the error. */
const VERBS = { delete: "Delete", empty: "Delete", keep: "Keep", refuse: "REFUSED" } as const;
const VERBS_IN_ORDER = ["Delete", "Keep", "REFUSED"] as const;

function verbOf({ outcome }: RepositoryPlan): (typeof VERBS)[RepositoryOutcome["kind"]] {
  return VERBS[outcome.kind];
}

function groups(
  plans: readonly RepositoryPlan[],
  heading: readonly string[],
  row: (one: RepositoryPlan) => readonly string[],
): string[] {
  return VERBS_IN_ORDER.flatMap((verb) => {
    const some = plans.filter((one) => verbOf(one) === verb);
    const byReason = new Map<string, (readonly string[])[]>();
    for (const one of some) {
      const rows = byReason.get(one.outcome.words) ?? [];
      rows.push(row(one));
      byReason.set(one.outcome.words, rows);
    }
    return [...byReason].flatMap(([reason, rows]) => {
      const said = wrapped(`${verb}: ${reason}`).map((line) => line.replace(/^REFUSED/, (word) => colors().red(word)));
      return [...said, ...columns([heading, ...rows]).map((line) => `  ${line}`), ""];
    });
  });
}

function cells({ owned, contents }: RepositoryPlan): string[] {
  const { repositoryName } = owned;
  switch (contents.known) {
    case "images":
      return [contents.count.toLocaleString("en-US"), bytesText(contents.bytes), repositoryName];
    case "nothing":
      return ["?", "?", repositoryName];
    case "gone":
    case "not-in-state":
      return ["-", "-", repositoryName];
  }
}

function totals(plans: readonly RepositoryPlan[]): string[] {
  const rows = VERBS_IN_ORDER.flatMap((verb) => {
    const some = plans.filter((one) => verbOf(one) === verb);
    const sum = { count: 0, bytes: 0 };
    for (const { contents } of some) {
      if (contents.known !== "images") continue;
      sum.count += contents.count;
      sum.bytes += contents.bytes;
    }
    const least = some.some(({ contents }) => contents.known === "nothing") ? "at least " : "";
    const images = `${least}${countText(sum.count, "image")}`;
    const name = verb === "REFUSED" ? "Refused" : verb;
    return some.length === 0
      ? []
      : [[name, countText(some.length, "repository", "repositories"), images, bytesText(sum.bytes)]];
  });
  return columns(rows);
}

function declaredOnly({ repositories, name }: Environment, plans: readonly RepositoryPlan[]): string[] {
  const owned = new Set(plans.map((each) => each.owned.repositoryName));
  return list(
    `Declared, but not in the state of ${name}-registry, so not touched`,
    repositories.map(({ repositoryName }) => repositoryName).filter((each) => !owned.has(each)),
  );
}

function stateOnly({ repositories, removed, name }: Environment, plans: readonly RepositoryPlan[]): string[] {
  const known = new Set([...repositories.map(({ repositoryName }) => repositoryName), ...removed]);
  return list(
    `In the state of ${name}-registry, but no longer declared`,
    plans.map(({ owned }) => owned.repositoryName).filter((each) => !known.has(each)),
  );
}

function list(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : ["", ...wrapped(`${title}: ${names.join(", ")}`)];
}

/** What is destroyed in addition to repositories. */
function around({ name, registry, operator, ciRoles }: Environment, stacks: readonly string[]): string[] {
  const lines = [`Stacks to destroy: ${stacks.join(", ")}`];
  const settings = Object.entries(registry ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (settings.length > 0) {
    const places = settings.map((setting) => `registry.${setting}`).join(", ");
    lines.push(`${name}-registry also resets settings of the whole registry to AWS's defaults: ${places}.`);
  }
  if (operator !== undefined) {
    lines.push(
      `${name}-access also deletes the operator's role ${operator.roleName}. The operator then has no access.`,
    );
  }
  if (ciRoles.length > 0) {
    const roles = ciRoles.map(({ roleName, source }) => `${roleName} (${source.path})`).join(", ");
    lines.push(`${name}-access also deletes roles of CI workflows, which can then no longer push: ${roles}.`);
  }
  return lines.flatMap((line) => wrapped(line));
}
