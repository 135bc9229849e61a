import { shown } from "../../modules/core/problem";

/** YAML reads unquoted digits as a number, and loses leading zeros on the way. */
export function accountIdError({ input }: { readonly input?: unknown }): string {
  if (input === undefined) return 'missing; the account id is required, 12 digits, quoted, as in "111122223333"';
  if (typeof input === "number") {
    return `found the number ${input}; account ids are text, leading zeros and all: quote it, "${String(input).padStart(12, "0")}"`;
  }
  return `found ${shown(input)}; an account id has 12 digits`;
}
