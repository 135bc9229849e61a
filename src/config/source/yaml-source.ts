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
  type Node,
  type ParsedNode,
  type YAMLMap,
} from "yaml";
import { type Path } from "../../domain/problems/problem";
import { LineIndex, positionInJson } from "./embedded-json";
import { type Place, type Position, type ReadFile, type SourceDocument } from "./source";
import { aliasFault, dataFaults, faultsOf, isEmpty } from "./yaml-faults";

/** Each alias copies its anchor's value, so nested aliases could grow exponentially. */
const MOST_ALIASES = 1000;

/**
 * Reads a YAML 1.2 file with one document or several, with positions and faults. Empty documents are skipped.
 */
export function readYaml(file: string, text: string): ReadFile {
  const { documents: stream, lines } = parseStream(text);
  const found = faultsOf(stream, text, lines);
  const faults =
    found.length > 0 || !MAY_LOSE_DATA.test(text) ? found : stream.flatMap((document) => dataFaults(document, lines));
  if (faults.length > 0) return { documents: [], faults };
  const source = new YamlText(text);
  const documents: SourceDocument[] = [];
  for (const [index, document] of stream.entries()) {
    if (isEmpty(document)) continue;
    try {
      const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
      documents.push(new YamlDocument(file, data, source, index));
    } catch {
      return { documents: [], faults: [aliasFault(document, lines)] };
    }
  }
  return { documents, faults: [] };
}

/** Every text with an alias, or with a key that data cannot have; the key may be written with escapes. */
const MAY_LOSE_DATA = /[*\\]|__proto__/;

interface Stream {
  readonly documents: readonly Document<ParsedNode>[];
  readonly lines: LineCounter;
}

function parseStream(text: string): Stream {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, version: "1.2", merge: true, logLevel: "silent" } as const;
  const documents = parseAllDocuments(text, options);
  return { documents: Array.isArray(documents) ? documents : [], lines };
}

/**
 * The text of a file, parsed again for the first position. Most files have no problem, and nodes with positions need many
 * times the memory of the data.
 */
class YamlText {
  private parsed: Stream | undefined;

  constructor(readonly text: string) {}

  get stream(): Stream {
    this.parsed ??= parseStream(this.text);
    return this.parsed;
  }
}

/** Whether a key is `<<`, which the library represents as a symbol. */
function isMergeKey(key: Node): boolean {
  return isScalar(key) && typeof key.value === "symbol" && key.value.description === "<<";
}

interface Child {
  readonly key: Node;
  readonly value: Node | null;
}

/** A document with positions. */
class YamlDocument implements SourceDocument {
  constructor(
    readonly file: string,
    readonly data: unknown,
    private readonly source: YamlText,
    /** Index of the document in the file. */
    private readonly index: number,
  ) {}

  positionOf(at: Path): Place {
    return { file: this.file, ...this.locate(at, false) };
  }

  positionOfKey(at: Path): Place {
    return { file: this.file, ...this.locate(at, true) };
  }

  positionInText(at: Path, offset: number): Place {
    const node = this.document?.getIn(at, true);
    if (!isScalar(node) || typeof node.value !== "string") return this.positionOf(at);
    return { file: this.file, ...this.inBlock(node, new LineIndex(node.value).positionAt(offset)) };
  }

  private get document(): Document<ParsedNode> | undefined {
    return this.source.stream.documents[this.index];
  }

  private locate(at: Path, wantKey: boolean): Position {
    let node: Node | null = this.document?.contents ?? null;
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
    const resolved = isAlias(node) && this.document !== undefined ? node.resolve(this.document) : node;
    if (!isCollection(resolved)) return undefined;
    if (isMap<Node, Node | null>(resolved)) {
      const pair = resolved.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      return pair === undefined ? this.merged(resolved, step) : { key: pair.key, value: pair.value };
    }
    const item = resolved.items[Number(step)] as Node | undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }

  /** A mapping's entry that comes from another mapping by `<<`. */
  private merged({ items }: YAMLMap<Node, Node | null>, step: string | number): Child | undefined {
    for (const { key, value } of items) {
      if (!isMergeKey(key)) continue;
      const sources = isSeq<Node>(value) ? value.items : [value];
      for (const source of sources) {
        const found = this.child(source, step);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private start(node: Node | null): Position {
    const { line, col } = this.source.stream.lines.linePos(node?.range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private inText(scalar: Scalar, rest: Path, wantKey: boolean): Position {
    return this.inBlock(scalar, positionInJson(String(scalar.value), rest, wantKey));
  }

  /** A position within a text: exact in a `|` block, else the text's beginning. */
  private inBlock(scalar: Scalar, inner: Position): Position {
    const start = this.start(scalar);
    if (scalar.type !== Scalar.BLOCK_LITERAL) return start;
    return { line: start.line + inner.line, column: inner.column + this.indentation(start.line, String(scalar.value)) };
  }

  /** Indentation of a block's text, from its first line that is not empty. */
  private indentation(header: number, value: string): number {
    const first = value.split("\n").findIndex((text) => text.trim() !== "");
    const source = this.source.text.split("\n")[header + first] ?? "";
    const own = /^ */.exec(value.split("\n")[first] ?? "")?.[0].length ?? 0;
    return (/^ */.exec(source)?.[0].length ?? 0) - own;
  }
}
