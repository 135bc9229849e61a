import { storedBytes, type Image, type ImageStatus } from "../../domain/images/image";
import { dollars, type Prices } from "./prices";

export interface Storage {
  readonly images: number;
  readonly bytes: number;
  /** Dollars per month. */
  readonly cost: number;
}

/** An image with its present or future storage class. */
export type StoredImage = readonly [image: Image, storageClass: "standard" | "archive"];

/**
 * Storage of the images of one repository. A layer counts once in each storage class, as AWS bills it. An image with unknown
 * layers counts in full.
 */
export function storageOf(images: Iterable<StoredImage>, prices: Prices): Storage {
  const seen = { standard: new Set<string>(), archive: new Set<string>() };
  const bytes = { standard: 0, archive: 0 };
  let count = 0;
  for (const [image, storageClass] of images) {
    count += 1;
    bytes[storageClass] += ownBytes(image, seen[storageClass]);
  }
  return {
    images: count,
    bytes: bytes.standard + bytes.archive,
    cost: dollars(bytes.standard, prices.standard) + dollars(bytes.archive, prices.archive),
  };
}

export function classOf(status: ImageStatus): StoredImage[1] {
  return status === "archived" ? "archive" : "standard";
}

/** Bytes that an image adds to the layers counted so far. Adds its layers to them. */
function ownBytes(image: Image, layers: Set<string>): number {
  if (image.layers === undefined) return storedBytes(image);
  let bytes = 0;
  for (const { digest, size } of image.layers) {
    if (!layers.has(digest)) bytes += size;
    layers.add(digest);
  }
  return bytes;
}
