import {
  isScalar,
  visit,
  type Alias,
  type Document,
  type ErrorCode,
  type LineCounter,
  type ParsedNode,
  type YAMLError as Fault,
} from "yaml";
import { quoteValue } from "../../domain/problems/problem";
import { EMPTY_FILE, LOST_KEY, LOST_KEY_FAULT, type SyntaxFault } from "./source";

/** What is wrong with a stream of YAML documents, in words, each fault at its place. */
export function faultsOf(stream: readonly Document<ParsedNode>[], text: string, lines: LineCounter): SyntaxFault[] {
  const faults = telling(stream.flatMap(({ errors, warnings }) => [...errors, ...warnings])).map((fault) => {
    const { line, col } = lines.linePos(Math.min(fault.pos[0], text.trimEnd().length));
    return { line, column: col, message: describe(fault, text) };
  });
  if (faults.length > 0 || !stream.every(isEmpty)) return faults;
  return [{ line: 1, column: 1, message: EMPTY_FILE }];
}

/** Whether a document holds nothing but comments. */
export function isEmpty({ contents }: Document<ParsedNode>): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** Keys that would not arrive in the data. */
export function lostKeyFaults(document: Document<ParsedNode>, lines: LineCounter): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== LOST_KEY) return;
      const { line, col } = lines.linePos(key.range?.[0] ?? 0);
      faults.push({ line, column: col, message: LOST_KEY_FAULT });
    },
  });
  return faults;
}

/** Why the aliases of a document can not be expanded, which is all that can fail when its data are made. */
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
    return { line, column: col, message: "the aliases (*name) multiply into too much; write out what they stand for" };
  }
  return {
    line,
    column: col,
    message: `found *${alias.source}; no anchor &${alias.source} comes before it, set one or write the value`,
  };
}

/** Keys that are there twice, and the first other fault: what comes after it is mostly its consequence. */
function telling(faults: readonly Fault[]): Fault[] {
  const isTold = ({ code }: Fault): boolean => code === "DUPLICATE_KEY";
  const first = faults.find((fault) => !isTold(fault));
  return faults.filter((fault) => fault === first || (first === undefined && isTold(fault)));
}

const WAYS_OUT: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: "check the indentation, and that every bracket is closed",
  BLOCK_AS_IMPLICIT_KEY: 'put text that has ": " in it in quotes',
  MISSING_CHAR: "check the indentation and the quotes",
  TAB_AS_INDENT: "indent with blanks",
  UNEXPECTED_TOKEN: "check the indentation and the quotes",
};

function describe({ code, message, pos }: Fault, text: string): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(text.slice(pos[0]))?.[0] ?? "";
    return `the key ${quoteValue(key.replaceAll(/^["']|["']$/g, ""))} is there twice; keep one`;
  }
  const wayOut = WAYS_OUT[code];
  return `not YAML: ${message}${wayOut === undefined ? "" : `; ${wayOut}`}`;
}
