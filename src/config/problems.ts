import { type Path, type Problem, type Severity } from "../domain/problems/problem";
import { countText } from "../domain/text/format";
import { type SourceDocument } from "./source/source";

/** A problem with its position in a file. */
export interface LocatedProblem {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** Counts from 1. */ readonly line: number;
  /** Counts from 1. */ readonly column: number;
  readonly severity: Severity;
  readonly rule: string;
  /** Name of the setting, or of the list with the index of an entry: `released[0]`. @default - the problem belongs to the whole document */
  readonly field?: string;
  /** Name of the repository or role whose policy has the finding, which `acceptFindings` matches. @default - not a finding in a policy */
  readonly subject?: string;
  /** Without the field's name. */
  readonly message: string;
}

export function located(document: SourceDocument, prefix: Path, problems: readonly Problem[]): LocatedProblem[] {
  return problems.map(({ at, rule, severity, message, about, subject }) => {
    const path = [...prefix, ...at];
    const position = about === "key" ? document.positionOfKey(path) : document.positionOf(path);
    // A problem of a key belongs to its mapping.
    const holder = about === "key" ? path.slice(0, -1) : path;
    return {
      ...position,
      severity,
      rule,
      field: fieldOf(holder),
      message,
      ...(subject === undefined ? {} : { subject }),
    };
  });
}

/** The last name of a path, with the index of an entry: `released[0]`. */
export function fieldOf(path: Path): string | undefined {
  const index = path.findLastIndex((step) => typeof step === "string");
  if (index === -1) return undefined;
  const [name = "", ...indices] = path.slice(index);
  return `${name}${indices.map((entry) => `[${entry}]`).join("")}`;
}

const LONGEST_FIELD = 40;

function shortened(field: string): string {
  return field.length > LONGEST_FIELD ? `${field.slice(0, LONGEST_FIELD - 1)}…` : field;
}

/** Colors the word `error` or `warning` of a line. */
export type PaintSeverity = (severity: Severity) => string;

/** A problem's line, the same in all commands: `file:line:column: error: field: message`. */
export function formatProblem(problem: LocatedProblem, paint: PaintSeverity = (severity) => severity): string {
  const { file, line, column, severity, field, message } = problem;
  return `${file}:${line}:${column}: ${paint(severity)}: ${field === undefined ? "" : `${shortened(field)}: `}${message}`;
}

/** The lines of several problems. */
export function formatProblems(problems: readonly LocatedProblem[], paint?: PaintSeverity): string[] {
  return problems.map((problem) => formatProblem(problem, paint));
}

/** An environment's errors, and one line with the number of warnings, for synthesis. */
export function synthesisReport({ name, problems }: { name: string; problems: readonly LocatedProblem[] }): {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
} {
  const errors = formatProblems(problems.filter(({ severity }) => severity === "error"));
  const count = problems.length - errors.length;
  const line = `${name}: ${countText(count, "warning")}. To see ${count === 1 ? "it" : "them"}, run npx ecr validate ${name}`;
  return { errors, warnings: count === 0 ? [] : [line] };
}

/** The problems sorted by file and position, without duplicates. */
export function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(formatProblem(a), formatProblem(b)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
