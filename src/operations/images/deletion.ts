import { storedBytes, type Image } from "../../domain/images/image";
import { deletionWarnings } from "./deletion-warnings";
import { imageName, useOf, useText, type ImagesInUse } from "./in-use";
import { Relations } from "./relations";
import { unknownNames, type ImageSelectors } from "./selectors";

/** What is known when images are selected for deletion. */
export interface DeletionFacts {
  readonly repository: string;
  readonly images: readonly Image[];
  readonly inUse: ImagesInUse;
  readonly now: Date;
  /** Whether to delete what belongs to the selected images too: untagged images of manifest lists, and signatures. */
  readonly withParts: boolean;
}

/** An image that the selectors match, but that stays. */
export interface KeptImage {
  readonly image: Image;
  /** Why it stays, without a full stop. */
  readonly why: string;
}

export interface DeletionPlan {
  /** In the order in which AWS allows their deletion: manifest lists before their parts. */
  readonly deleted: readonly Image[];
  readonly kept: readonly KeptImage[];
  /** Consequences that are easy to miss, one or more sentences each. */
  readonly warnings: readonly string[];
  /** Stored bytes of the deleted images. Layers that other images share stay. */
  readonly bytes: number;
  /** Why nothing may be deleted: names of images that do not exist or that AWS would not delete. */
  readonly faults: readonly string[];
}

/**
 * Decides which images to delete. A digest names an image whatever it is used for. Tags and ages leave out images that
 * have other tags, that tasks or pods run, or on which an image that stays depends.
 */
export function planDeletion(selectors: ImageSelectors, facts: DeletionFacts): DeletionPlan {
  return new Planner(selectors, facts).plan();
}

class Planner {
  private readonly relations: Relations;
  private readonly named: ReadonlySet<string>;
  private readonly selected = new Set<Image>();
  private readonly kept = new Map<Image, string>();

  constructor(
    private readonly selectors: ImageSelectors,
    private readonly facts: DeletionFacts,
  ) {
    this.relations = new Relations(facts.images);
    this.named = new Set(selectors.digests);
  }

  plan(): DeletionPlan {
    const { images, repository } = this.facts;
    for (const image of images) this.select(image);
    if (this.facts.withParts) this.addParts();
    this.keepDependencies();
    const deleted = images.filter((image) => this.selected.has(image)).sort(byDepth);
    const kept = images.flatMap((image) => {
      const why = this.kept.get(image);
      return why === undefined ? [] : [{ image, why }];
    });
    return {
      deleted,
      kept,
      warnings: deletionWarnings(deleted, this.relations, this.facts),
      bytes: deleted.reduce((sum, image) => sum + storedBytes(image), 0),
      faults: [
        ...unknownNames(this.selectors, images, repository),
        ...kept.filter(({ image }) => this.named.has(image.digest)).map(({ image, why }) => `${image.digest}: ${why}`),
      ],
    };
  }

  private select(image: Image): void {
    if (this.named.has(image.digest)) this.selected.add(image);
    else if (this.matches(image)) {
      const why = this.whyKept(image);
      if (why === undefined) this.selected.add(image);
      else this.kept.set(image, why);
    }
  }

  private matches({ tags, pushedAt }: Image): boolean {
    const { tags: wanted, untagged, pushedBefore } = this.selectors;
    if (pushedBefore !== undefined && pushedAt >= pushedBefore) return false;
    if (wanted.length === 0 && !untagged) return pushedBefore !== undefined;
    if (tags.length === 0) return untagged;
    return tags.some((tag) => wanted.some(({ matches }) => matches(tag)));
  }

  /** Reasons that do not depend on other images. */
  private whyKept(image: Image): string | undefined {
    const { tags: wanted } = this.selectors;
    const others = image.tags.filter((tag) => !wanted.some(({ matches }) => matches(tag)));
    if (wanted.length > 0 && others.length > 0)
      return `it is also tagged ${others.join(", ")}. To delete it, also pass ${others.length === 1 ? "this tag" : "these tags"}, or pass its digest`;
    return this.whyUsed(image);
  }

  private whyUsed(image: Image): string | undefined {
    const use = useOf(image, this.facts.inUse);
    return use && `it is in use (${useText(use)}). To delete it anyway, pass its digest`;
  }

  /** Untagged images of the selected lists, and signatures. An image that is in use is not deleted unnamed. */
  private addParts(): void {
    const waiting = [...this.selected];
    for (let image = waiting.pop(); image !== undefined; image = waiting.pop()) {
      const parts = this.relations.partsOf(image).filter(({ tags }) => tags.length === 0);
      for (const part of [...parts, ...this.relations.attachmentsOf(image)]) {
        if (this.selected.has(part) || this.kept.has(part)) continue;
        const why = this.whyUsed(part);
        if (why === undefined) {
          this.selected.add(part);
          waiting.push(part);
        } else this.kept.set(part, why);
      }
    }
  }

  /** An image stays while a manifest list or, unless it is named, the image that it is attached to stays. */
  private keepDependencies(): void {
    const waiting = [...this.selected];
    for (let image = waiting.pop(); image !== undefined; image = waiting.pop()) {
      if (!this.selected.has(image)) continue;
      const why = this.whyNeeded(image);
      if (why === undefined) continue;
      this.selected.delete(image);
      this.kept.set(image, why);
      waiting.push(...this.relations.partsOf(image), ...this.relations.attachmentsOf(image));
    }
  }

  private whyNeeded(image: Image): string | undefined {
    const list = this.relations.listsOf(image).find((each) => !this.selected.has(each));
    if (list !== undefined) return `it is part of the manifest list ${imageName(list)}, which is not deleted`;
    if (this.isNamed(image)) return undefined;
    const subject = this.relations.subjectOf(image);
    return subject === undefined || this.selected.has(subject)
      ? undefined
      : `it is attached to ${imageName(subject)}, which is not deleted`;
  }

  /** Whether a digest or an exact tag names the image. */
  private isNamed({ digest, tags }: Image): boolean {
    return (
      this.named.has(digest) || this.selectors.tags.some(({ isPattern, text }) => !isPattern && tags.includes(text))
    );
  }
}

/** Manifest lists first. AWS refuses to delete an image while a list contains it. */
function byDepth(a: Image, b: Image): number {
  return Number(b.isManifestList) - Number(a.isManifestList);
}
