import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** A pattern of the project, and where it comes from. */
export interface FoundPattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const ROOT = join(__dirname, "../..");
const FOLDERS = ["bench", "modules", "src", "stacks"];

function sources(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|cjs)$/.test(name))
      .map((name) => join(ROOT, folder, name)),
  );
}

/** Every pattern that the sources write as a literal. */
export function literalPatterns(): FoundPattern[] {
  return sources().flatMap((path) => {
    const found: FoundPattern[] = [];
    const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        const place = `${relative(ROOT, path)}:${line + 1}`;
        found.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** Every pattern that the sources compose, at the top of a file: lint allows no other place. */
export function composedPatterns(): FoundPattern[] {
  const found: FoundPattern[] = [];
  const Original = globalThis.RegExp;
  const record = (path: string) =>
    new Proxy(Original, {
      construct(target, [pattern, flags]: [string | RegExp, string?]) {
        const made = new target(pattern, flags);
        found.push({ place: relative(ROOT, path), source: made.source, flags: made.flags });
        return made;
      },
    });
  for (const path of sources().filter((path) => /\bnew RegExp\(/.test(readFileSync(path, "utf8")))) {
    const before = found.length;
    globalThis.RegExp = record(path);
    try {
      jest.isolateModules(() => void jest.requireActual(path));
    } finally {
      globalThis.RegExp = Original;
    }
    if (found.length === before) throw new Error(`${path} composes a pattern that was not seen`);
  }
  return found;
}

/** Every pattern in the JSON Schemas, which editors try while people type. */
export function schemaPatterns(): FoundPattern[] {
  const folder = join(ROOT, "environments/schema");
  return readdirSync(folder).flatMap((name) => {
    const found: FoundPattern[] = [];
    JSON.parse(readFileSync(join(folder, name), "utf8"), (key, value: unknown) => {
      if (key === "pattern" && typeof value === "string") found.push({ place: name, source: value, flags: "u" });
      return value;
    });
    return found;
  });
}
