import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import { type Path } from "../modules/core/problem";
import { type LocatedProblem } from "./problems";
import { readable } from "./source/json-errors";
import { type SourceDocument } from "./source/source";

export type JsonText =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: LocatedProblem };

/** Parses JSON that a value of a document holds as text, such as a `policyText`. */
export function parseJsonText(document: SourceDocument, at: Path, text: string): JsonText {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const [first] = errors;
    const what = first === undefined ? "it can not be read" : readable(printParseErrorCode(first.error));
    const field = at.findLast((step) => typeof step === "string") ?? "the text";
    return {
      ok: false,
      problem: {
        file: document.file,
        ...document.positionInText(at, first?.offset ?? 0),
        severity: "error",
        rule: "policy/json",
        message: `${field}: not JSON: ${what}; a policy is JSON text`,
      },
    };
  }
}
