import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";
import { quoteValue, type Path } from "../../domain/problems/problem";
import { LOST_KEY, LOST_KEY_FAULT, type Position } from "./source";

/** Converts offsets in a text to lines and columns. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

/** The node at a path of a JSON tree, or its closest existing parent. */
export function deepestNode(root: Node | undefined, at: Path): Node | undefined {
  for (let length = at.length; length >= 0; length -= 1) {
    const node = root === undefined ? undefined : findNodeAtLocation(root, at.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** The key of a node, or the node itself in a list. */
export function keyOf(node: Node): Node {
  const [key] = node.parent?.type === "property" ? (node.parent.children ?? []) : [];
  return key ?? node;
}

/** The position of a path in JSON text. */
export function positionInJson(text: string, at: Path, wantKey: boolean): Position {
  const node = deepestNode(parseTree(text), at);
  if (node === undefined) return { line: 1, column: 1 };
  return new LineIndex(text).positionAt((wantKey ? keyOf(node) : node).offset);
}

/** Reports keys that JSON.parse would lose: duplicates (it keeps the last) and `__proto__`. */
export function lostKeys(root: Node | undefined): { readonly offset: number; readonly message: string }[] {
  if (root === undefined) return [];
  const seen = new Set<string>();
  return (root.children ?? []).flatMap((child) => {
    const [key] = child.type === "property" ? (child.children ?? []) : [];
    const inside = lostKeys(child);
    const name: unknown = key?.value;
    if (key === undefined || typeof name !== "string") return inside;
    if (name === LOST_KEY) return [{ offset: key.offset, message: LOST_KEY_FAULT }, ...inside];
    if (!seen.has(name)) {
      seen.add(name);
      return inside;
    }
    return [{ offset: key.offset, message: `expected each key once, found ${quoteValue(name)} twice` }, ...inside];
  });
}
