import { type Environment } from "../../model/environment";
import { unknownUseNote } from "../images/in-use";
import { accessFindings } from "./access";
import { ciTrustFindings } from "./ci-trust";
import { boundaryFindings } from "./boundaries";
import { costChange, type CostChange } from "./cost";
import { environmentFindings, isMoved } from "./environment";
import { environmentFinding, mergedFindings, type Finding } from "./finding";
import { groupFindings } from "./groups";
import { isAtLeast, REVIEW_KIND_NAMES, REVIEW_KINDS, SEVERITIES, type ReviewKind, type Severity } from "./kinds";
import { addedFinding, removedFinding } from "./lifetime";
import { policiesFindings, type ImageFacts } from "./lifecycle";
import { notificationFindings } from "./notifications";
import { operatorFindings } from "./operator";
import { regionsReview, totalCost, type FindingsOfPolicies } from "./regions";
import { registryFindings } from "./registry";
import { registryAccessFindings } from "./registry-access";
import { otherFindings } from "./other-changes";
import { standingAccess } from "./standing-access";
import { type PlanSummary } from "./plan/compare";
import { publicRepositoryFindings } from "./public-repositories";
import { repositoryFindings } from "./repositories";
import { workloadTrustFindings } from "./workload-trust";

/** The environments at one revision. */
export interface Revision {
  /** What the revision is called: a Git reference, or `working tree`. */
  readonly name: string;
  readonly environments: readonly Environment[];
  /** Environments that cannot be read, with the reasons. */
  readonly unreadable: ReadonlyMap<string, string>;
}

export interface ReviewOptions {
  /** Names of the environments to review. @default - all */
  readonly names?: readonly string[];
  /** What is known about the images of an environment, or of an additional region: `production/us-east-1`. */
  readonly images: (name: string) => ImageFacts;
  /** What Terraform's plans of an environment say. @default - no plans are given */
  readonly plans?: (environment: string) => PlanFacts;
  /** Severities in place of the default ones. @default - none */
  readonly severities?: Readonly<Partial<Record<ReviewKind, Severity>>>;
}

/** What the plans of an environment say. */
export interface PlanFacts {
  readonly plans: readonly PlanSummary[];
  readonly findings: readonly Finding[];
  /** What the plans leave open, a sentence each. */
  readonly unknown: readonly string[];
}

export interface RatedFinding extends Finding {
  readonly severity: Severity;
}

/** The review of one environment. */
export interface EnvironmentReview {
  readonly environment: string;
  readonly account?: string;
  readonly region?: string;
  /** Worst first. */
  readonly findings: readonly RatedFinding[];
  /** What the review could not know, a sentence each. */
  readonly unknown: readonly string[];
  /** Monthly cost of the listed repositories after their policies have run. @default - no images are known */
  readonly cost?: CostChange;
  /** The plans that were compared. @default - no plans are given */
  readonly plans?: readonly PlanSummary[];
}

/** What a change of the declarations will do. */
export interface Review {
  readonly base: string;
  readonly environments: readonly EnvironmentReview[];
}

/** Compares two revisions, environment by environment, the worst environment first. */
export function reviewOf(before: Revision, after: Revision, options: ReviewOptions): Review {
  const names = new Set([...after.environments, ...before.environments].map(({ name }) => name));
  const chosen = [...names, ...before.unreadable.keys()].filter(
    (name, index, all) => all.indexOf(name) === index && (options.names?.includes(name) ?? true),
  );
  const reviews = chosen
    .filter((name) => !after.unreadable.has(name))
    .map((name) => environmentReview(name, before, after, options));
  return { base: before.name, environments: reviews.sort((a, b) => rankOf(a) - rankOf(b)) };
}

/** The worst severity of a review's findings; `undefined` if there are none. */
export function worstOf({ environments }: Pick<Review, "environments">): Severity | undefined {
  const ranks = environments.map(rankOf);
  return SEVERITIES[Math.min(...ranks)];
}

/** Whether a review has a finding of at least a severity. */
export function reaches(review: Pick<Review, "environments">, least: Severity): boolean {
  const worst = worstOf(review);
  return worst !== undefined && isAtLeast(worst, least);
}

/** The place of an environment in a review: 0 is the worst severity. */
export function rankOf({ findings }: EnvironmentReview): number {
  const [worst] = findings;
  return worst === undefined ? SEVERITIES.length : SEVERITIES.indexOf(worst.severity);
}

function environmentReview(name: string, before: Revision, after: Revision, options: ReviewOptions): EnvironmentReview {
  const { location } = named(after, name) ?? named(before, name) ?? {};
  const { findings, unknown = [], cost } = compared(name, before, after, options);
  const planned = options.plans?.(name);
  return {
    environment: name,
    ...(location === undefined ? {} : { account: location.account, region: location.region }),
    findings: rated([...mergedFindings(findings), ...(planned?.findings ?? [])], options),
    unknown: [...unknown, ...(planned?.unknown ?? [])],
    ...(cost === undefined ? {} : { cost }),
    ...(planned === undefined ? {} : { plans: planned.plans }),
  };
}

interface Compared {
  readonly findings: readonly Finding[];
  readonly unknown?: readonly string[];
  readonly cost?: CostChange | undefined;
}

function compared(name: string, before: Revision, after: Revision, options: ReviewOptions): Compared {
  const [old, now] = [named(before, name), named(after, name)];
  const reason = before.unreadable.get(name);
  if (reason !== undefined) {
    const message = `the environment cannot be read at ${before.name}, so its changes are unknown`;
    const standing = now === undefined ? [] : standingAccess(now, others(after, name));
    return { findings: [environmentFinding("base-unreadable", message, [reason]), ...standing] };
  }
  if (now === undefined) return { findings: old === undefined ? [] : [removedFinding(old, after.environments)] };
  if (old === undefined)
    return {
      findings: [addedFinding(now, before.environments, after.environments), ...publicRepositoryFindings({}, now)],
    };
  if (isMoved(old, now)) return { findings: environmentFindings(old, now) };
  const images = options.images(name);
  const [otherOld, otherNow] = [others(before, name), others(after, name)];
  const lifecycle = policiesFindings(old, now, images);
  const findings = [
    ...lifecycle,
    ...accessFindings({ environment: old, others: otherOld }, { environment: now, others: otherNow }),
    ...ciTrustFindings(old, now),
    ...workloadTrustFindings(old, now),
    ...boundaryFindings(old, now),
    ...registryAccessFindings(old, now),
    ...repositoryFindings(old, now, otherNow, images),
    ...publicRepositoryFindings(old, now),
    ...groupFindings(old, now),
    ...registryFindings(old, now),
    ...notificationFindings(old, now),
    ...operatorFindings(old, now),
    ...environmentFindings(old, now),
  ];
  const main = [...findings, ...otherFindings(old, now, findings)];
  const copies = regionsReview(old, now, main, options.images);
  return {
    findings: [...main, ...copies.findings],
    unknown: [
      ...unknownImages([...lifecycle, ...copies.lifecycle.flatMap((copy) => copy.findings)]),
      ...new Set([{ findings: lifecycle, images }, ...copies.lifecycle].flatMap(unknownUse)),
    ],
    cost: totalCost([costChange(old, now, images), ...copies.costs]),
  };
}

function named({ environments }: Revision, name: string): Environment | undefined {
  return environments.find((environment) => environment.name === name);
}

function others({ environments }: Revision, name: string): Environment[] {
  return environments.filter((environment) => environment.name !== name);
}

function unknownImages(findings: readonly Finding[]): string[] {
  const names = findings
    .filter(({ kind }) => kind === "lifecycle-stricter")
    .flatMap(({ repositories, region }) =>
      region === undefined ? repositories : repositories.map((name) => `${name} in ${region}`),
    );
  if (names.length === 0) return [];
  const which = names.length === 1 ? (names[0] ?? "") : `${names.length.toLocaleString("en-US")} repositories`;
  return [
    `It is unknown how many images would be deleted or archived in ${which}. To list the images, pass --live or --images <file>.`,
  ];
}

/** Why it is not known which of the deleted or archived images are in use. */
function unknownUse({ findings, images: { inUse } }: FindingsOfPolicies): string[] {
  const affecting = findings.filter(({ kind }) => kind === "images-deleted" || kind === "images-archived");
  return affecting
    .flatMap(({ repositories }) => repositories)
    .flatMap((name) => {
      const use = inUse?.(name);
      return use === undefined || use.known ? [] : [unknownUseNote(use.why)];
    });
}

function rated(findings: readonly Finding[], { severities = {} }: ReviewOptions): RatedFinding[] {
  return findings
    .map((finding) => ({ ...finding, severity: severities[finding.kind] ?? REVIEW_KINDS[finding.kind].severity }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        REVIEW_KIND_NAMES.indexOf(a.kind) - REVIEW_KIND_NAMES.indexOf(b.kind),
    );
}
