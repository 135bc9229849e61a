import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { jsonSchemas } from "../../../src/config/json-schema";

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly then?: Schema;
  readonly else?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Documents in AWS's own format, which are not settings of this project. */
const DOCUMENTS: ReadonlySet<string> = new Set(["RepositoryPolicy", "RegistryPolicy", "Argument"]);

/** Called for each place where a property may be. A property that may be in several places, with one description, is one setting. */
type Visit = (setting: string, value: unknown) => void;

/** Settings of environments and repositories that no file of a project has. */
export function unusedSettings(project: string): string[] {
  const data = readAll(join(project, "environments"));
  const all = new Set<string>();
  const used = new Set<string>();
  for (const [name, text] of Object.entries(jsonSchemas())) {
    // The base of an environment has the same settings, and accepts null for each.
    if (name.startsWith("base.")) continue;
    const schema = JSON.parse(text) as Schema;
    for (const document of [{}, ...data]) {
      walk(schema, schema, document, (setting, value) => {
        all.add(setting);
        if (value !== undefined) used.add(setting);
      });
    }
  }
  const unused = [...all].filter((setting) => !used.has(setting)).map((setting) => setting.split(" ")[0] ?? "");
  // Editors read it; this project does not.
  return unused.filter((name) => name !== "$schema");
}

function readAll(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:yaml|json)$/.test(name))
    .flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), "utf8")).map((each) => each.toJS() as unknown),
    );
}

function walk(schema: Schema, root: Schema, value: unknown, visit: Visit, seen: readonly string[] = []): void {
  const { $ref, anyOf = [], properties = {}, items, additionalProperties } = schema;
  const name = $ref?.split("/").at(-1);
  if (name !== undefined) {
    if (DOCUMENTS.has(name) || seen.includes(name)) return;
    walk(root.$defs?.[name] ?? {}, root, value, visit, [...seen, name]);
  }
  for (const choice of [...anyOf, schema.then, schema.else])
    if (choice !== undefined) walk(choice, root, value, visit, seen);
  for (const [key, property] of Object.entries(properties)) {
    const part = isMapping(value) ? value[key] : undefined;
    visit(`${key} ${property.description ?? ""}`, part);
    walk(property, root, part, visit, seen);
  }
  if (items !== undefined)
    for (const part of Array.isArray(value) ? value : [undefined]) walk(items, root, part, visit, seen);
  if (typeof additionalProperties === "object") {
    for (const part of isMapping(value) ? Object.values(value) : [undefined]) {
      walk(additionalProperties, root, part, visit, seen);
    }
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
