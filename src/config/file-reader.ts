import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { Boundary } from "./boundary";
import { brokenLink } from "./broken-link";
import { type LocatedProblem } from "./problems";
import { readFile, readText } from "./source/read-file";
import { type Place, type SourceDocument } from "./source/source";

export interface LocatedFile {
  readonly documents: readonly SourceDocument[];
  readonly faults: readonly LocatedProblem[];
}

const DATA_FILE = /\.(ya?ml|json)$/;

/** Whether a file has the extension of a YAML or JSON file, which is required of files that are read. */
export function isDataFile(path: string): boolean {
  return DATA_FILE.test(path);
}

/** Reads files, and names them by their path relative to the project's folder, the same on every machine. */
export class FileReader {
  /** Links that `dataFiles` did not follow, and why. */
  private readonly notFollowed = new Map<string, string>();
  private known: Boundary | undefined;

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

  /** The folder of a file in which a value is written, where relative paths in the value begin. */
  folderOf({ file }: Pick<Place, "file">): string {
    return dirname(join(this.root, file));
  }

  /** The folder that the project's files must be in. */
  get boundary(): Boundary {
    this.known ??= new Boundary(this.root);
    return this.known;
  }

  exists(path: string): boolean {
    return this.unwritten.has(path) || existsSync(path);
  }

  /**
   * A file's text.
   * @throws Error if it does not exist
   */
  text(path: string): string {
    return this.unwritten.get(path) ?? readFileSync(path, "utf8");
  }

  /** Size of a file in bytes; `undefined` if there is none. */
  sizeOf(path: string): number | undefined {
    const text = this.unwritten.get(path);
    if (text !== undefined) return Buffer.byteLength(text);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats.size : undefined;
  }

  /** The first bytes of an existing file, or all of a shorter one. */
  startOf(path: string, bytes: number): Uint8Array {
    const text = this.unwritten.get(path);
    if (text !== undefined) return Buffer.from(text).subarray(0, bytes);
    const file = openSync(path, "r");
    try {
      const start = Buffer.alloc(bytes);
      return start.subarray(0, readSync(file, start, 0, bytes, 0));
    } finally {
      closeSync(file);
    }
  }

  isFolder(path: string): boolean {
    return this.unwrittenIn(path).length > 0 || (existsSync(path) && statSync(path).isDirectory());
  }

  read(path: string): LocatedFile {
    const file = this.nameOf(path);
    const text = this.unwritten.get(path);
    const fault = this.notFollowed.get(path) ?? this.linkFault(path);
    const { documents, faults } =
      text !== undefined
        ? readText(file, text)
        : fault === undefined
          ? readFile(path, file)
          : { documents: [], faults: [{ line: 1, column: 1, message: fault }] };
    return {
      documents,
      faults: faults.map((fault) => ({ file, severity: "error", rule: "file/syntax", ...fault })),
    };
  }

  /**
   * YAML and JSON files of a folder and its subfolders, sorted. Names that begin with a dot are skipped. Links that lead nowhere,
   * out of the project, or back to a parent folder are included, so that reading reports them.
   */
  dataFiles(folder: string): string[] {
    const found = this.filesOnDisk(folder).filter((path) => isDataFile(path) || !this.isReadable(path));
    return [...found, ...this.unwrittenIn(folder).filter((path) => isDataFile(path) && !found.includes(path))];
  }

  /** All files of a folder and its subfolders, sorted. Names that start with a dot and broken links are skipped. */
  filesIn(folder: string): string[] {
    const found = this.filesOnDisk(folder).filter((path) => this.isReadable(path));
    return [...found, ...this.unwrittenIn(folder).filter((path) => !found.includes(path))];
  }

  private linkFault(path: string): string | undefined {
    return this.boundary.leadsOut(path) ? `expected a file or a folder, ${this.boundary.linkOut}` : undefined;
  }

  private isReadable(path: string): boolean {
    return brokenLink(path) === undefined && !this.notFollowed.has(path);
  }

  private unwrittenIn(folder: string): string[] {
    return [...this.unwritten.keys()].filter((path) => path.startsWith(`${folder}${sep}`));
  }

  private filesOnDisk(folder: string): string[] {
    return existsSync(folder) ? this.filesBelow(folder, [realpathSync(folder)]) : [];
  }

  /** @param around real paths of the folder and of those around it */
  private filesBelow(folder: string, around: readonly string[]): string[] {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (brokenLink(path) !== undefined) return [path];
        if (!entry.isDirectory() && !(entry.isSymbolicLink() && this.isFolder(path))) return [path];
        const real = realpathSync(path);
        const fault = this.linkFault(path);
        if (fault !== undefined) {
          this.notFollowed.set(path, fault);
          return [path];
        }
        if (!around.includes(real)) return this.filesBelow(path, [...around, real]);
        this.notFollowed.set(
          path,
          "expected a file or a folder, found a link that leads back to a parent folder. Delete the link",
        );
        return [path];
      });
  }
}
