import { countText } from "../../text/format";
import { type Image } from "../image";
import { readImage } from "./image-of";
import { JsonDocuments } from "./json-documents";
import { NotReadable } from "./json-target";
import { readManifestParts, type ManifestContent } from "./manifest-parts";

/** The images of one or more repositories. */
export interface Listing {
  /** By repository; the key is empty where the listing does not say which. */
  readonly repositories: ReadonlyMap<string, readonly Image[]>;
  /** The account that they are in, where the listing says it. */
  readonly account?: string | undefined;
  /** What was assumed, one sentence each. */
  readonly notes: readonly string[];
}

/** A listing that can not be used; the message has a line for each reason. */
export class BadListing extends Error {}

const MOST_FAULTS = 10;

/**
 * Collects the images of `DescribeImages` answers, however many pages and files they come in. Answers of `BatchGetImage`
 * among them say which images a manifest list names, and which layers an image has.
 */
export class ListingReader {
  private readonly repositories = new Map<string, Map<string, Image>>();
  private readonly manifests = new Map<string, ManifestContent>();
  private readonly accounts = new Set<string>();
  private readonly faults: string[] = [];
  private faultCount = 0;
  private repeated = 0;
  private withoutSize = 0;
  private pages = 0;
  private unfinishedPages = 0;

  /**
   * A reader of one file of the listing.
   * @param file what messages call it
   */
  file(file: string): { push(piece: Uint8Array): void; end(): void } {
    let index = 0;
    const documents = new JsonDocuments(["imageDetails", "images"], {
      onEntries: (list, entries) => {
        if (list === "images") this.addManifests(entries);
        else for (const entry of entries) this.add(entry, file, (index += 1));
      },
      onDocument: (rest) => {
        this.addDocument(file, rest);
      },
    });
    const guarded = (action: () => void): void => {
      try {
        action();
      } catch (cause) {
        throw cause instanceof NotReadable ? new BadListing(`${file}: ${cause.message}`) : cause;
      }
    };
    return {
      push: (piece) => {
        guarded(() => {
          documents.push(piece);
        });
      },
      end: () => {
        guarded(() => {
          documents.end();
        });
      },
    };
  }

  /** Takes one entry of `imageDetails`. */
  add(entry: unknown, file: string, index: number): void {
    const read = readImage(entry);
    if ("fault" in read) {
      this.fault(`${file}: image ${index}: ${read.fault}`);
      return;
    }
    const { image, repository = "", account, sizeKnown } = read;
    if (account !== undefined) this.accounts.add(account);
    if (!sizeKnown) this.withoutSize += 1;
    let images = this.repositories.get(repository);
    if (images === undefined) this.repositories.set(repository, (images = new Map<string, Image>()));
    const other = images.get(image.digest);
    if (other === undefined) {
      images.set(image.digest, image);
      return;
    }
    if (other.pushedAt === image.pushedAt) {
      this.repeated += 1;
      images.set(image.digest, { ...other, tags: [...new Set([...other.tags, ...image.tags])] });
    } else {
      this.fault(
        `${file}: image ${index}: ${image.digest} is listed twice, with different push times; use a listing of one moment`,
      );
    }
  }

  /** Takes entries of `images` in an answer of `BatchGetImage`. */
  addManifests(entries: readonly unknown[]): void {
    for (const entry of entries) {
      const read = readManifestParts(entry);
      if (read === undefined) continue;
      const { digest, ...content } = read;
      this.manifests.set(digest, content);
    }
  }

  /** @throws BadListing when something in it can not be right */
  listing(): Listing {
    if (this.faultCount > 0) {
      const more = this.faultCount - this.faults.length;
      throw new BadListing([...this.faults, ...(more > 0 ? [`and ${more} more like these`] : [])].join("\n"));
    }
    const [account, ...others] = this.accounts;
    if (others.length > 0) {
      throw new BadListing(
        `images of the accounts ${[...this.accounts].sort().join(", ")} together; a listing is of one account, whose repositories have their names for themselves`,
      );
    }
    const repositories = new Map<string, readonly Image[]>();
    for (const [name, images] of this.repositories) repositories.set(name, this.withManifests([...images.values()]));
    return { repositories, account, notes: this.notes() };
  }

  private withManifests(images: readonly Image[]): readonly Image[] {
    if (this.manifests.size === 0) return images;
    return images.map((image) => ({ ...image, ...this.manifests.get(image.digest) }));
  }

  private addDocument(file: string, rest: unknown): void {
    if (Array.isArray(rest)) {
      this.pages += 1;
      return;
    }
    if (typeof rest !== "object" || rest === null || (!("imageDetails" in rest) && !("images" in rest))) {
      const isIds = typeof rest === "object" && rest !== null && "imageIds" in rest;
      throw new BadListing(
        isIds
          ? `${file}: found imageIds, as list-images prints them, without dates; use the output of aws ecr describe-images`
          : `${file}: no imageDetails; the output of aws ecr describe-images is expected`,
      );
    }
    if ("images" in rest) return;
    const { imageDetails, ...others } = rest as { imageDetails: unknown } & Record<string, unknown>;
    if (!Array.isArray(imageDetails))
      throw new BadListing(`${file}: imageDetails is no list; a list of images is expected`);
    this.pages += 1;
    if ([others["nextToken"], others["NextToken"]].some((token) => typeof token === "string"))
      this.unfinishedPages += 1;
  }

  private fault(message: string): void {
    this.faultCount += 1;
    if (this.faults.length < MOST_FAULTS) this.faults.push(message);
  }

  private notes(): string[] {
    const notes: string[] = [];
    if (this.repeated > 0) {
      notes.push(
        `${countText(this.repeated, "image is", "images are")} listed more than once, with equal push times; each is taken once.`,
      );
    }
    if (this.withoutSize > 0) {
      notes.push(
        `${countText(this.withoutSize, "image has", "images have")} no size in the listing; 0 bytes are assumed.`,
      );
    }
    if (this.pages > 0 && this.unfinishedPages === this.pages) {
      notes.push("The listing has a next page (nextToken) that was not given: counts and ages may come out otherwise.");
    }
    return notes;
  }
}
