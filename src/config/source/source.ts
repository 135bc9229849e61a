import { type Path } from "../../domain/problems/problem";

/** A position in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A position in one of the files of a project. */
export interface Place extends Position {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
}

/** The data of one document in a file, with positions. Values of a merged document may be in other files. */
export interface SourceDocument {
  /** The file, relative to the project, with forward slashes. */
  readonly file: string;
  readonly data: unknown;
  /** The documents of a merged one, each over those before it. @default - the document is not merged */
  readonly layers?: readonly SourceDocument[];
  /**
   * Position of the value at a path; for a missing key, of its parent. A path may continue into JSON text, such as a `policyText`.
   */
  positionOf(at: Path): Place;
  /** Position of the key at a path, for problems of keys. */
  positionOfKey(at: Path): Place;
  /** Position of a character in the text at a path; exact if the file has the text without escapes. */
  positionInText(at: Path, offset: number): Place;
}

/** The file cannot be read, or its syntax is invalid. */
export interface SyntaxFault extends Position {
  readonly message: string;
}

export interface ReadFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly SyntaxFault[];
}

/** A key that JavaScript treats as an object's prototype, so it would never reach Terraform. */
export const LOST_KEY = "__proto__";
export const LOST_KEY_FAULT = `expected a usable key, found ${LOST_KEY}, which is reserved. Rename it`;

export const EMPTY_FILE = "expected data, found an empty file. Add content, or delete the file";
