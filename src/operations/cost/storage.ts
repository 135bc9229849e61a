import { storedBytes, type Image, type ImageStatus } from "../../domain/images/image";
import { dollars, type Prices } from "./prices";

export interface Storage {
  readonly images: number;
  readonly bytes: number;
  /** Dollars a month. */
  readonly cost: number;
}

/** An image with the storage class that it is in, or will be. */
export type StoredImage = readonly [image: Image, storageClass: "standard" | "archive"];

/**
 * What images of one repository take up. A layer counts once in each storage class, as AWS bills it; an image whose
 * layers are not known counts in full.
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

/** What an image adds to layers that are there already, which it joins. */
function ownBytes(image: Image, layers: Set<string>): number {
  if (image.layers === undefined) return storedBytes(image);
  let bytes = 0;
  for (const { digest, size } of image.layers) {
    if (!layers.has(digest)) bytes += size;
    layers.add(digest);
  }
  return bytes;
}
