/** A message as Terraform requires it: a sentence with a capital letter and a period. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** A sentence that continues another one, for example after a colon. Names such as ARN and GitHub keep their capitals. */
export function lowerFirst(text: string): string {
  const [word = ""] = text.split(" ", 1);
  if (/[A-Z]/.test(word.slice(1))) return text;
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
