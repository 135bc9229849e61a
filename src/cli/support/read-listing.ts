import { createReadStream, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { PARSED_AT_ONCE } from "../../domain/images/listing/json-documents";
import { BadListing, ListingReader, type Listing } from "../../domain/images/listing/listing";

/** The environment to which a listing must belong. */
interface ListingOwner {
  readonly name: string;
  readonly location: { readonly account: string };
}

/** Bytes of one read. */
const PIECE = 1024 * 1024;

/**
 * Reads the pages of a listing of any length.
 * @param files paths; `-` is standard input
 * @param folder folder to which the paths are relative
 * @param environment environment whose account must match. A listing does not contain its region
 * @throws BadListing
 */
export async function readListing(
  files: readonly string[],
  folder: string,
  standardInput: AsyncIterable<Uint8Array>,
  environment?: ListingOwner,
): Promise<Listing> {
  const reader = new ListingReader();
  for (const path of new Set(files)) {
    const file = reader.file(path === "-" ? "standard input" : path);
    try {
      const pieces = path === "-" ? standardInput : piecesOf(resolve(folder, path));
      for await (const piece of pieces) file.push(piece);
    } catch (cause) {
      throw cause instanceof BadListing ? cause : new BadListing(`${path}: ${reasonOf(cause)}`);
    }
    file.end();
  }
  const listing = reader.listing();
  if (environment !== undefined && listing.account !== undefined) requireAccount(listing.account, environment);
  return listing;
}

/** Reads a short file as one piece, which is not copied. Pipes do not report their size. */
function piecesOf(path: string): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  const stats = statSync(path);
  const isShort = stats.isFile() && stats.size <= PARSED_AT_ONCE;
  return isShort ? [readFileSync(path)] : createReadStream(path, { highWaterMark: PIECE });
}

function requireAccount(account: string, { name, location }: ListingOwner): void {
  if (account === location.account) return;
  throw new BadListing(
    `expected a listing from account ${location.account}, the account of ${name}, found account ${account}`,
  );
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return "the file does not exist. Pass a file with the output of aws ecr describe-images, or - for standard input";
  if (code === "EISDIR") return "expected a file, found a folder. Pass the files in the folder";
  return code === undefined ? message : `the file cannot be read (${code})`;
}
