import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { BadListing, ListingReader, type Listing } from "../../modules/lifecycle-policy/listing/listing";

/** Small enough that what is parsed of it is young garbage by the time the next is. */
const PIECE = 64 * 1024;

/**
 * Reads the pages of a listing, of whatever length.
 * @param files paths; `-` is standard input
 * @param folder from which the paths are taken
 * @throws BadListing
 */
export async function readListing(
  files: readonly string[],
  folder: string,
  standardInput: AsyncIterable<Uint8Array>,
): Promise<Listing> {
  const reader = new ListingReader();
  for (const path of new Set(files)) {
    const file = reader.file(path === "-" ? "standard input" : path);
    const pieces: AsyncIterable<Uint8Array> =
      path === "-" ? standardInput : createReadStream(resolve(folder, path), { highWaterMark: PIECE });
    try {
      for await (const piece of pieces) file.push(piece);
    } catch (cause) {
      throw cause instanceof BadListing ? cause : new BadListing(`${path}: ${reasonOf(cause)}`);
    }
    file.end();
  }
  return reader.listing();
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return "no such file; write the path of the output of aws ecr describe-images, or - for standard input";
  if (code === "EISDIR") return "found a folder; name the files in it";
  return code === undefined ? message : `the file can not be read (${code})`;
}
