import {
  isCollection,
  isScalar,
  visit,
  type Alias,
  type Document,
  type ErrorCode,
  type LineCounter,
  type ParsedNode,
  type Scalar,
  type YAMLError as Fault,
} from "yaml";
import { lostIndentation } from "../../domain/problems/lost-indentation";
import { quoteValue } from "../../domain/problems/problem";
import { EMPTY_FILE, LOST_KEY, LOST_KEY_FAULT, type SyntaxFault } from "./source";

/** The syntax errors in a stream of YAML documents. */
export function faultsOf(stream: readonly Document<ParsedNode>[], text: string, lines: LineCounter): SyntaxFault[] {
  const faults = relevant(stream.flatMap(({ errors, warnings }) => [...errors, ...warnings])).map((fault) => {
    if (fault.code === "DUPLICATE_KEY") return duplicateKey(fault, stream, text, lines);
    const { line, col } = lines.linePos(Math.min(fault.pos[0], text.trimEnd().length));
    return besideListEntry(text, line) ?? { line, column: col, message: describe(fault) };
  });
  if (faults.length > 0 || !stream.every(isEmpty)) return faults;
  return [{ line: 1, column: 1, message: EMPTY_FILE }];
}

/** Whether a document has only comments. */
export function isEmpty({ contents }: Document<ParsedNode>): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** Reports what cannot become data: keys that would be lost, and aliases of a value that contains them. */
export function dataFaults(document: Document<ParsedNode>, lines: LineCounter): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  const add = (node: Scalar | Alias, message: string): void => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    faults.push({ line, column: col, message });
  };
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === LOST_KEY) add(key, LOST_KEY_FAULT);
    },
    Alias: (_, alias, ancestors) => {
      // Resolving an alias searches the whole document, so only aliases that may name a surrounding value are resolved.
      const around = ancestors.filter((node) => isCollection(node) && node.anchor === alias.source);
      const value = around.length === 0 ? undefined : alias.resolve(document);
      if (!around.some((node) => node === value)) return;
      add(
        alias,
        `expected an alias of another value, found *${alias.source} inside &${alias.source}. Write out the values`,
      );
    },
  });
  return faults;
}

/** The reason why a document's aliases cannot be expanded, the only error in converting it to data. */
export function aliasFault(document: Document<ParsedNode>, lines: LineCounter): SyntaxFault {
  const unknown: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) unknown.push(alias);
    },
  });
  const [alias] = unknown;
  const { line, col } = lines.linePos(alias?.range?.[0] ?? document.contents?.range[0] ?? 0);
  if (alias === undefined) {
    return {
      line,
      column: col,
      message: "expected fewer aliases (*name), found too many to expand. Write out the values",
    };
  }
  return {
    line,
    column: col,
    message: `expected an anchor &${alias.source} before *${alias.source}, found none. Add one, or write the value`,
  };
}

/** The first syntax error, because later ones are mostly its consequences; if there is none, all duplicate keys. */
function relevant(faults: readonly Fault[]): Fault[] {
  const isDuplicate = ({ code }: Fault): boolean => code === "DUPLICATE_KEY";
  const first = faults.find((fault) => !isDuplicate(fault));
  return faults.filter((fault) => fault === first || (first === undefined && isDuplicate(fault)));
}

const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: "Check the indentation, and that every bracket is closed",
  BLOCK_AS_IMPLICIT_KEY: 'Put text that contains ": " in quotes',
  MISSING_CHAR: "Check the indentation and the quotes",
  TAB_AS_INDENT: "Indent with spaces",
  UNEXPECTED_TOKEN: "Check the indentation and the quotes",
};

function describe({ code, message }: Fault): string {
  const advice = ADVICE[code];
  return `not valid YAML: ${message}${advice === undefined ? "" : `. ${advice}`}`;
}

/** A key that a mapping has twice. The library's place is behind the value in front of the key. */
function duplicateKey(
  { pos: [from] }: Fault,
  stream: readonly Document<ParsedNode>[],
  text: string,
  lines: LineCounter,
): SyntaxFault {
  let place = from;
  let key = "";
  let holders: string[] = [];
  for (const document of stream) {
    visit(document, {
      Map: (_, { items }) => {
        const keys = items.map((pair) => (isScalar(pair.key) ? pair.key : undefined));
        const index = keys.findIndex((node) => (node?.range?.[0] ?? -1) >= from);
        const repeated = keys[index];
        const offset = repeated?.range?.[0];
        if (repeated === undefined || offset === undefined || text.slice(from, offset).trim() !== "") return;
        place = offset;
        key = String(repeated.value);
        holders = items
          .slice(0, index)
          .flatMap((pair) => (isEmptyValue(pair.value) && isScalar(pair.key) ? [String(pair.key.value)] : []));
      },
    });
  }
  const { line, col } = lines.linePos(place);
  const message =
    holders.length > 0 ? lostIndentation(key, holders) : `expected each key once, found ${quoteValue(key)} twice`;
  return { line, column: col, message };
}

/** Whether a key has no value at all, not even a word for null. */
function isEmptyValue(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null && (value.source ?? "") === "");
}

const KEY = /^ *([\w$-][\w.$-]*):(?:\s|$)/;

/**
 * A key that has lost its indentation and so is not part of the list entry above it.
 * @param number line of the syntax error, the key's or that of the list entry after it
 */
function besideListEntry(text: string, number: number): SyntaxFault | undefined {
  const lines = text.split("\n").slice(0, number);
  const indentation = indentationOf(lines.at(-1) ?? "");
  const isSibling = (line: string): boolean => line.trim() !== "" && indentationOf(line) === indentation;
  const isEntry = (line: string): boolean => line.startsWith("- ", indentation);
  const entry = lines.slice(0, -1).findLastIndex((line) => isSibling(line) && isEntry(line));
  if (entry === -1 || lines.slice(entry).some((line) => line.trim() !== "" && indentationOf(line) < indentation))
    return undefined;
  const index = lines.findIndex((line, at) => at > entry && isSibling(line));
  const [, key] = KEY.exec(lines[index] ?? "") ?? [];
  if (key === undefined) return undefined;
  const message = `expected ${quoteValue(key)} inside the list entry on line ${entry + 1}, found it outside the entry. Indent it by two spaces`;
  return { line: index + 1, column: indentation + 1, message };
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
