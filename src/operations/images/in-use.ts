import { type Image } from "../../domain/images/image";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { countText, listText, shortDigest } from "../../domain/text/format";

/** Tasks and pods that run an image. */
export interface ImageUse {
  /** Number of ECS tasks and EKS pods. */
  readonly count: number;
  /** ISO 8601. @default - Amazon Inspector gives no time */
  readonly lastAt?: string;
}

/**
 * The images of a repository that tasks and pods run, by digest.
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export type ImagesInUse =
  | { readonly known: true; readonly uses: ReadonlyMap<string, ImageUse> }
  | {
      readonly known: false;
      /** Why it is unknown, without a full stop. */
      readonly why: string;
      /** Whether Amazon Inspector gives no answer at all, not even about other repositories. @default false */
      readonly isRefused?: boolean;
    };

/**
 * The tasks and pods that run an image. Amazon Inspector counts the images of a manifest list, not the list.
 * @returns `undefined` if there are none, or if it is unknown
 */
export function useOf({ digest, parts = [] }: Image, inUse: ImagesInUse): ImageUse | undefined {
  if (!inUse.known) return undefined;
  const uses = [digest, ...parts].flatMap((each) => inUse.uses.get(each) ?? []);
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  if (count === 0) return undefined;
  const lastAt = uses
    .flatMap((use) => use.lastAt ?? [])
    .sort()
    .at(-1);
  return lastAt === undefined ? { count } : { count, lastAt };
}

/** `3 tasks and pods`. */
export function useText({ count }: ImageUse): string {
  return count === 1 ? "1 task or pod" : countText(count, "task", "tasks and pods");
}

/** `v1.2`, or the short digest of an untagged image. */
export function imageName({ tags: [tag], digest }: Image): string {
  return tag ?? shortDigest(digest);
}

/** Why it is not known which images are in use. */
export function unknownUseNote(why: string): string {
  return `It is not known which images are in use: ${why}. Amazon Inspector counts the ECS tasks and EKS pods that run the images it scans.`;
}

/** The images that decisions delete or archive although tasks or pods run them: `v1.2 (3 tasks and pods)`. */
export function usedNames(decisions: readonly LifecycleDecision[], inUse: ImagesInUse): string[] {
  return decisions.flatMap(({ action, image }) => {
    const use = action === "keep" ? undefined : useOf(image, inUse);
    return use === undefined ? [] : [`${imageName(image)} (${useText(use)})`];
  });
}

/** What a listing says about its images in use; unknown if it says nothing. */
export function listedUse(images: readonly Image[]): ImagesInUse {
  const counts = images.flatMap(({ digest, inUseCount: count }) => (count === undefined ? [] : [{ digest, count }]));
  if (counts.length === 0) return { known: false, why: "the listing does not contain inUseCount" };
  return { known: true, uses: new Map(counts.map(({ digest, count }) => [digest, { count }])) };
}

/** Finding about images that a lifecycle policy deletes or archives although tasks or pods run them. */
export function inUseFindings(decisions: readonly LifecycleDecision[], inUse: ImagesInUse): string[] {
  const used = usedNames(decisions, inUse);
  if (used.length === 0) return [];
  const verb = used.length === 1 ? "is" : "are";
  return [
    `${countText(used.length, "image")} that would be deleted or archived ${verb} in use: ${listText(used)}. New tasks and pods could no longer pull ${used.length === 1 ? "it" : "them"}.`,
  ];
}
