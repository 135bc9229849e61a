import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, type Document, type ParsedNode, type YAMLSeq } from "yaml";
import { type Path } from "../../domain/problems/problem";
import { edited, type Edit } from "./edited";
import { blockLines, entryLines, inOneLine } from "./yaml-lines";

/**
 * Edits YAML text by inserting or removing whole lines, so that no other line changes. If that is not possible, as in
 * flow style, the whole document is printed again, with its comments.
 * @throws Error if the text has faults, or a path leads through a value that is neither a mapping nor a list
 */
export function editYaml(text: string, edit: Edit): string {
  const document = parse(text);
  const wanted = edited(document.toJS() as unknown, edit);
  const spliced = new LineSplice(text, document).apply(edit);
  if (spliced !== undefined && isDeepStrictEqual(dataOf(spliced), wanted)) return spliced;
  return reprinted(document, edit);
}

function parse(text: string): Document.Parsed {
  const document = parseDocument(text, { version: "1.2", merge: true });
  const [fault] = document.errors;
  if (fault !== undefined) throw fault;
  return document;
}

/** `undefined` if the text has faults. */
function dataOf(text: string): unknown {
  const document = parseDocument(text, { version: "1.2", merge: true });
  return document.errors.length > 0 ? undefined : document.toJS();
}

function reprinted(document: Document.Parsed, edit: Edit): string {
  const at = [...edit.at];
  if (edit.kind === "remove") document.deleteIn(at);
  else if (edit.kind === "append" && isSeq(document.getIn(at))) {
    for (const value of edit.values) document.addIn(at, document.createNode(value));
  } else setIn(document, edit.at, edit.kind === "append" ? edit.values : edit.value);
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}

/** Sets a value. A key above it may have no value yet. */
function setIn(document: Document.Parsed, at: Path, value: unknown): void {
  const empty = at.findIndex((_, index) => index > 0 && (document.getIn(at.slice(0, index)) ?? null) === null);
  if (empty === -1) {
    document.setIn(at, document.createNode(value));
    return;
  }
  const below = at.slice(empty).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  document.setIn(at.slice(0, empty), document.createNode(below));
}

/** Inserts or removes whole lines; returns `undefined` for edits that need more. */
class LineSplice {
  private readonly lineEnd: string;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
  ) {
    this.lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  }

  apply(edit: Edit): string | undefined {
    if (edit.kind === "remove") return this.remove(edit.at);
    if (edit.kind === "set") return this.set(edit.at, edit.value);
    return this.nodeAt(edit.at) === undefined ? this.set(edit.at, edit.values) : this.append(edit.at, edit.values);
  }

  private append(at: Path, values: readonly unknown[]): string | undefined {
    const list = this.nodeAt(at);
    if (!isSeq(list) || list.items.length === 0) return undefined;
    if (list.flow === true) return this.appendInLine(list, values);
    return this.insertBehind(list as ParsedNode, values.flatMap(entryLines));
  }

  private set(at: Path, value: unknown): string | undefined {
    const key = at.at(-1);
    if (key === undefined || this.nodeAt(at) !== undefined) return undefined;
    const parentPath = at.slice(0, -1);
    const parent = this.nodeAt(parentPath);
    if (parent === undefined && parentPath.length > 0) return this.set(parentPath, { [key]: value });
    if (!isMap(parent) || parent.flow === true || parent.items.length === 0) return undefined;
    return this.insertBehind(parent as ParsedNode, blockLines(String(key), value));
  }

  private remove(at: Path): string | undefined {
    const parent = this.nodeAt(at.slice(0, -1));
    const last = at.at(-1);
    if (isMap(parent) && parent.flow !== true && parent.items.length > 1) {
      const pair = parent.items.find(({ key }) => String(key) === String(last));
      return this.withoutLines(
        pair?.key as ParsedNode | undefined,
        (pair?.value ?? pair?.key) as ParsedNode | undefined,
      );
    }
    if (isSeq(parent) && parent.flow !== true && parent.items.length > 1 && typeof last === "number") {
      const item = parent.items[last] as ParsedNode | undefined;
      return this.withoutLines(item, item);
    }
    return isSeq(parent) && typeof last === "number" ? this.removeInLine(parent, last) : undefined;
  }

  /** Appends to a list in flow style, such as `[a, b]`. */
  private appendInLine(list: YAMLSeq, values: readonly unknown[]): string | undefined {
    const place = (list.items.at(-1) as ParsedNode | undefined)?.range[1];
    if (place === undefined) return undefined;
    const added = values.map((value) => `, ${inOneLine(value)}`).join("");
    return this.text.slice(0, place) + added + this.text.slice(place);
  }

  /** Removes an entry and its comma from a list in flow style, such as `[a, b]`. */
  private removeInLine(list: YAMLSeq, index: number): string | undefined {
    const [before, item, behind] = [list.items[index - 1], list.items[index], list.items[index + 1]] as (
      ParsedNode | undefined
    )[];
    if (item === undefined) return undefined;
    const start = before === undefined ? item.range[0] : before.range[1];
    const end = before === undefined && behind !== undefined ? behind.range[0] : item.range[1];
    return this.text.slice(0, start) + this.text.slice(end);
  }

  /** Inserts lines below a block, with the block's indentation. */
  private insertBehind(block: ParsedNode, lines: readonly string[]): string {
    const [start, end] = block.range;
    const indent = " ".repeat(start - this.lineStart(start));
    const place = this.lastLineEnd(end);
    // Only empty lines of a text in literal style have nothing but indentation.
    const added = lines.map((line) => `${this.lineEnd}${line.trim() === "" ? "" : `${indent}${line}`}`).join("");
    return this.text.slice(0, place) + added + (this.text.slice(place) || this.lineEnd);
  }

  private withoutLines(first: ParsedNode | undefined, last: ParsedNode | undefined): string | undefined {
    if (first === undefined || last === undefined) return undefined;
    const start = this.lineStart(first.range[0]);
    // The line may begin with something else, as in `- key: value`.
    if (!/^\s*(- )?$/.test(this.text.slice(start, first.range[0]))) return undefined;
    const end = this.lastLineEnd(Math.max(last.range[1], first.range[1]));
    return this.text.slice(0, start) + this.text.slice(end + this.lineEnd.length);
  }

  private nodeAt(at: Path): unknown {
    return at.length === 0 ? this.document.contents : this.document.getIn(at, true);
  }

  private lineStart(offset: number): number {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** End of the line with the last non-blank character before an offset, including a comment. */
  private lastLineEnd(offset: number): number {
    const content = this.text.slice(0, offset).trimEnd().length;
    const end = this.text.indexOf(this.lineEnd, content);
    return end === -1 ? this.text.length : end;
  }
}
