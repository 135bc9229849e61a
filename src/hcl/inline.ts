import { spaceBetween } from "./spacing";
import { quotedSource } from "./string";
import { type Expression, type Node, type Template } from "./ast";

/** An expression on one line, with the spaces of `terraform fmt`. */
export function flat(expression: Expression): string {
  return join(expression.flatMap(pieces));
}

/** A template in quotes. */
export function quoted({ parts }: Template): string {
  const inner = parts.map((part) => {
    if (typeof part === "string") return quotedSource(part);
    const inside = join([part.open, ...part.inner.flatMap(pieces)]);
    return `${inside}${inside.endsWith("}") ? " " : ""}${part.close}`;
  });
  return `"${inner.join("")}"`;
}

function pieces(node: Node): readonly string[] {
  switch (node.kind) {
    case "token":
      return [node.text];
    case "template":
      return [quoted(node)];
    case "parentheses":
      return ["(", ...separated(node.items), ")"];
    case "list":
      return ["[", ...separated(node.items), "]"];
    case "object":
      return ["{", ...separated(node.entries.map(({ key, value }) => [...key, EQUALS, ...value])), "}"];
    case "for": {
      const condition = node.condition === undefined ? [] : ["if", ...node.condition.flatMap(pieces)];
      const inner = [...node.intro.flatMap(pieces), ":", ...node.result.flatMap(pieces), ...condition];
      return [node.open, ...inner, node.open === "[" ? "]" : "}"];
    }
  }
}

const EQUALS: Node = { kind: "token", text: "=" };

function separated(items: readonly Expression[]): readonly string[] {
  return items.flatMap((item, index) => [...(index > 0 ? [","] : []), ...item.flatMap(pieces)]);
}

function join(texts: readonly string[]): string {
  let line = "";
  texts.forEach((text, index) => {
    const before = texts[index - 1];
    line += before !== undefined && spaceBetween(before, text, texts[index - 2]) ? ` ${text}` : text;
  });
  return line;
}
