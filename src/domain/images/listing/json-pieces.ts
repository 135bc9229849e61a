const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;

/** Why a text is not what it should be, for a sentence that begins with the name of its file. */
export class NotReadable extends Error {}

/** The last comma between a `}` and a `{`; -1 where there is none. */
export function lastEntryEnd(bytes: Uint8Array, start: number): number {
  for (let at = bytes.lastIndexOf(COMMA); at > start; at = bytes.lastIndexOf(COMMA, at - 1)) {
    let before = at - 1;
    while (before > start && isSpace(bytes[before])) before -= 1;
    if (bytes[before] !== CLOSE) continue;
    let after = at + 1;
    while (after < bytes.length && isSpace(bytes[after])) after += 1;
    if (bytes[after] === OPEN) return at;
  }
  return -1;
}

/** How archives begin that people keep listings in. */
const COMPRESSED = { gzip: [0x1f, 0x8b], zip: [0x50, 0x4b, 0x03, 0x04], zstd: [0x28, 0xb5, 0x2f, 0xfd] } as const;

/** @throws NotReadable when a text, of which this is the beginning, is compressed */
export function refuseCompressed(bytes: Uint8Array): void {
  for (const [name, magic] of Object.entries(COMPRESSED)) {
    if (magic.every((byte, index) => bytes[index] === byte))
      throw new NotReadable(`it is compressed (${name}); unpack it first, into a file or into standard input`);
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** @throws NotReadable when the bytes are no UTF-8 */
export function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new NotReadable("it is not UTF-8 text; save it as UTF-8 (PowerShell's > writes UTF-16)");
  }
}

export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
