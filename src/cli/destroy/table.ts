import { oneOf } from "../../domain/problems/problem";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, regionalName } from "../../model/regions";
import { inRegion, registryStackKinds } from "../../model/stack-kinds";
import { type RepositoryPlan, type RepositoryOutcome } from "../../operations/destruction/destroy-plan";
import { type Growth } from "../../operations/destruction/growth";
import { ownedName } from "../../operations/destruction/state";
import { bytesText, countText } from "../../domain/text/format";
import { colors, columns, wrapped } from "../support/terminal";
import { regionOf } from "./context";
import { jsonText } from "../support/write";

/** What happens to each repository, grouped by reason, in at most 80 columns. */
export function destructionText(
  environment: Environment,
  stacks: readonly string[],
  plans: readonly RepositoryPlan[],
): string {
  const { location } = environment;
  const regions = regionalEnvironments(environment).map((regional) => regional.location.region);
  const lines = [`${regionalName(environment)}: account ${location.account}, ${regions.join(", ")}`, ""];
  if (plans.length === 0)
    lines.push(`Terraform's state of ${registryText(environment)} does not contain any repositories.`);
  else lines.push(...groups(plans, ["IMAGES", "SIZE", ...placeHeading(plans)], cells), ...totals(plans));
  const notes = [declaredOnly, stateOnly, listsOfRegion].flatMap((note) => note(environment, plans));
  return `${[...lines, ...notes, "", ...otherEffects(environment, stacks)].join("\n")}\n`;
}

/** What was added since it was shown, to read before the second question. */
export function growthText(growth: readonly Growth[], plans: readonly RepositoryPlan[]): string {
  const title = "Images or repositories were added after the list was shown. NEW is the number of added images.";
  const unseen = new Map(growth.map(({ now, unseen }) => [now, unseen]));
  const heading = ["NEW", "IMAGES", "SIZE", ...placeHeading(plans)];
  const rows = groups(
    growth.map(({ now }) => now),
    heading,
    (plan) => [(unseen.get(plan) ?? 0).toLocaleString("en-US"), ...cells(plan)],
  );
  return `${["", ...wrapped(title), "", ...rows, ...totals(plans)].join("\n")}\n`;
}

/** The plan and result as JSON, in the format that the command's help describes. */
export function destructionJson(
  { name, location }: Environment,
  stacks: readonly string[],
  plans: readonly RepositoryPlan[],
  destroyed: boolean,
): string {
  const repositories = plans.map(
    ({ owned: { repositoryName, region = location.region }, contents, outcome: { kind: outcome, words: reason } }) => {
      const { count: images, bytes } = contents.known === "images" ? contents : {};
      return { repositoryName, region, images, bytes, outcome, reason };
    },
  );
  return jsonText({ environment: name, ...location, stacks, destroyed, repositories });
}

/** The first word of a reason. Refusals come last, next to the question or the error. */
const VERBS = { delete: "Delete", empty: "Delete", keep: "Keep", refuse: "REFUSED" } as const;
const VERBS_IN_ORDER = ["Delete", "Keep", "REFUSED"] as const;

function verbOf({ outcome }: RepositoryPlan): (typeof VERBS)[RepositoryOutcome["kind"]] {
  return VERBS[outcome.kind];
}

function placeHeading(plans: readonly RepositoryPlan[]): string[] {
  return plans.some(({ owned }) => owned.region !== undefined) ? ["REGION", "REPOSITORY"] : ["REPOSITORY"];
}

function groups(
  plans: readonly RepositoryPlan[],
  heading: readonly string[],
  row: (plan: RepositoryPlan) => readonly string[],
): string[] {
  return VERBS_IN_ORDER.flatMap((verb) => {
    const byReason = new Map<string, (readonly string[])[]>();
    for (const plan of plans.filter((candidate) => verbOf(candidate) === verb)) {
      const { words } = plan.outcome;
      byReason.set(words, [...(byReason.get(words) ?? []), row(plan)]);
    }
    return [...byReason].flatMap(([reason, rows]) => {
      const sentences = wrapped(`${verb}: ${reason}`).map((line) =>
        line.replace(/^REFUSED/, (word) => colors().red(word)),
      );
      return [...sentences, ...columns([heading, ...rows]).map((line) => `  ${line}`), ""];
    });
  });
}

function cells({ owned, contents }: RepositoryPlan): string[] {
  const { repositoryName, region } = owned;
  const place = region === undefined ? [repositoryName] : [region, repositoryName];
  switch (contents.known) {
    case "images":
      return [contents.count.toLocaleString("en-US"), bytesText(contents.bytes), ...place];
    case "nothing":
      return ["?", "?", ...place];
    case "gone":
    case "not-in-state":
      return ["-", "-", ...place];
  }
}

function totals(plans: readonly RepositoryPlan[]): string[] {
  const rows = VERBS_IN_ORDER.flatMap((verb) => {
    const group = plans.filter((plan) => verbOf(plan) === verb);
    const sum = { count: 0, bytes: 0 };
    for (const { contents } of group) {
      if (contents.known !== "images") continue;
      sum.count += contents.count;
      sum.bytes += contents.bytes;
    }
    const least = group.some(({ contents }) => contents.known === "nothing") ? "at least " : "";
    const images = `${least}${countText(sum.count, "image")}`;
    const name = verb === "REFUSED" ? "Refused" : verb;
    return group.length === 0
      ? []
      : [[name, countText(group.length, "repository", "repositories"), images, bytesText(sum.bytes)]];
  });
  return columns(rows);
}

function declaredOnly(environment: Environment, plans: readonly RepositoryPlan[]): string[] {
  const owned = new Set(plans.map((plan) => ownedName(plan.owned)));
  return list(
    `Declared, but not in the state of ${registryText(environment)}, so not destroyed`,
    regionalEnvironments(environment)
      .flatMap((regional) =>
        knownIn(
          regional,
          regional.repositories.map(({ repositoryName }) => repositoryName),
        ),
      )
      .filter((name) => !owned.has(name)),
  );
}

/** The repository of a copy stays declared in the environment, so the environment's lists cannot name it. */
function listsOfRegion(environment: Environment, plans: readonly RepositoryPlan[]): string[] {
  if (environment.regional !== "copy" || !plans.some((plan) => verbOf(plan) === "REFUSED")) return [];
  const region = environment.location.region;
  const note = `The lists \`removed\` and \`released\` of a copy are under regions.${region} of ${environment.name}. Before you list a copy there, exclude it with repositoryPrefixes.`;
  return ["", ...wrapped(note)];
}

function stateOnly(environment: Environment, plans: readonly RepositoryPlan[]): string[] {
  const known = new Set(
    regionalEnvironments(environment).flatMap((regional) => {
      const { repositories, removed, registry } = regional;
      const names = repositories.map(({ repositoryName }) => repositoryName);
      return knownIn(regional, [...names, ...removed, ...(registry?.key === undefined ? [] : [REGISTRY_KEY])]);
    }),
  );
  return list(
    `In the state of ${registryText(environment)}, but no longer declared`,
    plans.map(({ owned }) => ownedName(owned)).filter((name) => !known.has(name)),
  );
}

function knownIn(environment: Environment, names: readonly string[]): string[] {
  return names.map((repositoryName) => ownedName({ repositoryName, ...regionOf(environment) }));
}

/** `dev-registry or dev-registry-payments`. */
function registryText(environment: Environment): string {
  return oneOf(registryStackKinds(environment).map((kind) => `${environment.name}-${kind}`));
}

function list(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : ["", ...wrapped(`${title}: ${names.join(", ")}`)];
}

/** What is destroyed in addition to repositories. */
function otherEffects(environment: Environment, stacks: readonly string[]): string[] {
  const { name, operator, ciRoles, regional: part, location } = environment;
  const lines = [`Stacks to destroy: ${stacks.join(", ")}`];
  for (const regional of regionalEnvironments(environment)) {
    const settings = Object.entries(regional.registry ?? {}).flatMap(([key, value]) =>
      // The key has a row of its own.
      value === undefined || key === "key" ? [] : [`registry.${key}`],
    );
    if (settings.length === 0) continue;
    const stack = `${name}-${inRegion(regional, "registry")}`;
    lines.push(`${stack} also resets these registry settings to AWS defaults: ${settings.join(", ")}.`);
  }
  if (part === "copy")
    lines.push(
      `ECR continues to replicate to ${location.region} until you remove it from \`regions\` of ${name} and deploy.`,
    );
  if (operator !== undefined) {
    lines.push(
      `${name}-access also deletes the operator's role ${operator.roleName}. The operator will lose its access to ECR.`,
    );
  }
  if (ciRoles.length > 0) {
    const roles = ciRoles.map(({ roleName, source }) => `${roleName} (${source.path})`).join(", ");
    lines.push(`${name}-access also deletes these CI roles, so their workflows lose access to ECR: ${roles}.`);
  }
  return lines.flatMap((line) => wrapped(line));
}
