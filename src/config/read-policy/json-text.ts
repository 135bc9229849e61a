import { parseTree, type ParseError } from "jsonc-parser";
import { type Path } from "../../domain/problems/problem";
import { type LocatedProblem } from "../problems";
import { lostKeys } from "../source/embedded-json";
import { jsonFault } from "../source/json-errors";
import { type SourceDocument } from "../source/source";

export type JsonText =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** Parses JSON text in a value of a document, such as a `policyText`. */
export function parseJsonText(document: SourceDocument, at: Path, text: string): JsonText {
  const field = at.findLast((step): step is string => typeof step === "string");
  const problem = (offset: number, message: string): LocatedProblem => ({
    ...document.positionInText(at, Math.min(offset, text.trimEnd().length)),
    severity: "error",
    rule: "policy/json",
    field,
    message,
  });
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  try {
    const value: unknown = JSON.parse(text);
    const repeated = lostKeys(tree).map(({ offset, message }) => problem(offset, message));
    return repeated.length > 0 ? { ok: false, problems: repeated } : { ok: true, value };
  } catch {
    const [first] = errors;
    return { ok: false, problems: [problem(first?.offset ?? 0, jsonFault(first))] };
  }
}
