import { type Path, type Problem, type Severity } from "../domain/problems/problem";
import { countText } from "../domain/text/format";
import { type SourceDocument } from "./source/source";

/** A problem with the place where it can be mended. */
export interface LocatedProblem {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

export function located(document: SourceDocument, prefix: Path, problems: readonly Problem[]): LocatedProblem[] {
  return problems.map(({ at, rule, severity, message, about }) => {
    const path = [...prefix, ...at];
    const position = about === "key" ? document.positionOfKey(path) : document.positionOf(path);
    return { file: document.file, ...position, severity, rule, message: withField(path, message) };
  });
}

/** Names the field, unless the message does: a list entry by the field that holds it. */
function withField(path: Path, message: string): string {
  const field = path.findLast((step): step is string => typeof step === "string");
  return field === undefined || message.includes(field) ? message : `${shortened(field)}: ${message}`;
}

const LONGEST_FIELD = 40;

function shortened(field: string): string {
  return field.length > LONGEST_FIELD ? `${field.slice(0, LONGEST_FIELD - 1)}…` : field;
}

/** `file:line:column: message`, with `warning:` before a warning's message. */
export function formatProblem({ file, line, column, severity, message }: LocatedProblem): string {
  return `${file}:${line}:${column}: ${severity === "warning" ? "warning: " : ""}${message}`;
}

/** What synthesis says of an environment: its errors, and in one line how many warnings `validate` has. */
export function synthesisReport({ name, problems }: { name: string; problems: readonly LocatedProblem[] }): {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
} {
  const errors = problems.filter(({ severity }) => severity === "error").map(formatProblem);
  const count = problems.length - errors.length;
  const line = `${name}: ${countText(count, "warning")}; npx ecr validate ${name} shows them`;
  return { errors, warnings: count === 0 ? [] : [line] };
}

/** The problems in the order of the files and of the lines in them, each once. */
export function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
