import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type LocatedProblem } from "./problems";
import { readFile, readText } from "./source/read-file";
import { type SourceDocument } from "./source/source";

export interface LocatedFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly LocatedProblem[];
}

const DATA_FILE = /\.(ya?ml|json)$/;

/** Reads files, and names them by their path relative to the project's folder, the same on every machine. */
export class FileReader {
  /**
   * @param root the project's folder
   * @param unwritten texts by absolute path, which replace files that are not written yet
   */
  constructor(
    private readonly root: string,
    private readonly unwritten: ReadonlyMap<string, string> = new Map(),
  ) {}

  nameOf(path: string): string {
    return relative(this.root, path).split(sep).join("/");
  }

  exists(path: string): boolean {
    return this.unwritten.has(path) || existsSync(path);
  }

  isFolder(path: string): boolean {
    return this.unwrittenIn(path).length > 0 || (existsSync(path) && statSync(path).isDirectory());
  }

  read(path: string): LocatedFile {
    const file = this.nameOf(path);
    const text = this.unwritten.get(path);
    const { documents, faults } = text === undefined ? readFile(path, file) : readText(file, text);
    return {
      documents,
      faults: faults.map((fault) => ({ file, severity: "error", rule: "file/syntax", ...fault })),
    };
  }

  /** YAML and JSON files of a folder and its subfolders, sorted. Names that begin with a dot are skipped. */
  dataFiles(folder: string): string[] {
    const found = this.filesOnDisk(folder);
    return [...found, ...this.unwrittenIn(folder).filter((path) => DATA_FILE.test(path) && !found.includes(path))];
  }

  private unwrittenIn(folder: string): string[] {
    return [...this.unwritten.keys()].filter((path) => path.startsWith(`${folder}${sep}`));
  }

  private filesOnDisk(folder: string): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory() || (entry.isSymbolicLink() && this.isFolder(path))) return this.filesOnDisk(path);
        return DATA_FILE.test(entry.name) ? [path] : [];
      });
  }
}
