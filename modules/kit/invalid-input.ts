import { type ModuleDocument } from "./module-definition";

/** An input of a module that AWS would reject, or that would not have the intended effect. */
export interface InvalidInput {
  /** What is wrong, in a few words; also the name of a test. */
  readonly title: string;
  /** Inputs of the module, by variable. Other inputs are valid. */
  readonly inputs: ModuleDocument;
  /** The same inputs as a test file writes them, such as a `for` for 51 tags. @default - `inputs` */
  readonly written?: ModuleDocument;
  /** The variable, resource or output that rejects the input. */
  readonly rejectedBy: string;
  /** Part of the module's message, and of the construct's if both have the same message. */
  readonly expectedMessage: string;
}

/** A text of this length, as a test file writes it: zeros, because `range` has at most 1,024 values. */
export function longText(length: number): string {
  return `\${format("%0${length}d", 0)}`;
}

/** A value that its variable rejects. */
export function refusedValue(
  variable: string,
  wrong: string,
  value: ModuleDocument[string],
  words: string,
): InvalidInput {
  return { title: wrong, inputs: { [variable]: value }, rejectedBy: `var.${variable}`, expectedMessage: words };
}
