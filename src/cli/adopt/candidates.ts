import { type FoundRepository, type LeftOut } from "../../operations/adoption/found";
import { type AdoptOptions } from "./adopt";

/** A repository that is not adopted, for a reason that is not an error. */
export interface SkippedRepository {
  readonly repositoryName: string;
  readonly by: "declared" | "match" | "removed" | "released" | "operator" | "environment" | "name" | "place";
  /** The reason, and what to do to adopt it anyway. */
  readonly reason: string;
}

export interface AdoptionNote {
  /** @default - all repositories */
  readonly repositoryName?: string;
  readonly text: string;
}

/** Repositories to adopt, from AWS or from files. */
export interface AdoptionCandidates {
  readonly found: readonly FoundRepository[];
  /** Repositories and policies that cannot be declared as they are, or could not be read. */
  readonly leftOut: readonly LeftOut[];
  readonly skipped: readonly SkippedRepository[];
  readonly remarks: readonly AdoptionNote[];
}

/** Whether settings of the registry, or public repositories, are adopted in addition to private repositories, or alone. */
export const PART_CHOICES = ["include", "only", "skip"] as const;
export type PartChoice = (typeof PART_CHOICES)[number];

const OPTIONS = ["registry", "public"] as const;

/**
 * Which parts are adopted from AWS, by `--registry` and `--public`. With `only` for one of them, the other one is skipped, unless it is written.
 * @throws Error if they are given without `--from aws`, or exclude each other
 */
export function partsFromAws(options: Pick<AdoptOptions, "from" | "match" | (typeof OPTIONS)[number]>) {
  const given = OPTIONS.filter((option) => options[option] !== undefined);
  const [first] = given;
  if (!options.from.includes("aws")) {
    if (first === undefined) return { repositories: false, registry: false, public: false };
    throw new Error(`--${first} requires --from aws`);
  }
  const alone = OPTIONS.filter((option) => options[option] === "only");
  if (alone.length > 1) throw new Error("--registry only cannot be combined with --public only. Leave one out");
  const byDefault = options.match === undefined && alone.length === 0 ? "include" : "skip";
  return {
    repositories: alone.length === 0,
    registry: (options.registry ?? byDefault) !== "skip",
    public: (options.public ?? byDefault) !== "skip",
  };
}
