/**
 * How Terraform reads the strings of an attribute in JSON: as a `template`; as `literal` text without interpolation; as
 * `code`, a reference or type that has no quotes in HCL; or as a provider's `requirement`, which has both.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export type StringMode = "template" | "literal" | "code" | "requirement";

/** The contents of a body and their reading order. */
export interface BodyShape {
  /** The block types of the body; everything else is an attribute. */
  readonly blocks?: Readonly<Record<string, BlockShape>>;
  /** Exceptions from `reading`. */
  readonly attributes?: Readonly<Record<string, StringMode>>;
  /** How the other attributes are read. @default "template" */
  readonly reading?: StringMode;
  /**
   * Whether a list of objects, or `timeouts`, is printed as blocks if neither `blocks` nor `attributes` has its name.
   * @default false
   */
  readonly inferBlocks?: boolean;
  /** Groups of names at the top, with a blank line after each. */
  readonly leading?: readonly (readonly string[])[];
  /** Names that come next, in this order. The others follow in the given order: attributes, then blocks. */
  readonly first?: readonly string[];
  /** Names at the end, with a blank line before each. */
  readonly trailing?: readonly string[];
  /** Whether multi-line attributes have no blank lines around them and keep the given order. @default false */
  readonly compact?: boolean;
  /** Whether multi-line attributes keep their place instead of following the single-line ones. @default false */
  readonly inOrder?: boolean;
  /**
   * Whether a list with two or more items has one line per item, so that adding an item does not change existing lines.
   * @default false
   */
  readonly listsOverLines?: boolean;
}

/** A block type: the number of labels of its blocks, and their body, which may depend on the labels. */
export interface BlockShape {
  readonly labels: number;
  readonly body: BodyShape | ((labels: readonly string[]) => BodyShape);
}

/** Shapes of the bodies that providers define. `undefined` for unknown bodies, whose contents are guessed. */
export interface ProviderShapes {
  readonly resource?: (type: string) => BodyShape | undefined;
  readonly data?: (type: string) => BodyShape | undefined;
  readonly ephemeral?: (type: string) => BodyShape | undefined;
  readonly provider?: (name: string) => BodyShape | undefined;
}
