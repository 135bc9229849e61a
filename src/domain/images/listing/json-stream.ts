import { decoded, joined, lastEntryEnd, NotReadable } from "./json-pieces";

/** What a stream of JSON documents is cut into. */
export interface JsonStreamTarget {
  /** Entries of a list, in the order of the text, some at a time. */
  onEntries(list: string, entries: readonly unknown[]): void;
  /** The end of a document: what it holds beside the lists, which are empty here. */
  onDocument(rest: unknown): void;
}

/** The longest text that is taken as one entry, or as all of a document beside its lists. */
const LONGEST_PIECE = 64 * 1024 * 1024;

const CUT_SHORT = "the text ends in the middle; it was cut short";

/** What is left of an entry is read again with the next piece, unless it is longer. */
const SHORT_PIECE = 256 * 1024;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/**
 * Reads JSON documents, one after another, from pieces of UTF-8 text, without holding more than a few entries of their
 * lists: a listing may be longer than a string can be. A list is a document that is one itself, or the value of one of
 * the named keys of a document that is an object.
 */
export class JsonStream {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  /** Keeps a character that a piece ends in the middle of. */
  private readonly restDecoder = new TextDecoder("utf-8", { fatal: true });
  /** Bytes from earlier pieces that are not parsed yet. */
  private carried: Uint8Array = new Uint8Array(0);
  /** How many of them have been gone through. */
  private scanned = 0;
  private guessed = 0;
  private misguessed = 0;
  private inString = false;
  private escaped = false;
  private depth = 0;
  /** Depth of the list that is being read, or -1 outside of one. */
  private listDepth = -1;
  private listName = "";
  private entries = 0;
  /** The document without the entries of its lists. */
  private rest = "";
  private documents = 0;

  /** @param keys names of the lists */
  constructor(
    private readonly keys: readonly string[],
    private readonly target: JsonStreamTarget,
  ) {}

  /** @throws NotReadable */
  push(piece: Uint8Array): void {
    const bytes = this.carried.length === 0 ? piece : joined(this.carried, piece);
    let start = 0;
    let at = this.scanned;
    while (at < bytes.length) {
      if (this.listDepth < 0) {
        const end = this.scanRest(bytes, at);
        this.addRest(bytes.subarray(at, end));
        this.afterRest();
        at = end;
        start = end;
      } else {
        if (at === start) at = start = this.guessEntries(bytes, start);
        const end = this.scanList(bytes, at, start);
        start = end.parsed;
        at = end.at;
      }
    }
    if (bytes.length - start > LONGEST_PIECE)
      throw new NotReadable("one entry has more than 64 MiB; this is no listing");
    // A copy, since the piece may be a buffer that is filled again.
    this.carried = bytes.slice(start);
    this.scanned = this.carried.length;
    if (this.listDepth >= 0 && this.scanned < SHORT_PIECE) {
      this.scanned = 0;
      this.inString = this.escaped = false;
      this.depth = this.listDepth;
    }
  }

  /** @throws NotReadable when the text ends in the middle of a document, or there was none */
  end(): void {
    if (this.listDepth >= 0) {
      throw new NotReadable(`the text ends in the middle of the list, after ${this.entries} entries; it was cut short`);
    }
    if (this.depth > 0) throw new NotReadable(CUT_SHORT);
    if (this.rest.trim() !== "") this.endDocument();
    if (this.documents === 0) throw new NotReadable("the text is empty");
  }

  /** Goes to the end of the piece, of the document, or to the beginning of a list. */
  private scanRest(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inString = false;
      } else if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN || byte === 91) {
        this.depth += 1;
        if (byte === 91 && this.depth <= 2) return at + 1;
      } else if (byte === CLOSE || byte === 93) {
        this.depth -= 1;
        if (this.depth <= 0) return at + 1;
      }
    }
    return bytes.length;
  }

  private addRest(bytes: Uint8Array): void {
    this.rest += decoded(this.restDecoder, bytes, true);
    if (this.rest.length > LONGEST_PIECE) throw new NotReadable("more than 64 MiB without a list; this is no listing");
  }

  private afterRest(): void {
    if (this.inString) return;
    const name = this.depth === 1 ? "" : /"([^"\\]*)"\s*:\s*\[$/.exec(this.rest.slice(-200))?.[1];
    if (
      this.rest.endsWith("[") &&
      this.depth <= 2 &&
      name !== undefined &&
      (this.depth === 1 || this.keys.includes(name))
    ) {
      this.listName = name;
      this.listDepth = this.depth;
      this.entries = 0;
    } else if (this.depth <= 0 && /[}\]]$/.test(this.rest)) this.endDocument();
  }

  /**
   * Parses entries up to the last place that looks like the end of one, without going through the bytes. What parses as
   * a list of values is one, wherever it was cut: the end of another list or document in it, or half a text, would not.
   * @returns where it has come to: the beginning, where the guess was wrong or there is no such place
   */
  private guessEntries(bytes: Uint8Array, start: number): number {
    if (this.misguessed > 3 + this.guessed / 8) return start;
    const end = lastEntryEnd(bytes, start);
    if (end < 0) return start;
    const text = decoded(this.decoder, bytes.subarray(start, end), false);
    let entries: unknown[];
    try {
      entries = JSON.parse(`[${text}]`) as unknown[];
    } catch {
      this.misguessed += 1;
      return start;
    }
    this.guessed += 1;
    this.entries += entries.length;
    this.target.onEntries(this.listName, entries);
    return end + 1;
  }

  /** Goes through a list, byte by byte and so as plainly as can be, and parses what is complete. */
  private scanList(bytes: Uint8Array, from: number, start: number): { readonly at: number; readonly parsed: number } {
    const { length } = bytes;
    const { listDepth } = this;
    let { inString, escaped, depth } = this;
    let lastComma = -1;
    let at = from;
    for (; at < length; at += 1) {
      const byte = bytes[at];
      if (inString) {
        if (escaped) escaped = false;
        else {
          // Most of a listing is in strings.
          while (at < length && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at += 1;
          escaped = bytes[at] === BACKSLASH;
          inString = bytes[at] !== QUOTE;
        }
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA) {
        if (depth === listDepth) lastComma = at;
      } else if (byte === OPEN || byte === 91) depth += 1;
      else if (byte === CLOSE || byte === 93) {
        if (depth === listDepth) break;
        depth -= 1;
      }
    }
    this.inString = inString;
    this.escaped = escaped;
    this.depth = depth;
    if (at < length) {
      this.parseEntries(bytes.subarray(start, at), true);
      this.listDepth = -1;
      return { at, parsed: at };
    }
    if (lastComma < start) return { at, parsed: start };
    this.parseEntries(bytes.subarray(start, lastComma), false);
    return { at, parsed: lastComma + 1 };
  }

  private parseEntries(bytes: Uint8Array, isLast: boolean): void {
    const text = decoded(this.decoder, bytes, false);
    if (text.trim() === "") {
      if (isLast && this.entries === 0) return;
      throw new NotReadable(`not JSON: a comma without an entry after entry ${this.entries}`);
    }
    const entries = this.parsed(`[${text}]`, `after entry ${this.entries}`) as unknown[];
    this.entries += entries.length;
    this.target.onEntries(this.listName, entries);
  }

  private endDocument(): void {
    const rest = this.parsed(this.rest, "");
    this.rest = "";
    this.depth = 0;
    this.documents += 1;
    this.target.onDocument(rest);
  }

  private parsed(text: string, where: string): unknown {
    try {
      return JSON.parse(text);
    } catch (cause) {
      const reason = plain((cause as Error).message);
      throw new NotReadable(`not JSON${where === "" ? "" : `, ${where}`}: ${reason}`);
    }
  }
}

/** V8's message without a position, which would be that in one piece of the text. */
function plain(message: string): string {
  return message.replace(/ in JSON at position.*$/s, "").replace(/\s+/g, " ");
}
