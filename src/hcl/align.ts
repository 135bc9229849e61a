import { displayWidth } from "./string";

/** `name = value`; the value may go on over lines that are indented already. */
export interface Line {
  readonly name: string;
  readonly value: string;
}

/**
 * Lines with their `=` in one column, as `terraform fmt` has them: neighbours whose value ends on the line where it
 * begins (a heredoc does, to it); a bracket left open parts them.
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
