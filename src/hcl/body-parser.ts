import { type Attribute } from "./blocks";
import { Reader } from "./lexer";
import { Parser } from "./parser";

/** A block as it is written in a file: `resource "aws_ecr_repository" "team_api" { ... }`. */
export interface ParsedBlock {
  readonly kind: "block";
  readonly name: string;
  readonly labels: readonly string[];
  readonly body: readonly ParsedItem[];
}

export type ParsedItem = Attribute | ParsedBlock;

/** A text is not valid HCL. */
export class HclSyntaxError extends Error {
  constructor(
    /** Counts from 1. */
    readonly line: number,
    found: string,
  ) {
    super(`expected HCL, found ${found}`);
  }
}

/**
 * The attributes and blocks of a file, without comments.
 * @throws HclSyntaxError if the text is not valid HCL
 */
export function parseBody(text: string): ParsedItem[] {
  const reader = new FileReader(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
  try {
    return new BodyParser(reader).items("");
  } catch (cause) {
    if (cause instanceof HclSyntaxError || !(cause instanceof Error)) throw cause;
    // Heredocs have a separate reader, which does not know their line.
    throw reader.error(cause.message);
  }
}

/** The value of an attribute; `undefined` if the block does not have it. */
export function attributeOf({ body }: Pick<ParsedBlock, "body">, name: string): Attribute["value"] | undefined {
  return body.find((item): item is Attribute => item.kind === "attribute" && item.name === name)?.value;
}

/** The nested blocks with a name. */
export function blocksOf({ body }: Pick<ParsedBlock, "body">, name: string): ParsedBlock[] {
  return body.filter((item): item is ParsedBlock => item.kind === "block" && item.name === name);
}

class FileReader extends Reader {
  override error(found: string): Error {
    return new HclSyntaxError(this.text.slice(0, this.position).split("\n").length, found);
  }
}

const IDENTIFIER = /^[\p{ID_Start}_]/u;
const VALUE_ENDS = ["\n", ",", "="];

class BodyParser {
  private readonly expressions: Parser;

  constructor(private readonly reader: FileReader) {
    this.expressions = new Parser(reader);
  }

  /** Items up to the closing brace, or up to the end of the file with `""`. Does not read the closing brace. */
  items(close: "" | "}"): ParsedItem[] {
    const items: ParsedItem[] = [];
    for (let next = this.reader.peek(); next !== close; next = this.reader.peek()) {
      if (!IDENTIFIER.test(next))
        throw this.reader.error(next === "" ? "the end of the file inside a block" : quoted(next));
      this.reader.expect(next);
      items.push(this.reader.peek(true) === "=" ? this.attribute(next) : this.block(next));
      this.lineEnd();
    }
    return items;
  }

  private attribute(name: string): Attribute {
    this.reader.expect("=");
    const value = this.expressions.until(VALUE_ENDS, true);
    if (value.length === 0) throw this.reader.error(`${quoted(name)} without a value`);
    return { kind: "attribute", name, value };
  }

  private block(name: string): ParsedBlock {
    const labels: string[] = [];
    for (let next = this.reader.peek(true); next !== "{"; next = this.reader.peek(true)) {
      labels.push(next === '"' ? this.quotedLabel() : this.bareLabel(next));
    }
    this.reader.expect("{");
    const body = this.items("}");
    this.reader.expect("}");
    return { kind: "block", name, labels, body };
  }

  private bareLabel(next: string): string {
    if (!IDENTIFIER.test(next)) throw this.reader.error(quoted(next));
    return this.reader.expect(next);
  }

  private quotedLabel(): string {
    this.reader.expect('"');
    const label = this.expressions.template(true);
    const [text = "", ...others] = label.kind === "template" ? label.parts : [];
    if (typeof text !== "string" || others.length > 0) throw this.reader.error("a label with an expression");
    return text;
  }

  private lineEnd(): void {
    const next = this.reader.peek(true);
    if (next === "\n") this.reader.expect("\n");
    else if (next !== "" && next !== "}") throw this.reader.error(quoted(next));
  }
}

function quoted(token: string): string {
  return JSON.stringify(token);
}
