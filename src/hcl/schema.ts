/**
 * How Terraform reads the strings of an attribute in JSON: as a `template`, as `literal` text in which `${` begins nothing,
 * as `code`, a reference or a type that HCL writes without quotes, or as a provider's `requirement`, which has both.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export type StringMode = "template" | "literal" | "code" | "requirement";

/** What may stand in a body, and in which order people read it. */
export interface BodyShape {
  /** The block types of the body; everything else is an attribute. */
  readonly blocks?: Readonly<Record<string, BlockShape>>;
  /** Attributes that are not read as `reading` says. */
  readonly attributes?: Readonly<Record<string, StringMode>>;
  /** How the other attributes are read. @default "template" */
  readonly reading?: StringMode;
  /**
   * Whether a list of objects, or `timeouts`, is printed as blocks if neither `blocks` nor `attributes` has its name.
   * @default false
   */
  readonly inferBlocks?: boolean;
  /** Groups of names at the top, each apart from what follows. */
  readonly leading?: readonly (readonly string[])[];
  /** Names that come next, in this order. The rest follows as given: attributes, then blocks. */
  readonly first?: readonly string[];
  /** Names at the end, each apart from the others. */
  readonly trailing?: readonly string[];
  /** Whether attributes of several lines stand without blank lines around them, in the order given. @default false */
  readonly compact?: boolean;
  /** Whether attributes of several lines stay where they are, and do not follow those of one line. @default false */
  readonly inOrder?: boolean;
  /**
   * Whether a list of two or more items has a line for each, so that adding one changes no existing line.
   * @default false
   */
  readonly listsOverLines?: boolean;
}

/** A block type: how many labels its blocks have, and their body, which may depend on the labels. */
export interface BlockShape {
  readonly labels: number;
  readonly body: BodyShape | ((labels: readonly string[]) => BodyShape);
}

/** Shapes of the bodies that providers define. Unknown ones are `undefined`: what they hold is guessed. */
export interface ProviderShapes {
  readonly resource?: (type: string) => BodyShape | undefined;
  readonly data?: (type: string) => BodyShape | undefined;
  readonly ephemeral?: (type: string) => BodyShape | undefined;
  readonly provider?: (name: string) => BodyShape | undefined;
}
