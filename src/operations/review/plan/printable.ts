/** A text of a plan without control characters, which a terminal could read as commands. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "�");
}
