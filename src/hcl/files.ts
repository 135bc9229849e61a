import { terraformShape } from "./grammar";
import { printBanner, printBlock, printComment } from "./print";
import { readBlocks } from "./blocks-from-json";
import { type BodyShape } from "./schema";
import { addressOf, type Block, type BodyItem } from "./blocks";
import { type JsonObject } from "./value";

/** A block that is about to be printed. */
export interface PrintedFile {
  /** As Terraform calls it: `aws_ecr_repository.team_api`, `var.name`, `provider.aws`, `output.url`, `moved`. */
  readonly address: string;
  /** `resource`, `variable`, ... */
  readonly name: string;
  readonly labels: readonly string[];
}

export interface PrintOptions {
  /**
   * What is a block, and in which order blocks and attributes are read.
   * @default - Terraform's own grammar; what providers define is guessed
   */
  readonly shape?: BodyShape;
  /**
   * Text for a comment above a block, or above a value of `locals`, which is called `local.<name>` here; it may have several
   * lines. @default - no comments
   */
  readonly comment?: (block: PrintedFile) => string | undefined;
  /**
   * Which of two blocks comes first: negative for the left one, 0 to leave them as they are.
   * @default - by block type, as `shape` has them, then as given
   */
  readonly compare?: (left: PrintedFile, right: PrintedFile) => number;
}

/** A part of a file. Sections of the same file follow each other in it. */
export interface Section {
  /** Name of the file. */
  readonly file: string;
  /** Title in a banner above the blocks. @default - no banner */
  readonly title?: string;
  /**
   * Whether a block belongs here; the first section that says so has it. Values of `locals` are asked for one by one, as
   * `local.<name>`; those that no section holds stay in their block.
   */
  readonly matches: (block: PrintedFile) => boolean;
}

export interface SectionOptions extends PrintOptions {
  readonly sections: readonly Section[];
  /** Text for a comment at the top of each file. @default - none */
  readonly header?: string;
}

/**
 * A configuration as one text of HCL, formatted as `terraform fmt` does; `""` when there is nothing in it.
 * @param document Terraform's JSON; properties named `//` are ignored
 * @throws Error naming the place, where Terraform could not read the document either
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function printHcl(document: JsonObject, options: PrintOptions = {}): string {
  const paragraphs = blocksOf(document, options).map((entry) => printEntry(entry, options));
  return fileText(paragraphs);
}

/**
 * A configuration as several files of HCL, by name. Files without a block are left out.
 * @param document Terraform's JSON; properties named `//` are ignored
 * @throws Error naming the place, where Terraform could not read the document either, and the blocks that no section holds
 */
export function printFiles(document: JsonObject, options: SectionOptions): Map<string, string> {
  const { sections, header } = options;
  const entries = blocksOf(document, options).flatMap((entry) => splitLocals(entry, sections));
  const homes = entries.map(({ printed, home }) => home ?? sections.find(({ matches: holds }) => holds(printed)));
  const homeless = entries.filter((_, index) => homes[index] === undefined).map(({ printed }) => printed.address);
  if (homeless.length > 0) {
    throw new Error(`No section holds ${homeless.join(", ")}. Add one that does, so that no block is lost.`);
  }
  const files = new Map<string, string[]>();
  for (const section of sections) {
    const held = entries.filter((_, index) => homes[index] === section);
    if (held.length === 0) continue;
    const paragraphs = files.get(section.file) ?? (header === undefined ? [] : [printComment(header)]);
    if (section.title !== undefined) paragraphs.push(printBanner(section.title));
    files.set(section.file, [...paragraphs, ...held.map((entry) => printEntry(entry, options))]);
  }
  return new Map([...files].map(([name, paragraphs]) => [name, fileText(paragraphs)]));
}

interface Entry {
  readonly block: Block;
  readonly printed: PrintedFile;
  /** @default - the first section that holds the block */
  readonly home?: Section;
}

/** A block of `locals` as several, one for each section that holds some of its values. */
function splitLocals(entry: Entry, sections: readonly Section[]): Entry[] {
  const { block, printed } = entry;
  if (block.name !== "locals") return [entry];
  const parts = new Map<Section | undefined, BodyItem[]>();
  for (const item of block.body) {
    const home = sections.find(({ matches: holds }) => holds(localNamed(item.name)));
    parts.set(home, [...(parts.get(home) ?? []), item]);
  }
  return [...parts].map(([home, body]) => ({
    block: { ...block, body },
    printed,
    ...(home === undefined ? {} : { home }),
  }));
}

function localNamed(name: string): PrintedFile {
  return { address: `local.${name}`, name: "local", labels: [name] };
}

function blocksOf(document: JsonObject, { shape = terraformShape(), compare }: PrintOptions): Entry[] {
  const entries = readBlocks(document, shape).map((block) => {
    const { name, labels } = block;
    return { block, printed: { address: addressOf(block), name, labels } };
  });
  return compare === undefined ? entries : entries.sort((a, b) => compare(a.printed, b.printed));
}

function printEntry({ block, printed }: Entry, { comment }: PrintOptions): string {
  const text = comment?.(printed);
  const ofLocal = (name: string) => comment?.(localNamed(name));
  const body = printBlock(block, 0, block.name === "locals" ? ofLocal : undefined);
  return text === undefined || text.trim() === "" ? body : `${printComment(text)}\n${body}`;
}

function fileText(paragraphs: readonly string[]): string {
  return paragraphs.length === 0 ? "" : `${paragraphs.join("\n\n")}\n`;
}
