import { printParseErrorCode, type ParseError } from "jsonc-parser";

const SENTENCES: Readonly<Record<string, string>> = {
  CloseBraceExpected: "a mapping is not closed; put a brace, or a comma before the next key",
  CloseBracketExpected: "a list is not closed; put a bracket, or a comma before the next entry",
  ColonExpected: "a colon is missing; put one between key and value",
  CommaExpected: "a comma is missing; put one between two entries",
  EndOfFileExpected: "found more after the end; one value is allowed, take out the rest",
  InvalidCommentToken: "found a comment; JSON has none, take it out",
  InvalidSymbol: "found a word without quotes; put text in double quotes",
  PropertyNameExpected: "a key is missing; put it in double quotes, and no comma after the last entry",
  UnexpectedEndOfString: "a text is not closed; put a double quote at its end",
  ValueExpected: "a value is missing; write one, and no comma after the last entry",
};

/** What is wrong with JSON, in words: the parser's own, run together, where it is something rare. */
export function readable({ error }: ParseError): string {
  const code = printParseErrorCode(error);
  return SENTENCES[code] ?? code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
