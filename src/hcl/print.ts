import { alignedLines, type Line } from "./align";
import { layoutValue } from "./layout";
import { quotedSource, literalSource } from "./string";
import { type BodyShape } from "./schema";
import { type Attribute, type Block, type BodyItem } from "./blocks";

/** Text for a comment above an attribute. */
export type AttributeComment = (name: string) => string | undefined;

/** A block as text, without the newline at its end. */
export function printBlock(block: Block, indent = 0, comment?: AttributeComment): string {
  const { name, labels, body, shape } = block;
  const head = [name, ...labels.map((label) => `"${quotedSource(literalSource(label))}"`), "{"].join(" ");
  if (body.length === 0) return `${head}}`;
  return [head, printBody(body, shape, indent + 2, comment), `${" ".repeat(indent)}}`].join("\n");
}

/** A text with one or more lines as a comment. */
export function printComment(text: string): string {
  const lines = text.trimEnd().split(/\r\n|[\r\n\u2028\u2029]/);
  return lines.map((line) => `# ${line}`.trimEnd()).join("\n");
}

/** A banner at the start of a section of a file. */
export function printBanner(title: string): string {
  const rule = "#".repeat(80);
  return [rule, printComment(title), rule].join("\n");
}

type BlockRef = Block | { readonly kind: "text"; readonly name: string; readonly value: string };

/** Paragraphs separated by blank lines. Attributes of a paragraph are aligned, and a comment starts a new paragraph. */
function printBody(items: readonly BodyItem[], shape: BodyShape, indent: number, commentOn?: AttributeComment): string {
  const paragraphs: string[] = [];
  const margin = " ".repeat(indent);
  let lines: Line[] = [];
  let heading: readonly string[] = [];
  const close = () => {
    if (lines.length > 0) paragraphs.push([...heading, ...alignedLines(lines)].map((text) => margin + text).join("\n"));
    lines = [];
    heading = [];
  };
  for (const item of shortFirst(
    items.map((it) => (it.kind === "block" ? it : printAttribute(it, indent, shape))),
    shape,
  )) {
    if (item.kind === "block") {
      close();
      paragraphs.push(margin + printBlock(item, indent));
      continue;
    }
    const before = lines.at(-1);
    if (before !== undefined) {
      const apart = shape.compact !== true && (isLong(before.value) || isLong(item.value));
      if (apart || groupOf(before.name, shape) !== groupOf(item.name, shape)) close();
    }
    const comment = commentOn?.(item.name);
    if (comment !== undefined) {
      close();
      heading = printComment(comment).split("\n");
    }
    lines.push(item);
  }
  close();
  return paragraphs.join("\n\n");
}

function printAttribute({ name, value }: Attribute, indent: number, { listsOverLines }: BodyShape): BlockRef {
  const text = layoutValue(value, { indent, column: indent + name.length + 3, listsOverLines });
  // `terraform fmt` completes types in the style of Terraform 0.11.
  const complete = name === "type" && ["list", "map", "set"].includes(text) ? `${text}(any)` : text;
  return { kind: "text", name, value: complete };
}

function isLong(value: string): boolean {
  return value.includes("\n");
}

/** Moves single-line attributes before multi-line ones, except attributes with a fixed place. */
function shortFirst(
  items: readonly BlockRef[],
  { compact, inOrder, leading = [], first = [], trailing = [] }: BodyShape,
): BlockRef[] {
  if (compact === true || inOrder === true) return [...items];
  const placed = new Set([...leading.flat(), ...first, ...trailing]);
  const moves = (item: BlockRef) => item.kind === "text" && isLong(item.value) && !placed.has(item.name);
  const after = items.findIndex((item) => item.kind === "block" || trailing.includes(item.name));
  const end = after < 0 ? items.length : after;
  const attributes = items.slice(0, end);
  return [...attributes.filter((item) => !moves(item)), ...attributes.filter(moves), ...items.slice(end)];
}

function groupOf(name: string, { leading = [], trailing = [] }: BodyShape): string {
  const group = leading.findIndex((names) => names.includes(name));
  return trailing.includes(name) ? name : String(group);
}
