import { type Image } from "../../../src/domain/images/image";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";
import { type Environment, type RepositoryDeclaration } from "../../../src/model/environment";
import { type ReviewKind } from "../../../src/operations/review/kinds";
import { listedUse } from "../../../src/operations/images/in-use";
import { environment, repository } from "../environment";
import { type ImageFacts } from "../../../src/operations/review/lifecycle";
import { reviewOf, type RatedFinding, type Review, type Revision } from "../../../src/operations/review/review";

export const NOW = new Date("2026-06-30T00:00:00Z");

export function revision(name: string, ...environments: readonly Environment[]): Revision {
  return { name, environments, unreadable: new Map() };
}

/** Images by repository. */
export type KnownImages = Readonly<Record<string, readonly Image[]>>;

/** What is known about images: those of the named repositories. */
export function images(known: KnownImages = {}): ImageFacts {
  const use = (name: string) => {
    const inUse = listedUse(known[name] ?? []);
    return inUse.known ? inUse : undefined;
  };
  return { now: NOW, of: (name) => known[name], inUse: use };
}

/** Reviews a change from one list of environments to another. */
export function review(
  before: readonly Environment[],
  after: readonly Environment[],
  facts: ImageFacts = images(),
): Review {
  return reviewOf(revision("main", ...before), revision("the working tree", ...after), { images: () => facts });
}

/** The findings of the only environment that changes. */
export function findings(before: Environment, after: Environment, facts?: ImageFacts): readonly RatedFinding[] {
  return review([before], [after], facts).environments.flatMap((reviewed) => reviewed.findings);
}

/** Deletes untagged images after some days, and all but the newest. */
export function policy(days: number, newest: number): LifecyclePolicy {
  return {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: newest },
        action: { type: "expire" },
      },
    ],
  };
}

/** An image that was pushed some days ago. */
export function image(number: number, daysAgo: number, parts: Partial<Image> = {}): Image {
  return {
    digest: `sha256:${number.toString(16).padStart(64, "0")}`,
    tags: [],
    bytes: 2 ** 30,
    isManifestList: false,
    status: "active",
    pushedAt: NOW.getTime() - daysAgo * 86_400_000,
    pulledAt: undefined,
    archivedAt: undefined,
    activatedAt: undefined,
    subject: undefined,
    parts: undefined,
    ...parts,
  };
}

/** An environment with the repository `team/api`. */
export function one(parts: Partial<RepositoryDeclaration> = {}, of: Partial<Environment> = {}): Environment {
  return environment({ repositories: [repository("team/api", parts)], ...of });
}

const DENIES_NOTHING = { Version: "2012-10-17", Statement: [] } as const;
/** A repository policy that lets a principal pull. */
export const pullBy = (Principal: "*" | { readonly AWS: string }, Condition?: object) =>
  ({
    ...DENIES_NOTHING,
    Statement: [
      {
        Sid: "Pull",
        Effect: "Allow",
        Principal,
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        ...(Condition === undefined ? {} : { Condition }),
      },
    ],
  }) as NonNullable<RepositoryDeclaration["repositoryPolicy"]>;
/** Only callers in an organization. */
export const IN = (organization: string) => ({ StringEquals: { "aws:PrincipalOrgID": organization } });

/** A change and what a review of it must say. */
export interface Scenario {
  readonly before: readonly Environment[];
  readonly after: readonly Environment[];
  readonly known?: KnownImages;
  /** The worst finding and what it says. */
  readonly worst: readonly [kind: ReviewKind, text: string];
}

/** A change of `team/api`. */
export function change(
  before: Partial<RepositoryDeclaration>,
  after: Partial<RepositoryDeclaration>,
): Pick<Scenario, "before" | "after"> {
  return { before: [one(before)], after: [one(after)] };
}
