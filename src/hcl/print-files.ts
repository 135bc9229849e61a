import { terraformShape } from "./grammar";
import { printBanner, printBlock, printComment } from "./print";
import { readBlocks } from "./blocks-from-json";
import { type BodyShape } from "./schema";
import { addressOf, type Block, type BodyItem } from "./blocks";
import { type JsonObject } from "./value";

/** A block to print. */
export interface PrintedBlock {
  /** Its address in Terraform: `aws_ecr_repository.team_api`, `var.name`, `provider.aws`, `output.url`, `moved`. */
  readonly address: string;
  /** `resource`, `variable`, ... */
  readonly name: string;
  readonly labels: readonly string[];
}

export interface PrintOptions {
  /**
   * Which names are blocks, and the reading order of blocks and attributes.
   * @default - Terraform's own grammar; the blocks of providers are inferred
   */
  readonly shape?: BodyShape;
  /**
   * Text for a comment above a block, of one or more lines. Each value of `locals` is a block with the address `local.<name>`.
   * @default - no comments
   */
  readonly comment?: (block: PrintedBlock) => string | undefined;
  /**
   * Which of two blocks comes first: negative for the left one, 0 to keep the order.
   * @default - by block type in the order of `shape`, then in the order given
   */
  readonly compare?: (left: PrintedBlock, right: PrintedBlock) => number;
}

/** A part of a file. A file may have several sections, in the order given. */
export interface Section {
  /** Name of the file. */
  readonly file: string;
  /** Title in a banner above the blocks. @default - no banner */
  readonly title?: string;
  /** Text for a comment above the blocks. @default - none */
  readonly comment?: string;
  /**
   * Whether a block belongs here; the first section that matches gets it. Each value of `locals` is matched as `local.<name>`.
   * Values that match no section stay in their block.
   */
  readonly matches: (block: PrintedBlock) => boolean;
}

export interface SectionOptions extends PrintOptions {
  readonly sections: readonly Section[];
  /** Text for a comment at the top of each file. @default - none */
  readonly header?: string;
}

/**
 * A configuration as one text of HCL, formatted as by `terraform fmt`; `""` if it is empty.
 * @param document Terraform's JSON; properties named `//` are ignored
 * @throws Error with the place, if Terraform could not read the document either
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function printHcl(document: JsonObject, options: PrintOptions = {}): string {
  const paragraphs = blocksOf(document, options).map((entry) => printEntry(entry, options));
  return fileText(paragraphs);
}

/**
 * A configuration as several files of HCL, by name. Files without a block are left out.
 * @param document Terraform's JSON; properties named `//` are ignored
 * @throws Error with the place, if Terraform could not read the document either, or with the blocks that match no section
 */
export function printFiles(document: JsonObject, options: SectionOptions): Map<string, string> {
  const { sections, header } = options;
  const entries = blocksOf(document, options).flatMap((entry) => splitLocals(entry, sections));
  const homes = entries.map(({ printed, home }) => home ?? sections.find(({ matches: holds }) => holds(printed)));
  const homeless = entries.filter((_, index) => homes[index] === undefined).map(({ printed }) => printed.address);
  if (homeless.length > 0) {
    throw new Error(`expected a section for each block, found none for ${homeless.join(", ")}. Add a section.`);
  }
  const files = new Map<string, string[]>();
  for (const section of sections) {
    const held = entries.filter((_, index) => homes[index] === section);
    if (held.length === 0) continue;
    const paragraphs = files.get(section.file) ?? (header === undefined ? [] : [printComment(header)]);
    if (section.title !== undefined) paragraphs.push(printBanner(section.title));
    if (section.comment !== undefined) paragraphs.push(printComment(section.comment));
    files.set(section.file, [...paragraphs, ...held.map((entry) => printEntry(entry, options))]);
  }
  return new Map([...files].map(([name, paragraphs]) => [name, fileText(paragraphs)]));
}

interface Entry {
  readonly block: Block;
  readonly printed: PrintedBlock;
  /** @default - the first section that matches the block */
  readonly home?: Section;
}

/** Splits a block of `locals` by the sections that its values match. */
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

function localNamed(name: string): PrintedBlock {
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
