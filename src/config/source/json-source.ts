import { findNodeAtLocation, parseTree, type Node, type ParseError } from "jsonc-parser";
import { type Path } from "../../domain/problems/problem";
import { jsonFault } from "./json-errors";
import { deepestNode, keyOf, LineIndex, lostKeys } from "./embedded-json";
import { type Place, type ReadFile, type SourceDocument, type SyntaxFault } from "./source";

/** Reads a JSON file, strictly: no comments, no trailing commas, no duplicate keys. */
export function readJson(file: string, text: string): ReadFile {
  const lines = new LineIndex(text);
  try {
    const data: unknown = JSON.parse(text);
    const document = new JsonDocument(file, data, lines);
    const faults = document.lostKeys();
    return faults.length > 0 ? { documents: [], faults } : { documents: [document], faults: [] };
  } catch (cause) {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const faults = errors.slice(0, 1).map((error) => ({
      ...lines.positionAt(Math.min(error.offset, text.trimEnd().length)),
      message: jsonFault(error),
    }));
    if (faults.length > 0) return { documents: [], faults };
    return {
      documents: [],
      faults: [{ line: 1, column: 1, message: `expected JSON, found an error: ${(cause as Error).message}` }],
    };
  }
}

class JsonDocument implements SourceDocument {
  private tree: Node | undefined;

  constructor(
    readonly file: string,
    readonly data: unknown,
    private readonly lines: LineIndex,
  ) {}

  positionOf(at: Path): Place {
    return this.placeAt(deepestNode(this.root(), at)?.offset ?? 0);
  }

  positionOfKey(at: Path): Place {
    const root = this.root();
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...at]);
    return node === undefined ? this.positionOf(at) : this.placeAt(keyOf(node).offset);
  }

  /** JSON strings contain escapes, so problems inside a string are reported at its beginning. */
  positionInText(at: Path): Place {
    return this.positionOf(at);
  }

  lostKeys(): SyntaxFault[] {
    return lostKeys(this.root()).map(({ offset, message }) => ({ ...this.lines.positionAt(offset), message }));
  }

  private placeAt(offset: number): Place {
    return { file: this.file, ...this.lines.positionAt(offset) };
  }

  private root(): Node | undefined {
    this.tree ??= parseTree(this.lines.text);
    return this.tree;
  }
}
