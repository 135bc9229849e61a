/** Who gets what JSON documents hold. */
export interface JsonTarget {
  /** Entries of a list, in the order of the text; `list` is its key, empty where the document itself is the list. */
  onEntries(list: string, entries: readonly unknown[]): void;
  /** The end of a document: what else it holds, with its lists empty. */
  onDocument(outline: unknown): void;
}

/** Why a text cannot be read, for a sentence that begins with the name of its file. */
export class NotReadable extends Error {}

/** How archives begin that people keep listings in. */
const COMPRESSED = { gzip: [0x1f, 0x8b], zip: [0x50, 0x4b, 0x03, 0x04], zstd: [0x28, 0xb5, 0x2f, 0xfd] } as const;

/** @throws NotReadable when a text that begins so is compressed */
export function refuseCompressed(bytes: Uint8Array): void {
  for (const [name, magic] of Object.entries(COMPRESSED)) {
    if (magic.every((byte, index) => bytes[index] === byte))
      throw new NotReadable(`it is compressed (${name}); unpack it first, into a file or into standard input`);
  }
}

/**
 * @param stream whether more bytes follow; without, Node decodes several times faster
 * @throws NotReadable when the bytes are not UTF-8
 */
export function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new NotReadable("it is not UTF-8 text; save it as UTF-8 (PowerShell's > writes UTF-16)");
  }
}
