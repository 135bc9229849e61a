/** An error of Terraform, with the stack that it belongs to. */
export interface StackError {
  readonly stack: string;
  /** From `Error:` on. */
  readonly text: string;
}

/** A line of a stack's output: cdktf runs stacks at the same time and puts the name before the first of several lines. */
const NAMED = /^(\S+) {2}(\S.*)$/;
/** What Terraform says of its progress, which may follow an error without a name before it. */
const PROGRESS =
  /: (?:Creating|Creation|Destroying|Destruction|Modifying|Modifications|Reading|Read|Refreshing|Still) |^(?:Plan|Apply|Destroy)\b/;

/**
 * Terraform's errors in what cdktf prints, each once, with their stacks.
 * @param stacks names of the stacks that were run
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
    // Lines without a name are indented as far as the name was long.
    const content = isNamed ? rest : line.slice(stack.length + 2).trimEnd();
    const isOutside = !isNamed && line.trim() !== "" && !line.startsWith(" ".repeat(stack.length + 2));
    if (isOutside || content.startsWith("Error: ") || PROGRESS.test(content)) close();
    if (content.startsWith("Error: ") && !isOutside) open = [content];
    else open?.push(content);
  }
  close();
  return [...found.values()];
}
