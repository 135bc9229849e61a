import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { BadListing, ListingReader, type Listing } from "../../domain/images/listing/listing";

/** The environment that a listing is to be of. */
interface Place {
  readonly name: string;
  readonly location: { readonly account: string };
}

/** Bytes that are read at a time. */
const PIECE = 1024 * 1024;

/**
 * Reads the pages of a listing, of whatever length.
 * @param files paths; `-` is standard input
 * @param folder from which the paths are taken
 * @param environment whose account it has to be of, where there is one; an answer of AWS does not tell its Region
 * @throws BadListing
 */
export async function readListing(
  files: readonly string[],
  folder: string,
  standardInput: AsyncIterable<Uint8Array>,
  environment?: Place,
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
  const listing = reader.listing();
  if (environment !== undefined && listing.account !== undefined) refuseOther(listing.account, environment);
  return listing;
}

function refuseOther(account: string, { name, location }: Place): void {
  if (account === location.account) return;
  throw new BadListing(
    `the listing is of account ${account}, and ${name} is in ${location.account}; list the images of that account`,
  );
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return "no such file; write the path of the output of aws ecr describe-images, or - for standard input";
  if (code === "EISDIR") return "found a folder; name the files in it";
  return code === undefined ? message : `the file can not be read (${code})`;
}
