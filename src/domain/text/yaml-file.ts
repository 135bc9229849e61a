import { Document, isMap, isNode, isScalar, isSeq, Scalar, visit, type Node } from "yaml";
import { type Path } from "../problems/problem";

/** A remark: above a key or a list's entry, or behind a value. */
export interface YamlComment {
  readonly at: Path;
  readonly text: string;
  /** @default "above" */
  readonly place?: "above" | "behind";
}

export interface Layout {
  /** The file's first comment, a line each; none where it is empty. */
  readonly head: readonly string[];
  readonly remarks: readonly YamlComment[];
  /** Lists and mappings with a blank line between their entries; the file as a whole is `[]`. */
  readonly apart: readonly Path[];
}

/**
 * A YAML file from data: keys in their order, texts of several lines as `|` blocks.
 * @throws Error where a remark is about nothing
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
  if (!isScalar(node) && !isMap(node)) throw new Error(`a remark about ${at.join(".")}, which is not there`);
  if (place === "behind") node.comment = comment(text);
  else node.commentBefore = comment(text);
}

/** What stands first of an entry: its key, in a list the entry itself. */
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
      // A line with nothing in it would end the comment.
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
