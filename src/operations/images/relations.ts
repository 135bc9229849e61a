import { attachedTo } from "../../domain/images/attachment";
import { type Image } from "../../domain/images/image";

/** Digest of the image that a signature, attestation or SBOM belongs to, by its manifest or its tags. */
export function subjectOf({ subject, tags }: Image): string | undefined {
  return subject ?? attachedTo(tags);
}

const NONE: readonly Image[] = [];

/** How the images of one repository depend on each other. */
export class Relations {
  private readonly byDigest: ReadonlyMap<string, Image>;
  private readonly lists = new Map<string, Image[]>();
  private readonly attached = new Map<string, Image[]>();

  constructor(images: readonly Image[]) {
    this.byDigest = new Map(images.map((image) => [image.digest, image]));
    for (const image of images) {
      for (const part of new Set(image.parts)) if (part !== image.digest) append(this.lists, part, image);
      const subject = subjectOf(image);
      if (subject !== undefined && subject !== image.digest) append(this.attached, subject, image);
    }
  }

  /** The manifest lists that contain an image. */
  listsOf({ digest }: Image): readonly Image[] {
    return this.lists.get(digest) ?? NONE;
  }

  /** The existing images of a manifest list. */
  partsOf({ parts = [] }: Image): readonly Image[] {
    return [...new Set(parts)].flatMap((digest) => this.byDigest.get(digest) ?? []);
  }

  /** The signatures, attestations and SBOMs of an image. */
  attachmentsOf({ digest }: Image): readonly Image[] {
    return this.attached.get(digest) ?? NONE;
  }

  /** The existing image that a signature, attestation or SBOM belongs to. */
  subjectOf(image: Image): Image | undefined {
    const digest = subjectOf(image);
    return digest === undefined || digest === image.digest ? undefined : this.byDigest.get(digest);
  }
}

function append(groups: Map<string, Image[]>, key: string, image: Image): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [image]);
  else group.push(image);
}
