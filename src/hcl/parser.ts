import { Reader } from "./lexer";
import { keyOf, token, unwrap, type Expression, type ForExpression, type Node, type Sequence } from "./ast";

/**
 * A string in Terraform's JSON, which is a template: `${x}` alone is the expression `x`, any other string is a quoted
 * template. @throws Error if Terraform could not read it either
 */
export function parseTemplate(text: string): Expression {
  return unwrap([new Parser(new Reader(text)).template()]);
}

/**
 * An expression in HCL syntax. @throws Error if Terraform could not read it either
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text);
  const expression = new Parser(reader).until([], false);
  if (!reader.atEnd()) throw reader.error(`a "${reader.peek()}" without an opening bracket`);
  if (expression.length === 0) throw reader.error("no expression");
  return unwrap(expression);
}

const CLOSING = new Set([")", "]", "}", "~}"]);

export class Parser {
  constructor(private readonly reader: Reader) {}

  /** A template up to the end of the text, or up to the closing quote if `quoted`. */
  template(quoted = false): Node {
    const parts: (string | Sequence)[] = [];
    for (;;) {
      const literal = this.reader.literal(quoted);
      if (literal !== "") parts.push(literal);
      const open = this.reader.take(/[$%]\{~?/y);
      if (open === undefined) break;
      const inner = this.until([], false);
      if (inner.length === 0) throw this.reader.error(`an empty "${open} }"`);
      parts.push({ open, inner, close: this.reader.expect("}", "~}") });
    }
    if (quoted) this.reader.expect('"');
    return { kind: "template", parts };
  }

  /** Nodes up to a stop or a closing bracket, which is not read. A newline is a stop only if it separates entries. */
  until(stops: readonly string[], newlineStops: boolean): Expression {
    const nodes: Node[] = [];
    let conditionals = 0;
    for (;;) {
      const next = this.reader.peek(newlineStops);
      if (next === "" || CLOSING.has(next)) return nodes;
      // The colon of a conditional belongs to it, not to the `for` around it.
      if (stops.includes(next) && !(next === ":" && conditionals > 0)) return nodes;
      if (next === "?") conditionals += 1;
      if (next === ":") conditionals -= 1;
      nodes.push(this.node(next, nodes.at(-1)));
    }
  }

  private node(next: string, before: Node | undefined): Node {
    if (next.startsWith("<<")) return { kind: "template", parts: new Parser(this.reader.heredoc()).parts() };
    this.reader.expect(next);
    switch (next) {
      case '"':
        return this.template(true);
      case "(":
        return { kind: "parentheses", call: isName(before), items: this.items(")") };
      case "[":
        return this.bracket("[");
      case "{":
        return this.bracket("{");
      default:
        return token(next);
    }
  }

  private parts(): readonly (string | Sequence)[] {
    const node = this.template();
    return node.kind === "template" ? node.parts : [];
  }

  private bracket(open: "[" | "{"): Node {
    if (this.reader.peek() === "for") return this.forExpression(open);
    if (open === "{") return this.object();
    return { kind: "list", items: this.items("]") };
  }

  private items(close: string): Expression[] {
    const items: Expression[] = [];
    while (this.reader.peek() !== close) {
      const item = unwrap(this.until([","], false));
      if (item.length === 0) throw this.reader.error(`no expression before "${this.reader.peek()}"`);
      items.push(item);
      if (this.reader.peek() !== ",") break;
      this.reader.expect(",");
    }
    this.reader.expect(close);
    return items;
  }

  private object(): Node {
    const entries = [];
    while (this.reader.peek() !== "}") {
      const key = this.until(["=", ":"], false);
      this.reader.expect("=", ":");
      const value = this.until([",", "\n"], true);
      if (key.length === 0 || value.length === 0) throw this.reader.error("an entry without its key or value");
      entries.push({ key: keyOf(key), value: unwrap(value) });
      const separator = this.reader.peek(true);
      if (separator === "}") break;
      this.reader.expect(",", "\n");
    }
    this.reader.expect("}");
    return { kind: "object", entries };
  }

  private forExpression(open: "[" | "{"): ForExpression {
    const intro = this.until([":"], false);
    this.reader.expect(":");
    const result = this.until(["if"], false);
    const conditional = this.reader.peek() === "if";
    if (conditional) this.reader.expect("if");
    const condition = conditional ? this.until([], false) : undefined;
    this.reader.expect(open === "[" ? "]" : "}");
    return { kind: "for", open, intro, result, condition };
  }
}

function isName(node: Node | undefined): boolean {
  return node?.kind === "token" && /^[\p{ID_Start}_]/u.test(node.text) && node.text !== "in";
}
