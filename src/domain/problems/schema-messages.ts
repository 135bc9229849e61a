import { regionMessage } from "../aws/region";
import { quoteValue } from "./problem";

/** YAML reads unquoted digits as a number, and loses leading zeros on the way. */
export function accountIdError({ input }: { readonly input?: unknown }): string {
  if (input === undefined || input === null) {
    return `expected an account ID, found ${input === null ? "no value" : "nothing"}. Write 12 digits in quotes, such as "111122223333"`;
  }
  if (typeof input === "number") {
    return `expected an account ID as a string, found the number ${input}. Quote it to keep leading zeros: "${String(input).padStart(12, "0")}"`;
  }
  return `expected an account ID of 12 digits, found ${quoteValue(input)}`;
}

/**
 * The message for text with the wrong format.
 * @param expected what the text should be, with its article: `a host name such as "tfe.example.com"`
 */
export function formatError(expected: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => `expected ${expected}, found ${quoteValue(input)}`;
}

export const urlError = formatError('a URL such as "https://example.com:9000"');

export const regionError = ({ input }: { readonly input?: unknown }): string => regionMessage(input);
