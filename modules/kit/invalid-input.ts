import { type ModuleDocument } from "./module-definition";

/** An input of a module that AWS would refuse, or that would not do what it says. */
export interface InvalidInput {
  /** What is wrong, in a few words; also the name of a test. */
  readonly title: string;
  /** Inputs of the module, by variable; the others are given as it takes them. */
  readonly inputs: ModuleDocument;
  /** Who refuses it: a variable or a resource. */
  readonly rejectedBy: string;
  /** A part of the module's message, and of the construct's where both say the same. */
  readonly expectedMessage: string;
}

/** A value that its variable refuses by itself. */
export function refusedValue(
  variable: string,
  wrong: string,
  value: ModuleDocument[string],
  words: string,
): InvalidInput {
  return { title: wrong, inputs: { [variable]: value }, rejectedBy: `var.${variable}`, expectedMessage: words };
}
