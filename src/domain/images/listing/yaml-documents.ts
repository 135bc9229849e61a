import { LineCounter, parseDocument } from "yaml";
import { LISTS, NotReadable, type JsonTarget } from "./json-target";
import { camelCase } from "../../aws/powershell";
import { isMapping } from "../../problems/mapping";
import { TIMES } from "./time";

/** The first line of a mapping or list, or a mark of YAML. JSON begins with a brace, a bracket or a value. */
const FIRST_LINE = /^(?:---|-\s|-$|[A-Za-z]\w*:(?:\s|$))/;

/** Characters in which the first line is searched for, behind comments. */
const BEGINNING = 4096;

/** Entries that are parsed together. More need much memory, fewer more time. */
const BATCH = 200;

/** Keys whose values are numbers; the AWS CLI's version 1 writes times as numbers. */
const NUMBERS: ReadonlySet<string> = new Set(["imageSizeInBytes", ...TIMES]);

export function isYaml(text: string): boolean {
  const lines = text.slice(0, BEGINNING).split("\n");
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first !== undefined && FIRST_LINE.test(first);
}

/**
 * Reads the YAML that `aws ecr ... --output yaml` prints, or a program such as yq. Lists are read in parts, because the YAML of
 * 100,000 images takes gigabytes at once. Values are text unless their key has numbers, so a tag `1.10` keeps its zero.
 * @throws NotReadable
 */
export function readYamlDocuments(text: string, target: JsonTarget): void {
  const reader = new YamlReader(target);
  let line = 1;
  // Everything that belongs to an entry or a key is indented.
  for (const block of text.split(/^(?=\S)/m)) {
    reader.add({ text: block, line });
    line += block.split("\n").length - 1;
  }
  reader.end();
}

interface Block {
  readonly text: string;
  readonly line: number;
}

class YamlReader {
  private items: Block[] = [];
  private documents = 0;
  private outline: Record<string, unknown> | unknown[] | undefined;
  /** Key of the current list; empty if the document is a list. */
  private list = "";

  constructor(private readonly target: JsonTarget) {}

  add(block: Block): void {
    if (/^(?:#|\s*$)/.test(block.text)) return;
    if (/^-(?:\s|$)/.test(block.text)) this.addItem(block);
    else if (/^(?:---|\.\.\.)/.test(block.text)) this.endDocument();
    else this.addKeys(block);
  }

  /** @throws NotReadable if there was no document */
  end(): void {
    this.endDocument();
    if (this.documents === 0) throw new NotReadable("expected YAML, found no data");
  }

  private endDocument(): void {
    this.flush();
    if (this.outline === undefined) return;
    this.documents += 1;
    if (!Array.isArray(this.outline) && this.target.isEntry(this.outline)) {
      this.target.onEntries("", [this.outline]);
      this.outline = [];
    }
    this.target.onDocument(this.outline);
    this.outline = undefined;
  }

  private addItem(block: Block): void {
    if (this.outline === undefined) {
      this.outline = [];
      this.list = "";
    }
    this.items.push(block);
    if (this.items.length === BATCH) this.flush();
  }

  /** A key of a mapping. A key for the second time begins the next of several pages in one file. */
  private addKeys(block: Block): void {
    this.flush();
    const value = parsed([block]);
    if (!isMapping(value)) throw new NotReadable(`expected a key or a list entry on line ${block.line}, found neither`);
    const keys = Object.keys(value);
    if (Array.isArray(this.outline) || keys.some((key) => this.outline !== undefined && key in this.outline))
      this.endDocument();
    const outline = this.outline ?? {};
    for (const [key, each] of Object.entries(value)) {
      const isList = LISTS.includes(key);
      this.list = key;
      if (isList && Array.isArray(each)) this.target.onEntries(key, each);
      (outline as Record<string, unknown>)[key] = isList && (each === null || Array.isArray(each)) ? [] : each;
    }
    this.outline = outline;
  }

  private flush(): void {
    if (this.items.length === 0) return;
    const value = parsed(this.items);
    this.items = [];
    if (!Array.isArray(value)) return;
    if (this.list === "" || LISTS.includes(this.list)) this.target.onEntries(this.list, value);
    else if (isMapping(this.outline)) {
      const earlier = this.outline[this.list];
      this.outline[this.list] = [...(Array.isArray(earlier) ? (earlier as unknown[]) : []), ...(value as unknown[])];
    }
  }
}

function parsed(blocks: readonly Block[]): unknown {
  const lines = new LineCounter();
  const document = parseDocument(blocks.map(({ text }) => text).join(""), {
    schema: "failsafe",
    prettyErrors: false,
    lineCounter: lines,
    logLevel: "silent",
  });
  const first = blocks[0]?.line ?? 1;
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = first + lines.linePos(fault.pos[0]).line - 1;
    throw new NotReadable(`expected YAML, found an error on line ${line}: ${fault.message}`);
  }
  try {
    return typed(document.toJS(), "");
  } catch (cause) {
    // Aliases that have no anchor, or expand without end.
    throw new NotReadable(
      `expected YAML, found an error in the document that starts on line ${first}: ${(cause as Error).message}`,
    );
  }
}

/** Numbers and nulls instead of their text. */
function typed(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((each) => (typeof each === "string" ? each : typed(each, "")));
  if (isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typed(each, name)]));
  if (value === "null" || value === "~" || value === "") return null;
  const isNumber = typeof value === "string" && NUMBERS.has(camelCase(key));
  return isNumber && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
