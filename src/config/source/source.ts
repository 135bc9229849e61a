import { type Path } from "../../domain/problems/problem";

/** A place in a file as editors count: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What one document of a file says, and where it says it. */
export interface SourceDocument {
  /** The file, relative to the project, with forward slashes. */
  readonly file: string;
  readonly data: unknown;
  /**
   * Where the value at a path stands; for a key that is not there, where its parent stands.
   * A path may go on into JSON text that a value holds, such as a `policyText`.
   */
  positionOf(at: Path): Position;
  /** Where the key itself stands, which is what an unknown key is reported at. */
  positionOfKey(at: Path): Position;
  /** Where the character at an offset of the text at a path stands; exact where the text stands as it is in the file. */
  positionInText(at: Path, offset: number): Position;
}

/** A fault of the file itself: not readable, not YAML, not JSON. */
export interface SyntaxFault extends Position {
  readonly message: string;
}

export interface ReadFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly SyntaxFault[];
}

/** A key that JavaScript takes for an object's prototype: on the way to Terraform it would be lost. */
export const LOST_KEY = "__proto__";
export const LOST_KEY_FAULT = `expected a key that reaches Terraform, found ${LOST_KEY}. Choose another key`;

export const EMPTY_FILE = "the file is empty; write something into it or delete it";
