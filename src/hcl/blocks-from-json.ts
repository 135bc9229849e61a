import { bodyOf, dynamicShape } from "./grammar";
import { type BlockShape, type BodyShape } from "./schema";
import { type Block, type BodyItem } from "./blocks";
import { isJsonObject, isList, valueExpression, type Json, type JsonObject } from "./value";

/**
 * The blocks of a configuration in Terraform's JSON, in reading order.
 * @param shape block types of the configuration, in reading order
 * @throws Error with the place, if Terraform could not read the document either
 */
export function readBlocks(document: JsonObject, shape: BodyShape): Block[] {
  const known = Object.keys(shape.blocks ?? {});
  const names = Object.keys(document).filter((name) => name !== COMMENT && document[name] !== undefined);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`expected a block type (${known.join(", ")}), found ${unknown}`);
  }
  return Object.entries(shape.blocks ?? {}).flatMap(([name, block]) => readBlockType(name, block, document[name], []));
}

/** Terraform ignores properties with this name. */
const COMMENT = "//";

/** Blocks of one type. Labels are nested objects, and a list has several blocks. */
function readBlockType(name: string, shape: BlockShape, json: Json | undefined, labels: readonly string[]): Block[] {
  if (json === undefined || json === null) return [];
  if (isList(json)) return json.flatMap((item) => readBlockType(name, shape, item, labels));
  if (!isJsonObject(json)) {
    throw new Error(`${[name, ...labels].join(".")}: expected an object, found ${JSON.stringify(json)}`);
  }
  if (labels.length < shape.labels) {
    return Object.entries(json).flatMap(([label, inner]) =>
      label === COMMENT ? [] : readBlockType(name, shape, inner, [...labels, label]),
    );
  }
  const body = bodyOf(shape, labels);
  return [
    at([name, ...labels].join("."), () => ({ kind: "block", name, labels, body: readBody(json, body), shape: body })),
  ];
}

function readBody(json: JsonObject, shape: BodyShape): BodyItem[] {
  const items = Object.entries(json).flatMap(([name, value]): BodyItem[] => {
    if (name === COMMENT || value === undefined) return [];
    const block = blockShape(name, value, shape);
    if (block !== undefined) return readBlockType(name, block, value, []);
    const reading = shape.attributes?.[name] ?? shape.reading ?? "template";
    return [{ kind: "attribute", name, value: at(name, () => valueExpression(value, reading)) }];
  });
  return inReadingOrder(items, shape);
}

function blockShape(name: string, value: Json, shape: BodyShape): BlockShape | undefined {
  const known = shape.blocks?.[name];
  if (known !== undefined) return known;
  if (name === "dynamic" && isJsonObject(value) && (shape.inferBlocks === true || shape.blocks !== undefined)) {
    return dynamicShape(shape);
  }
  if (shape.inferBlocks !== true || shape.attributes?.[name] !== undefined) return undefined;
  const objects = isList(value) && value.length > 0 && value.every(isJsonObject);
  return objects || (name === "timeouts" && isJsonObject(value))
    ? { labels: 0, body: { inferBlocks: true } }
    : undefined;
}

function inReadingOrder(items: readonly BodyItem[], shape: BodyShape): BodyItem[] {
  const leading = [...(shape.leading ?? []).flat(), ...(shape.first ?? [])];
  const trailing = shape.trailing ?? [];
  const ranks = new Map<BodyItem, number>();
  for (const item of items) {
    const early = leading.indexOf(item.name);
    const late = trailing.indexOf(item.name);
    const middle = leading.length + (item.kind === "attribute" ? 0 : 1);
    ranks.set(item, late >= 0 ? leading.length + 2 + late : early >= 0 ? early : middle);
  }
  return [...items].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

function at<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
