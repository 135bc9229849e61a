import { printParseErrorCode, type ParseError } from "jsonc-parser";

const FAULTS: Readonly<Record<string, string>> = {
  CloseBraceExpected: "a mapping without a closing brace. Add one, or a comma before the next key",
  CloseBracketExpected: "a list without a closing bracket. Add one, or a comma before the next entry",
  ColonExpected: "a key without a colon. Add one before the value",
  CommaExpected: "two entries without a comma. Add one between them",
  EndOfFileExpected: "text after the end of the value. Remove it",
  InvalidCommentToken: "a comment, which JSON does not support. Remove it",
  InvalidSymbol: "a word without quotes. Put text in double quotes",
  PropertyNameExpected: "an entry without a key in double quotes. Add a key, or remove the comma after the last entry",
  UnexpectedEndOfString: "text without a closing quote. Add a double quote",
  ValueExpected: "an entry without a value. Add a value, or remove the comma after the last entry",
};

/** The message for a syntax error in JSON; rare errors have the parser's code. */
export function jsonFault(fault: ParseError | undefined): string {
  if (fault === undefined) return "expected JSON, found invalid syntax";
  const code = printParseErrorCode(fault.error);
  return `expected JSON, found ${FAULTS[code] ?? `a syntax error (${code})`}`;
}
