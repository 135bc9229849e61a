/** What placeholders stand for. */
export interface Placeholders {
  /** Texts that the generator creates. */
  readonly generated: Readonly<Record<string, string>>;
  /** Defaults and limits of the code; each must be used. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Texts that several documents share, by name. They can have placeholders too. */
  readonly shared: ReadonlyMap<string, string>;
}

const PLACEHOLDER = /\{\{([a-z-]+)\}\}/g;

/**
 * Replaces each `{{name}}` in a Markdown document.
 * @param place where the document is, for messages
 * @throws Error when a placeholder is unknown or a value is not used
 */
export function fillPlaceholders(document: string, place: string, { generated, values, shared }: Placeholders): string {
  const used = new Set<string>();
  const fill = (text: string): string =>
    text.replaceAll(PLACEHOLDER, (placeholder, name: string) => {
      used.add(name);
      const value = generated[name] ?? values[name];
      if (value !== undefined) return String(value);
      const sharedText = shared.get(name);
      if (sharedText !== undefined) return fill(sharedText);
      const known = [...Object.keys(generated), ...Object.keys(values), ...shared.keys()].join(", ");
      throw new Error(`${place}: expected a placeholder for ${known}, found ${placeholder}`);
    });
  const filled = fill(document);
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`${place}: expected {{${unused.join("}}, {{")}}} in the text, found none`);
  return filled;
}
