import { Tokenizer, TokenParser, TokenType, type ParsedTokenInfo } from "@streamparser/json";
import { decoded, NotReadable, type JsonTarget } from "./json-target";

/** The longest text without an entry of a list. */
const LONGEST_PIECE = 64 * 1024 * 1024;

const CUT_SHORT = "the text ends in the middle; it was cut short";

/**
 * Reads JSON documents, one after another, from pieces of UTF-8 text. It never holds more than one entry of their lists,
 * so a listing may be longer than a string can be.
 */
export class JsonStream {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private readonly tokenizer = new Tokenizer({ separator: "" });
  private parser: TokenParser | undefined;
  private depth = 0;
  /** Bytes since the last entry or document. */
  private sinceEntry = 0;
  private documents = 0;
  /** Entries of the list that was read last. */
  private entries = 0;
  /** Key of the document's value that is being read. */
  private key = "";
  private isAfterColon = false;
  /** The document without the entries of its lists and without what is deeper. */
  private outline: unknown;

  /** @param keys names of the lists in a document that is an object */
  constructor(
    private readonly keys: readonly string[],
    private readonly target: JsonTarget,
  ) {
    this.tokenizer.onToken = (token) => {
      this.take(token);
    };
  }

  /** @throws NotReadable */
  push(piece: Uint8Array): void {
    this.sinceEntry += piece.length;
    if (this.sinceEntry > LONGEST_PIECE) {
      throw new NotReadable("found 64 MiB without an image; expected the output of aws ecr describe-images");
    }
    this.write(decoded(this.decoder, piece, true));
  }

  /** @throws NotReadable when the text ends in the middle of a document, or there was none */
  end(): void {
    const isInList = this.depth > 1 ? this.keys.includes(this.key) : Array.isArray(this.outline) && this.depth === 1;
    if (isInList) {
      throw new NotReadable(`the text ends in the middle of the list, after ${this.entries} entries; it was cut short`);
    }
    if (this.depth > 0) throw new NotReadable(CUT_SHORT);
    try {
      this.tokenizer.end();
    } catch {
      throw new NotReadable(CUT_SHORT);
    }
    if (this.documents === 0) throw new NotReadable("the text is empty");
  }

  private write(text: string): void {
    try {
      this.tokenizer.write(text);
    } catch (cause) {
      if (cause instanceof NotReadable) throw cause;
      const where = this.depth === 0 ? "" : `, after entry ${this.entries}`;
      throw new NotReadable(`not JSON${where}: ${plain((cause as Error).message)}`);
    }
  }

  private take(info: ParsedTokenInfo): void {
    const { token } = info;
    if (this.depth === 0) this.begin(info);
    else if (this.depth === 1 && !Array.isArray(this.outline)) this.addToOutline(info);
    this.parser?.write(info);
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.depth += 1;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.depth -= 1;
    if (this.depth > 0) return;
    this.documents += 1;
    this.sinceEntry = 0;
    this.target.onDocument(this.outline);
  }

  private begin({ token, value }: ParsedTokenInfo): void {
    this.entries = 0;
    this.outline = token === TokenType.LEFT_BRACKET ? [] : token === TokenType.LEFT_BRACE ? {} : value;
    const paths = token === TokenType.LEFT_BRACKET ? ["$.*"] : this.keys.map((key) => `$.${key}.*`);
    this.parser = new TokenParser({ paths, keepStack: false, separator: "" });
    this.parser.onValue = ({ value: entry }) => {
      this.entries += 1;
      this.sinceEntry = 0;
      this.target.onEntries(token === TokenType.LEFT_BRACKET ? "" : this.key, [entry]);
    };
  }

  private addToOutline({ token, value }: ParsedTokenInfo): void {
    if (!this.isAfterColon) {
      this.isAfterColon = token === TokenType.COLON;
      if (token === TokenType.STRING) this.key = String(value);
      return;
    }
    this.isAfterColon = false;
    if (token === TokenType.LEFT_BRACKET) this.entries = 0;
    const shape = token === TokenType.LEFT_BRACKET ? [] : token === TokenType.LEFT_BRACE ? {} : value;
    (this.outline as Record<string, unknown>)[this.key] = shape;
  }
}

/** The library's message without its states, in the words of others here. */
function plain(message: string): string {
  const character = /^Unexpected "(.*)" at chunk position .*absolute position "(\d+)"/s.exec(message);
  if (character !== null) return `unexpected ${character[1] ?? ""} at byte ${character[2] ?? ""}`;
  const token = /^Unexpected \w+ \((.*)\) in state/s.exec(message);
  return token === null ? message : `unexpected ${token[1] ?? ""}`;
}
