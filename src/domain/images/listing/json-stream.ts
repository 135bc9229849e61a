import {
  Tokenizer,
  TokenizerError,
  TokenParser,
  TokenParserError,
  TokenType,
  type ParsedTokenInfo,
} from "@streamparser/json";
import { decoded, LISTS, NotReadable, type JsonTarget } from "./json-target";

/** Most bytes without a list entry. */
const LONGEST_PIECE = 64 * 1024 * 1024;

const TRUNCATED = "expected complete JSON, found truncated text";

/**
 * Reads consecutive JSON documents from chunks of UTF-8 text. It holds only one list entry at a time, so a listing may be longer
 * than the longest possible string.
 */
export class JsonStream {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private readonly tokenizer = new Tokenizer({ separator: "" });
  private parser: TokenParser | undefined;
  private depth = 0;
  /** Bytes since the last list entry or document. */
  private sinceEntry = 0;
  private documents = 0;
  /** Number of entries read from the current list. */
  private entries = 0;
  /** Key of the value that is being read. */
  private key = "";
  private isAfterColon = false;
  /** The document's own values; lists and objects are empty. */
  private outline: unknown;

  constructor(private readonly target: JsonTarget) {
    this.tokenizer.onToken = (token) => {
      this.onToken(token);
    };
  }

  /** @throws NotReadable */
  push(piece: Uint8Array): void {
    this.sinceEntry += piece.length;
    if (this.sinceEntry > LONGEST_PIECE) {
      throw new NotReadable("expected the output of aws ecr describe-images, found 64 MiB of data without an image");
    }
    this.write(decoded(this.decoder, piece, true));
  }

  /** @throws NotReadable if the text ends in the middle of a document, or has none */
  end(): void {
    const isInList = this.depth > 1 ? LISTS.includes(this.key) : Array.isArray(this.outline) && this.depth === 1;
    if (isInList) {
      throw new NotReadable(`expected complete JSON, found a list that ends after ${this.entries} entries`);
    }
    if (this.depth > 0) throw new NotReadable(TRUNCATED);
    try {
      this.tokenizer.end();
    } catch {
      throw new NotReadable(TRUNCATED);
    }
    if (this.documents === 0) throw new NotReadable("expected JSON, found no data");
  }

  private write(text: string): void {
    try {
      this.tokenizer.write(text);
    } catch (cause) {
      // Other errors come from the target, which gives the reason.
      if (!(cause instanceof TokenizerError || cause instanceof TokenParserError)) throw cause;
      const where = this.depth === 0 ? "" : `, after entry ${this.entries}`;
      throw new NotReadable(`expected JSON, found ${unexpectedText(cause.message)}${where}`);
    }
  }

  private onToken(info: ParsedTokenInfo): void {
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
    const paths = token === TokenType.LEFT_BRACKET ? ["$.*"] : LISTS.map((key) => `$.${key}.*`);
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

/** The unexpected token in a message of the library, without the parser's internal state. */
function unexpectedText(message: string): string {
  const character = /^Unexpected "(.*)" at chunk position .*absolute position "(\d+)"/s.exec(message);
  if (character !== null) return `an unexpected ${character[1] ?? ""} at byte ${character[2] ?? ""}`;
  const token = /^Unexpected \w+ \((.*)\) in state/s.exec(message);
  return token === null ? `an error (${message})` : `an unexpected ${token[1] ?? ""}`;
}
