import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type LocatedProblem } from "./problems";
import { readFile } from "./source/read-file";
import { type SourceDocument } from "./source/source";

export interface LocatedFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly LocatedProblem[];
}

const DATA_FILE = /\.(ya?ml|json)$/;

/** Reads files and calls them by their path from the project's folder, the same on every machine. */
export class FileReader {
  /** @param root the project's folder */
  constructor(private readonly root: string) {}

  nameOf(path: string): string {
    return relative(this.root, path).split(sep).join("/");
  }

  exists(path: string): boolean {
    return existsSync(path);
  }

  isFolder(path: string): boolean {
    return existsSync(path) && statSync(path).isDirectory();
  }

  read(path: string): LocatedFile {
    const file = this.nameOf(path);
    const { documents, faults } = readFile(path, file);
    return {
      documents,
      faults: faults.map((fault) => ({ file, severity: "error", rule: "file/syntax", ...fault })),
    };
  }

  /** YAML and JSON files of a folder and the folders in it, in a fixed order; names that begin with a dot are passed over. */
  dataFiles(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory() || (entry.isSymbolicLink() && this.isFolder(path))) return this.dataFiles(path);
        return DATA_FILE.test(entry.name) ? [path] : [];
      });
  }
}
