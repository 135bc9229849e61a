import { regionMessage } from "../aws/region";
import { quoteValue } from "./problem";

/** YAML reads unquoted digits as a number, and loses leading zeros on the way. */
export function accountIdError({ input }: { readonly input?: unknown }): string {
  if (input === undefined) return 'missing; the account id is required, 12 digits, quoted, as in "111122223333"';
  if (input === null) return 'found nothing; the account id is required, 12 digits, quoted, as in "111122223333"';
  if (typeof input === "number") {
    return `found the number ${input}; account ids are text, leading zeros and all: quote it, "${String(input).padStart(12, "0")}"`;
  }
  return `found ${quoteValue(input)}; an account id has 12 digits`;
}

/** Says what was found and what is allowed, of text that has not the form that it needs. */
export function formatError(allowed: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => `found ${quoteValue(input)}; ${allowed}`;
}

export const urlError = formatError('a URL is allowed, as in "https://example.com:9000"');

export const regionError = ({ input }: { readonly input?: unknown }): string => regionMessage(input);
