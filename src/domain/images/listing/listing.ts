import { isMapping } from "../../problems/mapping";
import { oneOf, quoteValue } from "../../problems/problem";
import { countText } from "../../text/format";
import { type Image } from "../image";
import { cliEntry } from "./cli-entry";
import { ASSUMED, readImage } from "./image-of";
import { JsonDocuments } from "./json-documents";
import { NotReadable } from "./json-target";
import { readManifestParts, type ManifestContent } from "./manifest-parts";

/** The images of one or more repositories. */
export interface Listing {
  /** Images by repository; the key is empty if the listing does not name the repository. */
  readonly repositories: ReadonlyMap<string, readonly Image[]>;
  /** The repositories' account, if the listing has it. */
  readonly account?: string | undefined;
  /** Assumptions, one sentence each. */
  readonly notes: readonly string[];
  /** Whether pages are missing, so that there are more images. @default false */
  readonly isIncomplete?: boolean;
}

/** A listing cannot be used. The message has a line for each reason. */
export class BadListing extends Error {}

const MOST_FAULTS = 10;

const LIST_AGAIN =
  "List the images again without --query: aws ecr describe-images --repository-name <name> --filter imageStatus=ANY";

/** A page in a list of pages, which `--output yaml-stream` and `jq --slurp` print. */
function pageIn(
  entry: unknown,
): (Readonly<Record<string, unknown>> & { readonly imageDetails: readonly unknown[] }) | undefined {
  const { entry: page } = cliEntry(entry);
  if (!isMapping(page) || !Array.isArray(page["imageDetails"])) return undefined;
  return { ...page, imageDetails: page["imageDetails"] };
}

/** Whether a document is a single image, as `ConvertTo-Json` prints a list of one. */
function isImage(document: object): boolean {
  return "imageDigest" in document || "ImageDigest" in document;
}

/** The message for a document that is not a listing. */
function otherDocument(document: unknown): string {
  if (isMapping(document) && isImage(document))
    return "expected a list of images, found a single image. Put all images into one list, even if there is only one";
  const isIds = isMapping(document) && "imageIds" in document;
  const found = isIds ? "the output of list-images, which does not contain dates" : "JSON without imageDetails";
  return `expected the output of aws ecr describe-images, found ${found}`;
}

/**
 * Collects the images of `DescribeImages` responses from any number of pages and files. `BatchGetImage` responses among them add
 * the images of manifest lists and the layers of images.
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
  private withoutZone = 0;
  /** Files and fields whose absence is reported. */
  private readonly missing = new Set<string>();
  private readonly lacks = new Set<keyof typeof ASSUMED>();

  /**
   * A reader for one file of the listing.
   * @param file its name in messages
   */
  file(file: string): { push(piece: Uint8Array): void; end(): void } {
    let index = 0;
    let isPaged = false;
    const onEntries = (list: string, entries: readonly unknown[]): void => {
      if (list.toLowerCase() === "images") {
        this.addManifests(entries);
        return;
      }
      for (const entry of entries) {
        const page = list === "" ? pageIn(entry) : undefined;
        if (page === undefined) this.add(entry, file, (index += 1));
        else {
          onEntries("imageDetails", page.imageDetails);
          this.addPage(page);
          isPaged = true;
        }
      }
    };
    const documents = new JsonDocuments({
      onEntries,
      isEntry: isImage,
      onDocument: (rest) => {
        if (!Array.isArray(rest)) this.addDocument(file, cliEntry(rest).entry);
        else if (!isPaged) this.addPage({});
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

  /** Adds an entry of `imageDetails`. */
  add(written: unknown, file: string, index: number): void {
    const { entry, isZoneAssumed } = cliEntry(written);
    const read = readImage(entry);
    if ("fault" in read) {
      this.fault(`${file}: image ${index}: ${read.fault}`, read.missing && `${file}: ${read.missing}`);
      return;
    }
    const { image, repository = "", account, sizeKnown, lacks } = read;
    if (isZoneAssumed) this.withoutZone += 1;
    for (const field of lacks) this.lacks.add(field);
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
        `${file}: image ${index}: expected one push time for ${image.digest}, found two. Use a listing from a single point in time`,
      );
    }
  }

  /** Adds entries of `images` in a `BatchGetImage` response. */
  addManifests(entries: readonly unknown[]): void {
    for (const written of entries) {
      const read = readManifestParts(cliEntry(written).entry);
      if (read === undefined) continue;
      const { digest, ...content } = read;
      this.manifests.set(digest, content);
    }
  }

  /** Whether every page says that there is another one. */
  private get isIncomplete(): boolean {
    return this.pages > 0 && this.unfinishedPages === this.pages;
  }

  /** @throws BadListing if the listing has faults */
  listing(): Listing {
    if (this.faultCount > 0) {
      const more = this.faultCount - this.faults.length;
      const lines = [...this.faults, ...(more > 0 ? [`and ${countText(more, "more problem")}`] : [])];
      throw new BadListing([...lines, ...(this.missing.size > 0 ? [LIST_AGAIN] : [])].join("\n"));
    }
    const [account, ...others] = this.accounts;
    if (others.length > 0) {
      throw new BadListing(
        `expected images in one account, found ${oneOf([...this.accounts].sort(), "and")}. Use a separate listing for each account`,
      );
    }
    const repositories = new Map<string, readonly Image[]>();
    for (const [name, images] of this.repositories) repositories.set(name, this.withManifests([...images.values()]));
    const isIncomplete = this.isIncomplete;
    return { repositories, account, notes: this.notes(), ...(isIncomplete ? { isIncomplete } : {}) };
  }

  private withManifests(images: readonly Image[]): readonly Image[] {
    if (this.manifests.size === 0) return images;
    return images.map((image) => ({ ...image, ...this.manifests.get(image.digest) }));
  }

  private addDocument(file: string, rest: unknown): void {
    if (!isMapping(rest) || !("imageDetails" in rest || "images" in rest))
      throw new BadListing(`${file}: ${otherDocument(rest)}`);
    if ("images" in rest) return;
    const { imageDetails, ...others } = rest;
    if (!Array.isArray(imageDetails))
      throw new BadListing(`${file}: imageDetails: expected a list of images, found ${quoteValue(imageDetails)}`);
    this.addPage(others);
  }

  private addPage(page: Readonly<Record<string, unknown>>): void {
    this.pages += 1;
    if ([page["nextToken"], page["NextToken"]].some((token) => typeof token === "string")) this.unfinishedPages += 1;
  }

  /** @param missing identifies a missing field, which is reported once. @default - another fault */
  private fault(message: string, missing?: string): void {
    this.faultCount += 1;
    if (missing !== undefined) {
      if (this.missing.has(missing)) return;
      this.missing.add(missing);
    }
    if (this.faults.length < MOST_FAULTS) this.faults.push(message);
  }

  private notes(): string[] {
    const notes: string[] = [];
    if (this.repeated > 0) {
      notes.push(
        `${countText(this.repeated, "image is", "images are")} listed more than once with the same push time, and counted only once.`,
      );
    }
    if (this.withoutSize > 0) {
      notes.push(
        `${countText(this.withoutSize, "image has", "images have")} no size in the listing and ${this.withoutSize === 1 ? "is" : "are"} counted as 0 bytes.`,
      );
    }
    if (this.withoutZone > 0) {
      notes.push(
        `${countText(this.withoutZone, "image has", "images have")} times without a time zone (PowerShell leaves it out). These times are treated as UTC.`,
      );
    }
    if (this.lacks.size > 0) {
      const assumed = oneOf(
        [...this.lacks].map((field) => ASSUMED[field]),
        "and",
      );
      notes.push(
        `The listing was created with --query and does not contain ${oneOf([...this.lacks])}, so every image is treated as ${assumed}.`,
      );
    }
    if (this.isIncomplete) {
      notes.push("The listing is incomplete (it has a nextToken), so counts and ages may be wrong.");
    }
    return notes;
  }
}
