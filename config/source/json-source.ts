import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { type Path } from "../../modules/core/problem";
import { readable } from "./json-errors";
import { deepestNode, keyOf, LineIndex } from "./embedded-json";
import { type Position, type ReadFile, type SourceDocument } from "./source";

/** Reads a file of JSON, strictly as the standard has it: no comments, no trailing commas, no key twice. */
export function readJson(file: string, text: string): ReadFile {
  const lines = new LineIndex(text);
  try {
    const data: unknown = JSON.parse(text);
    const document = new JsonDocument(file, data, lines);
    const faults = document.repeatedKeys();
    return faults.length > 0 ? { documents: [], faults } : { documents: [document], faults: [] };
  } catch (cause) {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const faults = errors.slice(0, 1).map(({ error, offset }) => ({
      ...lines.positionAt(offset),
      message: `not JSON: ${readable(printParseErrorCode(error))}`,
    }));
    if (faults.length > 0) return { documents: [], faults };
    return { documents: [], faults: [{ line: 1, column: 1, message: `not JSON: ${(cause as Error).message}` }] };
  }
}

class JsonDocument implements SourceDocument {
  private tree: Node | undefined;

  constructor(
    readonly file: string,
    readonly data: unknown,
    private readonly lines: LineIndex,
  ) {}

  positionOf(at: Path): Position {
    return this.lines.positionAt(deepestNode(this.root(), at)?.offset ?? 0);
  }

  positionOfKey(at: Path): Position {
    const root = this.root();
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...at]);
    return node === undefined ? this.positionOf(at) : this.lines.positionAt(keyOf(node).offset);
  }

  /** JSON strings are escaped, so what is inside one is reported where the string begins. */
  positionInText(at: Path): Position {
    return this.positionOf(at);
  }

  /** JSON.parse keeps the last of two equal keys and says nothing, so one of them would be lost. */
  repeatedKeys(): (Position & { message: string })[] {
    const found: (Position & { message: string })[] = [];
    const walk = (node: Node): void => {
      const seen = new Set<string>();
      for (const child of node.children ?? []) {
        const [key] = child.type === "property" ? (child.children ?? []) : [];
        const name: unknown = key?.value;
        if (key !== undefined && typeof name === "string") {
          if (seen.has(name)) {
            found.push({
              ...this.lines.positionAt(key.offset),
              message: `the key ${JSON.stringify(name)} is there twice; keep one`,
            });
          }
          seen.add(name);
        }
        walk(child);
      }
    };
    const root = this.root();
    if (root !== undefined) walk(root);
    return found;
  }

  private root(): Node | undefined {
    this.tree ??= parseTree(this.lines.text);
    return this.tree;
  }
}
