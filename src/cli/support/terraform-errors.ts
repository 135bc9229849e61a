export interface StackError {
  readonly stack: string;
  /** Starts with `Error:`. */
  readonly text: string;
}

/** A line with the name of its stack: cdktf runs stacks in parallel and prints the name before the first of several lines. */
const NAMED = /^(\S+) {2}(\S.*)$/;
/** A line about Terraform's progress, which may follow an error without a name in front. */
const PROGRESS =
  /: (?:Creating|Creation|Destroying|Destruction|Modifying|Modifications|Reading|Read|Refreshing|Still) |^(?:Plan|Apply|Destroy)\b/;

/**
 * Terraform's errors in the output of cdktf, each once.
 * @param stacks names of the stacks in the output
 */
export function terraformErrors(log: string, stacks: readonly string[]): StackError[] {
  const found = new Map<string, StackError>();
  let stack = "";
  let open: string[] | undefined;
  const close = (): void => {
    const text = open?.join("\n").trim();
    if (text !== undefined) found.set(`${stack} ${text}`, { stack, text });
    open = undefined;
  };
  for (const line of log.split("\n")) {
    const [, name = "", rest = ""] = NAMED.exec(line) ?? [];
    const isNamed = stacks.includes(name);
    if (isNamed) {
      close();
      stack = name;
    }
    // Lines without a name are indented by the length of the name.
    const content = isNamed ? rest : line.slice(stack.length + 2).trimEnd();
    const isOutside = !isNamed && line.trim() !== "" && !line.startsWith(" ".repeat(stack.length + 2));
    if (isOutside || content.startsWith("Error: ") || PROGRESS.test(content)) close();
    if (content.startsWith("Error: ") && !isOutside) open = [content];
    else open?.push(content);
  }
  close();
  return [...found.values()];
}
