import { mergeLayers } from "../../../src/config/extends/merge";
import { MergedDocument } from "../../../src/config/extends/merged-document";
import { readText } from "../../../src/config/source/read-file";
import { type SourceDocument } from "../../../src/config/source/source";
import { stringify } from "yaml";
import { Random } from "../../support/hcl/random";

test.each<[string, unknown[], unknown]>([
  ["mappings merge", [{ a: 1, b: { c: 2 } }, { b: { d: 3 } }], { a: 1, b: { c: 2, d: 3 } }],
  ["lists replace", [{ a: [1, 2] }, { a: [3] }], { a: [3] }],
  [
    "null removes",
    [
      { a: 1, b: { c: 2, d: 3 } },
      { a: null, b: { c: null } },
    ],
    { b: { d: 3 } },
  ],
  ["a mapping replaces a value", [{ a: 1 }, { a: { b: 2 } }], { a: { b: 2 } }],
  ["a value replaces a mapping", [{ a: { b: 2 } }, { a: 1 }], { a: 1 }],
  ["what was removed can be set again", [{ a: { b: 1 } }, { a: null }, { a: { c: 2 } }], { a: { c: 2 } }],
  ["null in a list stays", [{ a: [null, { b: null }] }], { a: [null, { b: null }] }],
  ["names of object methods are keys", [{ constructor: null, toString: 1 }], { toString: 1 }],
])("%s", (_, layers, data) => {
  expect(mergeLayers(layers).data).toEqual(data);
});

test("a null that removes nothing is told with its layer", () => {
  expect(
    mergeLayers([
      { a: null, b: 1 },
      { b: null, c: { d: null } },
    ]).idleNulls,
  ).toEqual([
    { layer: 0, at: ["a"] },
    { layer: 1, at: ["c", "d"] },
  ]);
});

/** A value of a random tree. Texts, also those in lists, name the layer that sets them. */
type Tree = { [key: string]: Tree } | string | null | string[];

function randomTree(random: Random, layer: number, depth: number): Tree {
  const kind = random.below(depth === 0 ? 3 : 6);
  if (kind === 0) return null;
  if (kind === 1) return [`layer ${layer}`, `${random.below(9)}`];
  if (kind === 2) return `layer ${layer}, ${random.below(9)}`;
  return randomMapping(random, layer, depth);
}

function randomMapping(random: Random, layer: number, depth: number): Readonly<Record<string, Tree>> {
  const keys = ["a", "b", "c", "d"].filter(() => random.chance(0.6));
  return Object.fromEntries(keys.map((key) => [key, randomTree(random, layer, depth - 1)]));
}

/** The reference: each path of every layer is applied to a flat list of paths, one after the other. */
function referenceMerge(layers: readonly Readonly<Record<string, Tree>>[]): Map<string, Tree> {
  const flat = new Map<string, Tree>([["", {}]]);
  const remove = (path: string): void => {
    for (const key of [...flat.keys()]) if (key === path || key.startsWith(`${path}/`)) flat.delete(key);
  };
  const apply = (path: string, value: Tree): void => {
    const isTree = typeof value === "object" && value !== null && !Array.isArray(value);
    const known = flat.get(path);
    const wasTree = typeof known === "object" && known !== null && !Array.isArray(known);
    if (!isTree || !wasTree) remove(path);
    if (value === null) return;
    flat.set(path, isTree ? {} : value);
    if (isTree) for (const [key, part] of Object.entries(value)) apply(`${path}/${key}`, part);
  };
  for (const layer of layers) for (const [key, part] of Object.entries(layer)) apply(`/${key}`, part);
  return flat;
}

function flatten(value: unknown, path = ""): [string, Tree][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value as Tree]];
  return [[path, {}], ...Object.entries(value).flatMap(([key, part]) => flatten(part, `${path}/${key}`))];
}

function documentOf(file: string, data: unknown): SourceDocument {
  const text = file.endsWith(".json") ? JSON.stringify(data, undefined, 2) : stringify(data);
  const [document] = readText(file, text).documents;
  if (document === undefined) throw new Error(`${file} cannot be read`);
  return document;
}

test("random trees merge as the reference does, and each value has its own file, line and column", () => {
  const random = new Random(20260728);
  let values = 0;
  for (let run = 0; run < 400; run += 1) {
    const layers = Array.from({ length: 1 + random.below(4) }, (_, layer) => randomMapping(random, layer, 4));
    const expected = referenceMerge(layers);
    const documents = layers.map((data, layer) => documentOf(`layer ${layer}.${random.pick(["yaml", "json"])}`, data));
    const own = documents.at(-1);
    if (own === undefined) throw new Error("no layers");
    const merged = new MergedDocument(documents, own);
    expect(new Map(flatten(merged.data))).toEqual(expected);
    for (const [path, value] of expected) {
      const at = path.split("/").slice(1);
      const [text] = Array.isArray(value) ? value : [value];
      if (typeof text !== "string") continue;
      values += 1;
      const layer = Number(/layer (\d)/.exec(text)?.[1]);
      expect(merged.positionOf(at)).toEqual(documents[layer]?.positionOf(at));
      expect(merged.positionOfKey(at)).toEqual(documents[layer]?.positionOfKey(at));
    }
  }
  expect(values).toBeGreaterThan(1000);
});

test("a setting that nothing sets is at its parent, and one that was removed is at the null", () => {
  const base = documentOf("base.yaml", { a: { b: 1, c: 2 }, d: 3 });
  const own = documentOf("own.yaml", { x: 1, d: null });
  const merged = new MergedDocument([base, own], own);
  expect(merged.positionOf(["a", "missing"])).toEqual({ file: "base.yaml", line: 2, column: 3 });
  expect(merged.positionOf(["missing"])).toEqual({ file: "own.yaml", line: 1, column: 1 });
  expect(merged.positionOf(["d"])).toEqual({ file: "own.yaml", line: 2, column: 4 });
});
