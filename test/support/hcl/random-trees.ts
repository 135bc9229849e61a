import { type BlockShape, type BodyShape, type ProviderShapes } from "../../../src/hcl/schema";
import { type Json, type JsonObject } from "../../../src/hcl/value";
import { type Random } from "./random";
import { escaped, literal, randomExpression, randomLiteral, randomText, randomValue } from "./random-values";

/** A body in Terraform's JSON, and what an independent parser shall say of its HCL: all blocks in lists. */
interface Pair {
  readonly json: Record<string, Json>;
  readonly parsed: Record<string, Json>;
}

interface RandomConfiguration {
  readonly document: JsonObject;
  readonly parsed: Json;
  readonly shapes: ProviderShapes;
}

const ATTRIBUTES = ["name", "policy", "tags", "count", "a_rather_long_name", "zone", "id", "kind", "size"];
const BLOCKS = ["settings", "rule", "condition", "timeouts"];

/** A configuration of so many trees, each a block of the root with a random body. */
export function randomConfiguration(random: Random, trees: number): RandomConfiguration {
  const shapes = new Map<string, BodyShape>();
  const json: Record<string, Record<string, Record<string, Json>>> = { resource: {}, data: {} };
  const parsed: Record<string, Record<string, Record<string, Json>>> = { resource: {}, data: {} };
  const locals: { json: Json[]; parsed: Json[] } = { json: [], parsed: [] };
  const variables: Pair = { json: {}, parsed: {} };
  const removed: { json: Json[]; parsed: Json[] } = { json: [], parsed: [] };
  for (let index = 0; index < trees; index += 1) {
    const type = `type_${index}`;
    switch (random.below(10)) {
      case 0: {
        const body = attributes(random);
        locals.json.push(body.json);
        locals.parsed.push(body.parsed);
        break;
      }
      case 1: {
        const body = variable(random);
        variables.json[type] = body.json;
        variables.parsed[type] = [body.parsed];
        break;
      }
      case 2: {
        const body = removal(type);
        removed.json.push(body.json);
        removed.parsed.push(body.parsed);
        break;
      }
      default: {
        const kind = random.pick(["resource", "resource", "data"]);
        const shape = randomShape(random, 2);
        shapes.set(type, shape);
        const made = withMetaArguments(random, randomBody(random, shape));
        (json[kind] ??= {})[type] = { main: made.json };
        (parsed[kind] ??= {})[type] = { main: [made.parsed] };
      }
    }
  }
  const shapeOf = (type: string) => shapes.get(type);
  return {
    document: { ...json, locals: locals.json, variable: variables.json, removed: removed.json },
    parsed: { ...parsed, locals: locals.parsed, variable: variables.parsed, removed: removed.parsed },
    shapes: { resource: shapeOf, data: shapeOf },
  };
}

function randomShape(random: Random, depth: number): BodyShape {
  if (depth === 0) return {};
  const blocks = random.list(2, (): [string, BlockShape] => {
    return [random.pick(BLOCKS), { labels: 0, body: randomShape(random, depth - 1) }];
  });
  return { blocks: Object.fromEntries(blocks) };
}

function randomBody(random: Random, shape: BodyShape): Pair {
  const body = attributes(random);
  for (const [name, block] of Object.entries(shape.blocks ?? {})) {
    if (typeof block.body === "function") continue;
    const inner = block.body;
    const bodies = Array.from({ length: random.below(3) }, () => randomBody(random, inner));
    const [first] = bodies;
    if (random.chance(0.2)) {
      const content = randomBody(random, inner);
      body.json["dynamic"] = { [name]: { for_each: "${var.each}", content: content.json } };
      body.parsed["dynamic"] = { [name]: [{ for_each: "${var.each}", content: [content.parsed] }] };
    } else if (first !== undefined) {
      body.json[name] = bodies.length === 1 && random.chance(0.5) ? first.json : bodies.map(({ json }) => json);
      body.parsed[name] = bodies.map(({ parsed }) => parsed);
    } else {
      body.json[name] = random.pick([[], null]);
    }
  }
  return body;
}

function attributes(random: Random): Pair {
  const values = random.list(5, (): [string, Json] => [random.pick(ATTRIBUTES), randomValue(random)]);
  const json = Object.fromEntries(values);
  return { json: { ...json, "//": { ignored: true } }, parsed: { ...json } };
}

function withMetaArguments(random: Random, { json, parsed }: Pair): Pair {
  const lifecycle = { prevent_destroy: random.chance(0.5), ignore_changes: ["tags", 'map["a b"]'] };
  const check = { condition: `\${${randomExpression(random)}}`, error_message: escaped(randomText(random)) };
  return {
    json: {
      ...json,
      lifecycle: { ...lifecycle, precondition: [check] },
      depends_on: ["aws_x.y", "module.z"],
      provider: "aws.west",
    },
    parsed: {
      ...parsed,
      lifecycle: [{ ...lifecycle, ignore_changes: ["${tags}", '${map["a b"]}'], precondition: [check] }],
      depends_on: ["${aws_x.y}", "${module.z}"],
      provider: "${aws.west}",
    },
  };
}

function variable(random: Random): Pair {
  const common = { nullable: random.chance(0.5), sensitive: random.chance(0.5) };
  const text = randomText(random);
  const defaultValue = randomLiteral(random);
  return {
    json: { ...common, description: text, default: defaultValue, type: "map(string)" },
    parsed: { ...common, description: literal(text), default: literals(defaultValue), type: "${map(string)}" },
  };
}

/** A literal value as the parser gives it back: as templates' source. */
export function literals(value: Json): Json {
  if (typeof value === "string") return literal(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => literals(item));
  const entries = Object.entries(value as Record<string, Json>);
  return Object.fromEntries(entries.map(([key, item]) => [literal(key), literals(item)]));
}

function removal(type: string): Pair {
  return {
    json: { from: `aws_x.${type}`, lifecycle: { destroy: false } },
    parsed: { from: `\${aws_x.${type}}`, lifecycle: [{ destroy: false }] },
  };
}
