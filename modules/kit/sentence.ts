/** A message as Terraform requires it: a sentence with a capital letter and a period. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** A sentence that continues another one, for example after a colon. Acronyms and names such as GitHub keep their capitals. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]*[A-Z0-9]/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
