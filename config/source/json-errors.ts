import { printParseErrorCode, type ParseError } from "jsonc-parser";

const WAYS_OUT: Readonly<Record<string, string>> = {
  InvalidCommentToken: "JSON has no comments, take it out",
  PropertyNameExpected: "a key in double quotes is expected here, and no comma after the last entry",
  ValueExpected: "a value is expected here, and no comma after the last entry",
  CommaExpected: "put a comma between entries",
  CloseBraceExpected: "close the mapping, or put a comma before the next key",
  CloseBracketExpected: "close the list, or put a comma before the next entry",
  InvalidSymbol: "put text in double quotes",
  EndOfFileExpected: "one value is allowed, take out what comes after it",
};

/** A parser's `CommaExpected` as people read it: `comma expected; put a comma between entries`. */
export function readable({ error }: ParseError): string {
  const code = printParseErrorCode(error);
  const words = code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const wayOut = WAYS_OUT[code];
  return wayOut === undefined ? words : `${words}; ${wayOut}`;
}
