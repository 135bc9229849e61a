import { flushed } from "./heredoc";

const TOKEN =
  /[\p{ID_Start}_][\p{ID_Continue}-]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\n|\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|~\}|[-+*/%<>!=?:.,()[\]{}"]/uy;
const SKIPPED = /(?:[ \t\r]|\/\*[\s\S]*?\*\/)+/y;
const LINE_END = /(?:#[^\n]*|\/\/[^\n]*)?\n|(?:#|\/\/)[^\n]*$/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Reads HCL from left to right, one token at a time. */
export class Reader {
  protected position = 0;
  /** The last token that was peeked at, because most tokens are peeked at more than once. */
  private seen = { at: -1, newlines: false, token: "" };

  constructor(protected readonly text: string) {}

  atEnd(): boolean {
    return this.peek() === "";
  }

  /** The next token: `\n` if newlines count, `""` at the end. */
  peek(newlines = false): string {
    if (this.seen.at !== this.position || this.seen.newlines !== newlines) {
      const token = this.look(newlines);
      this.seen = { at: this.position, newlines, token };
    }
    return this.seen.token;
  }

  private look(newlines: boolean): string {
    for (;;) {
      this.take(SKIPPED);
      const start = this.position;
      if (this.take(LINE_END) === undefined) break;
      if (!newlines) continue;
      this.position = start;
      return "\n";
    }
    const start = this.position;
    const found = this.take(TOKEN);
    if (found === undefined && start < this.text.length) throw this.error(`"${this.text.charAt(start)}"`);
    this.position = start;
    return found ?? "";
  }

  /** Takes the next token. @throws Error if it is not one of these */
  expect(...allowed: readonly string[]): string {
    const found = this.peek(allowed.includes("\n"));
    if (!allowed.includes(found)) {
      const expected = allowed.map((text) => JSON.stringify(text)).join(" or ");
      throw this.error(`${found === "" ? "the end" : JSON.stringify(found)} instead of ${expected}`);
    }
    if (found === "\n") this.take(LINE_END);
    else this.position += found.length;
    return found;
  }

  /** Takes the text that a sticky pattern matches at this position. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** Literal text of a template up to a sequence or its end, as template source. */
  literal(quoted: boolean): string {
    let text = "";
    for (;;) {
      text += this.take(quoted ? /[^$%"\\\n]+/y : /[^$%]+/y) ?? "";
      const signs = this.take(/\$+|%+/y);
      if (signs !== undefined) {
        if (signs.length === 1 && this.text[this.position] === "{") {
          this.position -= 1;
          return text;
        }
        text += signs;
      } else if (quoted && this.text[this.position] === "\\") {
        text += this.escape();
      } else {
        return text;
      }
    }
  }

  /** A heredoc, as a reader of its template. */
  heredoc(): Reader {
    const intro = this.take(/<<-?[^\n]*\n/y) ?? "";
    const delimiter = intro.replace(/^<<-?/, "").trim();
    const lines: string[] = [];
    for (;;) {
      const line = this.take(/[^\n]*(?:\n|$)/y) ?? "";
      if (line.trim() === delimiter) break;
      if (line === "") throw this.error(`a heredoc without the delimiter "${delimiter}" at its end`);
      lines.push(line);
    }
    // The newline after the delimiter ends the line, as after any other value.
    this.position -= 1;
    return new Reader((intro.startsWith("<<-") ? flushed(lines) : lines).join(""));
  }

  error(found: string): Error {
    return new Error(`Terraform cannot read this: ${found} after ${JSON.stringify(this.text.slice(0, this.position))}`);
  }

  private escape(): string {
    const [, short, code] = this.match(/\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y);
    if (short !== undefined) return ESCAPES[short] ?? short;
    const character = String.fromCodePoint(Number.parseInt(code ?? "", 16));
    // An escaped sign before a brace does not start a sequence.
    return (character === "$" || character === "%") && this.text[this.position] === "{"
      ? character + character
      : character;
  }

  private match(pattern: RegExp): readonly (string | undefined)[] {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) throw this.error("a backslash that is not part of an escape");
    this.position += found[0].length;
    return [found[0], found[1], found[2] ?? found[3]];
  }
}
