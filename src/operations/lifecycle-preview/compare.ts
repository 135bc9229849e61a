import { type Action, type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { type Image } from "../../domain/images/image";
import { type Preview, type Totals } from "./preview";

interface PreviewOutcome {
  readonly action: Action;
  readonly rulePriority: number | null;
}

/** An image that two policies treat differently. */
export interface PreviewChange {
  readonly image: Image;
  readonly before: PreviewOutcome;
  readonly after: PreviewOutcome;
}

export interface PreviewComparison {
  readonly repository: string;
  readonly now: Date;
  readonly differences: readonly PreviewChange[];
  readonly totals: { readonly before: Totals; readonly after: Totals };
}

/** Compares two previews of the same images. The same action by another rule does not count as a difference. */
export function comparePreviews(before: Preview, after: Preview): PreviewComparison {
  const previous = new Map(before.decisions.map((decision) => [decision.image.digest, decision]));
  const differences = after.decisions.flatMap((decision) => {
    const old = previous.get(decision.image.digest);
    if (old === undefined || old.action === decision.action) return [];
    return [{ image: decision.image, before: outcome(old), after: outcome(decision) }];
  });
  return {
    repository: after.repository,
    now: after.now,
    differences,
    totals: { before: before.totals, after: after.totals },
  };
}

/** A comparison as `-o json` prints it. */
export function comparisonRecord({ repository, now, differences, totals }: PreviewComparison): object {
  return {
    repository,
    now: now.toISOString(),
    differences: differences.map(({ image, before, after }) => ({
      imageDigest: image.digest,
      imageTags: image.tags,
      before,
      after,
    })),
    totals,
  };
}

function outcome({ action, rulePriority }: LifecycleDecision): PreviewOutcome {
  return { action, rulePriority };
}
