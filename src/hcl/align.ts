import { displayWidth } from "./string";

/** `name = value`. The value may span several lines, which are already indented. */
export interface Line {
  readonly name: string;
  readonly value: string;
}

/**
 * Aligns the `=` of lines like `terraform fmt`: adjacent lines are aligned if their values end on the same line.
 * Heredocs count as such values; a value with an open bracket starts a new group.
 */
export function alignedLines(lines: readonly Line[]): string[] {
  const texts: string[] = [];
  let chain: Line[] = [];
  const close = () => {
    const width = Math.max(0, ...chain.map(({ name }) => displayWidth(name)));
    texts.push(...chain.map(({ name, value }) => `${name}${" ".repeat(width - displayWidth(name))} = ${value}`));
    chain = [];
  };
  for (const line of lines) {
    if (line.value.includes("\n") && !line.value.startsWith("<<")) {
      close();
      texts.push(`${line.name} = ${line.value}`);
    } else {
      chain.push(line);
    }
  }
  close();
  return texts;
}
