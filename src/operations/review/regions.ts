import { countText } from "../../domain/text/format";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { regionalEnvironments, regionalName } from "../../model/regions";
import { droppedCopy } from "./copies";
import { costChange, type CostChange } from "./cost";
import { environmentFinding, type Finding } from "./finding";
import { groupFindings } from "./groups";
import { policiesFindings, type ImageFacts } from "./lifecycle";
import { notificationFindings } from "./notifications";
import { otherFindings } from "./other-changes";
import { registryFindings } from "./registry";
import { registryAccessFindings } from "./registry-access";
import { repositoryFindings } from "./repositories";

/** An additional region at the two revisions, as an environment of its own at each. */
interface CopyRevisions {
  readonly region: string;
  /** @default - the change adds the region */
  readonly before?: Environment;
  /** @default - the change removes the region */
  readonly after?: Environment;
}

/** The additional regions of an environment, at either revision. */
export function copyRevisions(before: Environment, after: Environment): CopyRevisions[] {
  const [old, now] = [copiesOf(before), copiesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((region) => {
    const [was, is] = [old.get(region), now.get(region)];
    return { region, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
  });
}

function copiesOf(environment: Environment): Map<string, Environment> {
  const copies = regionalEnvironments(environment).filter(({ regional }) => regional === "copy");
  return new Map(copies.map((copy) => [copy.location.region, copy]));
}

/** Findings about the lifecycle policies of a region, with what is known about its images. */
export interface FindingsOfPolicies {
  readonly findings: readonly Finding[];
  readonly images: ImageFacts;
}

/**
 * What a change does to the copies in additional regions. Copies follow the repositories, so what the review says about a repository is not
 * repeated for its copies, unless images are known there.
 * @param found findings of the environment's own region
 * @param images what is known about the images of a region, by `production/us-east-1`
 */
export function regionsReview(
  before: Environment,
  after: Environment,
  found: readonly Finding[],
  images: (name: string) => ImageFacts,
) {
  /** What differs from the environment's own region. */
  const findings: Finding[] = [];
  /** Those of lifecycle policies, for each region. */
  const lifecycle: FindingsOfPolicies[] = [];
  const costs: CostChange[] = [];
  const isSaid = saidOf(found);
  const declared = new Set(after.repositories.map(nameOf));
  for (const { region, before: old, after: now } of copyRevisions(before, after)) {
    if (old === undefined || now === undefined) {
      findings.push(
        ...(now === undefined ? [] : [addedFinding(now)]),
        ...(old === undefined ? [] : [removedFinding(old)]),
      );
      continue;
    }
    const facts = images(regionalName(now));
    const ofPolicies = policiesFindings(old, now, facts);
    const kept = new Set(now.repositories.map(nameOf));
    const isDropped = (copy: RepositoryDeclaration): boolean => !kept.has(nameOf(copy)) && declared.has(nameOf(copy));
    const isNew = (finding: Finding): boolean => !isSaid(finding);
    const own = [
      ...ofPolicies,
      ...old.repositories.filter(isDropped).map((copy) => droppedCopy(copy, now, facts)),
      ...repositoryFindings({ ...old, repositories: old.repositories.filter((it) => !isDropped(it)) }, now, [], facts),
      ...groupFindings(old, now),
      ...registryFindings(old, now),
      ...registryAccessFindings(old, now),
      ...notificationFindings(old, now),
    ];
    const all = [...own, ...otherFindings(old, now, [...found, ...own])];
    findings.push(...all.filter(isNew).map((finding) => ({ ...finding, region })));
    const unsaid = ofPolicies.filter(isNew).map((finding) => ({ ...finding, region }));
    lifecycle.push({ findings: unsaid, images: facts });
    const cost = costChange(old, now, facts);
    if (cost !== undefined) costs.push(cost);
  }
  return { findings, lifecycle, costs };
}

function nameOf({ repositoryName }: RepositoryDeclaration): string {
  return repositoryName;
}

/** Findings with images are never the same, because each region has its own. */
function saidOf(found: readonly Finding[]): (finding: Finding) => boolean {
  const said = new Map<string, Set<string>>();
  const keyOf = ({ kind, message }: Finding): string => `${kind} ${message}`;
  for (const finding of found) {
    const names = said.get(keyOf(finding)) ?? new Set();
    for (const name of finding.repositories) names.add(name);
    said.set(keyOf(finding), names);
  }
  return (finding) => {
    const names = said.get(keyOf(finding));
    return finding.images === undefined && names !== undefined && finding.repositories.every((name) => names.has(name));
  };
}

function addedFinding({ location: { region }, repositories, imports }: Environment): Finding {
  const copies = countText(repositories.length, "repository", "repositories");
  const details =
    imports.length === 0
      ? []
      : [
          `${countText(imports.length, "copy is", "copies are")} imported.${imports.length < repositories.length ? " Terraform creates the other copies." : ""}`,
        ];
  return { ...environmentFinding("environment-added", `the region is new, with copies of ${copies}`, details), region };
}

/** Its stacks are no longer synthesized, so Terraform does not delete anything. */
function removedFinding({ name, location: { region }, repositories }: Environment): Finding {
  const copies = countText(repositories.length, "repository", "repositories");
  const details = [
    "The copies stay in AWS and in Terraform's state, but no stack manages them.",
    `If the stacks of the region are not destroyed yet, restore the region in ${name} and destroy them first (docs/regions.md).`,
  ];
  const message = `the region is removed, with copies of ${copies}`;
  return { ...environmentFinding("environment-removed", message, details), region };
}

/** The cost of all regions; `undefined` if no images are known. */
export function totalCost(costs: readonly (CostChange | undefined)[]): CostChange | undefined {
  const known = costs.filter((cost) => cost !== undefined);
  if (known.length === 0) return undefined;
  return known.reduce((sum, cost) => ({
    before: sum.before + cost.before,
    after: sum.after + cost.after,
    repositories: sum.repositories + cost.repositories,
  }));
}
