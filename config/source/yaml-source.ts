import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  Scalar,
  type Document,
  type ErrorCode,
  type Node,
  type ParsedNode,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { shown, type Path } from "../../modules/core/problem";
import { LineIndex, positionInJson } from "./embedded-json";
import { type Position, type ReadFile, type SourceDocument } from "./source";

/** Reads a file of YAML 1.2: one document or a stream of them; empty documents are left out. */
export function readYaml(file: string, text: string): ReadFile {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    version: "1.2",
    merge: true,
    logLevel: "silent",
  });
  const stream = Array.isArray(parsed) ? parsed : [];
  const faults = telling(stream.flatMap(({ errors, warnings }) => [...errors, ...warnings])).map((fault) => {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    return { line, column: col, message: describe(fault, text) };
  });
  if (faults.length > 0) return { documents: [], faults };
  const documents = stream
    .filter(({ contents }) => contents !== null && !(isScalar(contents) && contents.value === null))
    .map((document) => new YamlDocument(file, text, document, lineCounter));
  return { documents, faults: [] };
}

type Fault = YAMLError;

/** Keys that are there twice, and the first other fault: what comes after it is mostly its consequence. */
function telling(faults: readonly Fault[]): Fault[] {
  const isTold = ({ code }: Fault): boolean => code === "DUPLICATE_KEY";
  const first = faults.find((fault) => !isTold(fault));
  return faults.filter((fault) => fault === first || (first === undefined && isTold(fault)));
}

const WAYS_OUT: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: "give entries of one list or mapping the same indentation",
  MISSING_CHAR: "close what is open, or put the text in quotes",
  TAB_AS_INDENT: "indent with blanks",
  UNEXPECTED_TOKEN: "check the indentation, or put the text in quotes",
  BAD_ALIAS: "define the anchor (&name) before it is used",
};

function describe({ code, message, pos }: Fault, text: string): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(text.slice(pos[0]))?.[0] ?? "";
    return `the key ${shown(key.replaceAll(/^["']|["']$/g, ""))} is there twice; keep one`;
  }
  const wayOut = WAYS_OUT[code];
  return `not YAML: ${message}${wayOut === undefined ? "" : `; ${wayOut}`}`;
}

interface Child {
  readonly key: Node;
  readonly value: Node | null;
}

class YamlDocument implements SourceDocument {
  readonly data: unknown;

  constructor(
    readonly file: string,
    private readonly text: string,
    private readonly document: Document<ParsedNode>,
    private readonly lines: LineCounter,
  ) {
    // Aliases are expanded; a bomb of them is refused by the library itself.
    this.data = document.toJS({ maxAliasCount: 1000 });
  }

  positionOf(at: Path): Position {
    return this.locate(at, false);
  }

  positionOfKey(at: Path): Position {
    return this.locate(at, true);
  }

  positionInText(at: Path, offset: number): Position {
    const node = this.document.getIn(at, true);
    if (!isScalar(node) || typeof node.value !== "string") return this.positionOf(at);
    return this.inBlock(node, new LineIndex(node.value).positionAt(offset));
  }

  private locate(at: Path, wantKey: boolean): Position {
    let node: Node | null = this.document.contents;
    let place: Node | null = node;
    for (const [index, step] of at.entries()) {
      if (node !== null && isScalar(node)) return this.inText(node, at.slice(index), wantKey);
      const next = this.child(node, step);
      if (next === undefined) return this.start(place);
      const last = index === at.length - 1;
      place = last && wantKey ? next.key : (next.value ?? next.key);
      node = next.value;
    }
    return this.start(place);
  }

  private child(node: Node | null, step: string | number): Child | undefined {
    const resolved = isAlias(node) ? node.resolve(this.document) : node;
    if (!isCollection(resolved)) return undefined;
    if (isMap<Node, Node | null>(resolved)) {
      const pair = resolved.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      return pair === undefined ? this.merged(resolved, step) : { key: pair.key, value: pair.value };
    }
    const item = resolved.items[Number(step)] as Node | undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }

  /** What a mapping has from another by `<<`. */
  private merged({ items }: YAMLMap<Node, Node | null>, step: string | number): Child | undefined {
    for (const { key, value } of items) {
      if (!isScalar(key) || key.value !== "<<") continue;
      const sources = isSeq<Node>(value) ? value.items : [value];
      for (const source of sources) {
        const found = this.child(source, step);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private start(node: Node | null): Position {
    const { line, col } = this.lines.linePos(node?.range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private inText(scalar: Scalar, rest: Path, wantKey: boolean): Position {
    return this.inBlock(scalar, positionInJson(String(scalar.value), rest, wantKey));
  }

  /** A place within a text: exact in a `|` block, whose lines are the text's lines; else where the text begins. */
  private inBlock(scalar: Scalar, inner: Position): Position {
    const start = this.start(scalar);
    if (scalar.type !== Scalar.BLOCK_LITERAL) return start;
    return { line: start.line + inner.line, column: inner.column + this.indentation(start.line, String(scalar.value)) };
  }

  /** How far a block's text is indented: seen from its first line that is not blank. */
  private indentation(header: number, value: string): number {
    const first = value.split("\n").findIndex((text) => text.trim() !== "");
    const source = this.text.split("\n")[header + first] ?? "";
    const own = /^ */.exec(value.split("\n")[first] ?? "")?.[0].length ?? 0;
    return (/^ */.exec(source)?.[0].length ?? 0) - own;
  }
}
