import { Alias, Document, isMap, isNode, isScalar, isSeq, Scalar, visit, type Node } from "yaml";
import { type Path } from "../problems/problem";

/** A comment above a key or list entry, or behind a value. */
export interface YamlComment {
  readonly at: Path;
  readonly text: string;
  /** @default "above" */
  readonly place?: "above" | "behind";
}

/** A text that a file contains once, with an anchor, and refers to everywhere else. */
export interface SharedText {
  readonly first: Node;
  readonly again: Node;
}

/** @param anchor name of the anchor, unique in the file */
export function sharedText(anchor: string, text: string): SharedText {
  const first = new Scalar(text);
  first.anchor = anchor;
  return { first, again: new Alias(anchor) };
}

export interface Layout {
  /** Lines of the file's first comment; empty for no comment. */
  readonly head: readonly string[];
  readonly remarks: readonly YamlComment[];
  /** Paths of the lists and mappings with a blank line between entries; `[]` is the whole file. */
  readonly apart: readonly Path[];
}

/**
 * A YAML file: keys in their order, multi-line texts as `|` blocks.
 * @throws Error if a comment's path does not exist
 */
export function yamlFile(data: object, { head, remarks, apart }: Layout): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string" && node.value.includes("\n")) node.type = Scalar.BLOCK_LITERAL;
    },
  });
  for (const remark of remarks) add(document, remark);
  for (const at of apart) setApart(document.getIn(at, true));
  if (head.length > 0) document.commentBefore = comment(head.join("\n"));
  return document.toString({ lineWidth: 0 });
}

function add(document: Document, { at, text, place = "above" }: YamlComment): void {
  const node = place === "behind" ? document.getIn(at, true) : keyOf(document, at);
  if (!isScalar(node) && !isMap(node))
    throw new Error(`expected a value at ${at.join(".")} for a comment, found nothing`);
  if (place === "behind") node.comment = comment(text);
  else node.commentBefore = comment(text);
}

/** The first node of an entry: its key, or in a list the entry itself. */
function keyOf(document: Document, at: Path): unknown {
  const parent: unknown = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
  const last = at.at(-1);
  if (isMap<Node>(parent)) return parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key;
  return isSeq(parent) && typeof last === "number" ? parent.items[last] : undefined;
}

function comment(text: string): string {
  return (
    text
      .split("\n")
      // An empty line would end the comment.
      .map((line) => ` ${line}`)
      .join("\n")
  );
}

/** A blank line between the entries of a list or mapping. */
function setApart(collection: unknown): void {
  const entries: readonly unknown[] = isMap<Node>(collection)
    ? collection.items.map(({ key }) => key)
    : isSeq<Node>(collection)
      ? collection.items
      : [];
  for (const entry of entries.slice(1)) if (isNode(entry)) entry.spaceBefore = true;
}
