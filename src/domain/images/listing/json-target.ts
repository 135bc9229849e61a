/** Keys of lists, from the AWS CLI and from AWS Tools for PowerShell. */
export const LISTS: readonly string[] = ["imageDetails", "images", "ImageDetails", "Images"];

/** Receives the contents of JSON or YAML documents. */
export interface JsonTarget {
  /** Entries of a list in their order. `list` is its key, or empty if the document itself is the list. */
  onEntries(list: string, entries: readonly unknown[]): void;
  /** Whether a document that is an object is an entry by itself. */
  isEntry(document: object): boolean;
  /** The end of a document, with its other values and empty lists. */
  onDocument(outline: unknown): void;
}

/** A text cannot be read. Callers prefix the message with the file's name. */
export class NotReadable extends Error {}

/** First bytes of compressed files. */
const COMPRESSED = { gzip: [0x1f, 0x8b], zip: [0x50, 0x4b, 0x03, 0x04], zstd: [0x28, 0xb5, 0x2f, 0xfd] } as const;

/** @throws NotReadable if the first bytes are those of a compressed file */
export function refuseCompressed(bytes: Uint8Array): void {
  for (const [name, magic] of Object.entries(COMPRESSED)) {
    if (magic.every((byte, index) => bytes[index] === byte))
      throw new NotReadable(`expected JSON, found a compressed file (${name}). Unpack it first`);
  }
}

/**
 * @param stream whether more bytes follow; Node decodes complete text several times faster
 * @throws NotReadable if the bytes are not UTF-8
 */
export function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new NotReadable(
      "expected a file in UTF-8, found a different encoding. Save the file as UTF-8 (PowerShell's > writes UTF-16)",
    );
  }
}
