import { parse } from "yaml";
import { isMapping } from "../../domain/problems/mapping";

/** Longest line in flow style, without indentation. */
const WIDEST = 105;

/** The lines of a list's entry; a mapping gets a line for each key. */
export function entryLines(value: unknown): string[] {
  if (!isMapping(value) || Object.keys(value).length === 0) return behind("-", value);
  const lines = Object.entries(value).flatMap(([key, part]) => pairLines(key, part));
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** The lines of a key and its value. Lists and nested mappings get several lines, so that a later entry changes none of them. */
export function blockLines(key: string, value: unknown): string[] {
  if (!isCollection(value) || Object.keys(value).length === 0) return pairLines(key, value);
  if (!Array.isArray(value) && !Object.values(value).some(isCollection)) return pairLines(key, value);
  return [`${scalar(key)}:`, ...linesOf(value).map((line) => `  ${line}`)];
}

/** The lines of a key and its value: one line if the value is short, else several. */
function pairLines(key: string, value: unknown): string[] {
  return behind(`${scalar(key)}:`, value);
}

function behind(head: string, value: unknown): string[] {
  const literal = typeof value === "string" ? literalLines(value) : undefined;
  if (literal !== undefined) {
    const [indicator = "", ...lines] = literal;
    return [`${head} ${indicator}`, ...lines.map((inner) => `  ${inner}`)];
  }
  const line = `${head} ${inOneLine(value)}`;
  if (!isCollection(value) || (isFlat(value) && line.length <= WIDEST)) return [line];
  return [head, ...linesOf(value).map((inner) => `  ${inner}`)];
}

function linesOf(value: object): string[] {
  if (Array.isArray(value)) return value.flatMap(entryLines);
  return Object.entries(value).flatMap(([name, part]) => pairLines(name, part));
}

const OTHER_CONTROLS = /[^\P{Cc}\n]/u;

/** A text of several lines in literal style; `undefined` for one that this style would change. */
function literalLines(text: string): string[] | undefined {
  if (!text.includes("\n") || /^\s/.test(text) || /^ +$/m.test(text) || OTHER_CONTROLS.test(text)) return undefined;
  const isEnded = text.endsWith("\n");
  const lines = [isEnded ? "|" : "|-", ...(isEnded ? text.slice(0, -1) : text).split("\n")];
  const parsed: unknown = parse(`- ${lines.join("\n  ")}`);
  return Array.isArray(parsed) && parsed[0] === text ? lines : undefined;
}

/** Whether a value fits flow style: at most one level of nesting, and no text of several lines. */
function isFlat(value: object): boolean {
  const parts = Object.values(value) as unknown[];
  if (parts.some((part) => typeof part === "string" && part.includes("\n"))) return false;
  return parts.every((part) => !isCollection(part) || Object.values(part).every((inner) => !isCollection(inner)));
}

/** A value in flow style. */
export function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (!isMapping(value)) return scalar(value);
  const pairs = Object.entries(value).map(([key, part]) => `${scalar(key)}: ${inOneLine(part)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** Text that needs no quotes in any position. YAML 1.1's booleans are quoted too. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off)$)[A-Za-z/][\w ./@+-]*(?<! )$/i;

function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return PLAIN.test(value) && parse(value) === value ? value : JSON.stringify(value);
}

function isCollection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
