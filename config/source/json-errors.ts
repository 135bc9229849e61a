/** The JSON parser's `CloseBraceExpected` as people read it: `close brace expected`. */
export function readable(code: string): string {
  return code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
