import { isAbsolute, resolve } from "node:path";
import { error, prefixed, quoteValue, warning, type Path, type Problem } from "../../domain/problems/problem";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { brokenLink } from "../broken-link";
import { isDataFile, type FileReader } from "../file-reader";
import { located, type LocatedProblem } from "../problems";
import { realPath } from "../real-path";
import { extendsSchema } from "../schema/environment-schema";
import { type SourceDocument } from "../source/source";
import { hasPath } from "./merge";
import { isMapping } from "../../domain/problems/mapping";
import { EXTENDS, MergedDocument } from "./merged-document";

/** More files than any project needs; base files that extend each other in diamonds multiply. */
const MOST_FILES = 100;

const RULE = "environment/extends";

/** A file and everything that it extends. */
export interface Extended {
  /** The file merged over its bases. @default - a base cannot be read */
  readonly document?: SourceDocument;
  /** Absolute paths of the base files. */
  readonly bases: readonly string[];
  readonly problems: readonly LocatedProblem[];
}

/**
 * Merges a file over the files that it names under `extends`, and they over theirs. Later files win over earlier ones, and
 * the file itself wins over all.
 * @param path absolute path of the file
 */
export function readExtended(document: SourceDocument, path: string, reader: FileReader): Extended {
  if (!hasPath(document.data, [EXTENDS])) return { document, bases: [], problems: [] };
  const bases = new Bases(reader);
  bases.add(document, path, []);
  const files = [...bases.files];
  if (bases.problems.length > 0) return { bases: files, problems: bases.problems };
  const merged = new MergedDocument(bases.layers, document);
  return { document: merged, bases: files, problems: nullProblems(merged) };
}

/** A file on the way from the environment's own to the one that is read. */
interface Extending {
  readonly realPath: string;
  readonly file: string;
}

class Bases {
  readonly layers: SourceDocument[] = [];
  readonly files = new Set<string>();
  readonly problems: LocatedProblem[] = [];

  constructor(private readonly reader: FileReader) {}

  /** Adds a document after the documents that it extends. */
  add(document: SourceDocument, path: string, above: readonly Extending[]): void {
    const chain = [...above, { realPath: realPath(".", path), file: document.file }];
    for (const { at, base } of this.basesOf(document))
      this.addBase(document, at, resolve(path, "..", base), base, chain);
    this.layers.push(document);
  }

  private basesOf(document: SourceDocument): { readonly at: Path; readonly base: string }[] {
    if (!hasPath(document.data, [EXTENDS])) return [];
    const written = parse("environment", extendsSchema, valueAt(document.data, [EXTENDS]));
    if (!written.ok) {
      this.report(document, prefixed([EXTENDS], written.problems));
      return [];
    }
    if (typeof written.value === "string") return [{ at: [EXTENDS], base: written.value }];
    return written.value.map((base, index) => ({ at: [EXTENDS, index], base }));
  }

  private addBase(document: SourceDocument, at: Path, path: string, base: string, chain: readonly Extending[]): void {
    const fault = this.faultOf(path, base) ?? this.circle(path, chain);
    if (fault !== undefined) {
      this.report(document, [error(RULE, at, fault)]);
      return;
    }
    this.files.add(path);
    const { documents, faults } = this.reader.read(path);
    this.problems.push(...faults);
    const [found, second] = documents;
    if (found === undefined) return;
    if (second !== undefined || !isMapping(found.data)) {
      const what = second !== undefined ? "several documents" : Array.isArray(found.data) ? "a list" : "no mapping";
      this.report(document, [
        error(RULE, at, `expected a file with one mapping of settings, found ${what} in ${base}`),
      ]);
    } else if (this.layers.length >= MOST_FILES) {
      this.report(document, [error(RULE, at, `expected at most ${MOST_FILES} base files, found more. Merge some`)]);
    } else this.add(found, path, chain);
  }

  /** What is wrong with the path of a base file. */
  private faultOf(path: string, base: string): string | undefined {
    const { reader } = this;
    const { boundary } = reader;
    if (isAbsolute(base)) return `expected a path relative to this file, found the absolute path ${quoteValue(base)}`;
    if (boundary.isOutside(path)) return `expected a file in ${boundary.name}, found ${quoteValue(base)} outside it`;
    const broken = brokenLink(path);
    if (broken !== undefined) return `expected a file, found ${broken}. Correct the link, or delete it`;
    if (boundary.leadsOut(path)) return `expected a file, ${boundary.linkOut}`;
    if (reader.isFolder(path)) return `expected a file, found the folder ${reader.nameOf(path)}. Name a file in it`;
    if (!reader.exists(path))
      return `the file ${quoteValue(base)} does not exist. Paths are relative to the file that contains extends`;
    if (!isDataFile(path)) return `expected a name that ends in .yaml, .yml or .json, found ${quoteValue(base)}`;
    return undefined;
  }

  private circle(path: string, chain: readonly Extending[]): string | undefined {
    const start = chain.findIndex((file) => file.realPath === realPath(".", path));
    if (start === -1) return undefined;
    const around = [...chain.slice(start), ...chain.slice(start, start + 1)].map(({ file }) => file);
    return `expected no circular extends, found ${around.join(" -> ")}. Remove one of these references`;
  }

  private report(document: SourceDocument, problems: readonly Problem[]): void {
    this.problems.push(...located(document, [], problems));
  }
}

/** Warns of a `null` that removes nothing, which is usually a key whose value was forgotten. */
function nullProblems({ layers, idleNulls }: MergedDocument): LocatedProblem[] {
  const message =
    "null removes a setting that a base file sets, but no base file sets this one. Write a value, or delete the key";
  return idleNulls.flatMap(({ layer, at }) => {
    const document = layers[layer];
    return document === undefined ? [] : located(document, at, [warning("environment/extends-null", [], message)]);
  });
}
