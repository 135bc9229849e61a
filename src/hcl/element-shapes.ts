import { TerraformElement } from "cdktf";
import { type Construct } from "constructs";
import { type BlockShape, type BodyShape, type ProviderShapes } from "./schema";

/**
 * Which attributes of each type in a stack are blocks. An element reports only the attributes that it sets, so all elements
 * of a type are combined. Their values are not used: they lack falsy ones and contain tokens.
 */
export function elementShapes(stack: Construct): ProviderShapes {
  const kinds: Record<string, Map<string, Body>> = {};
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    for (const [kind, types] of Object.entries(asRecord(element.toHclTerraform()))) {
      if (!PROVIDER_KINDS.has(kind)) continue;
      const bodies = (kinds[kind] ??= new Map());
      for (const [type, instances] of Object.entries(asRecord(types))) {
        const body = bodies.get(type) ?? { blocks: {}, attributes: {} };
        bodies.set(type, body);
        // Blocks of providers are in a list; other blocks have a name.
        for (const instance of Object.values(asRecord(instances))) recordSchema(body, asRecord(instance));
      }
    }
  }
  const shapes = (kind: string) => {
    const known = new Map([...(kinds[kind] ?? [])].map(([type, body]) => [type, shapeOf(body)]));
    return (type: string) => known.get(type);
  };
  return {
    resource: shapes("resource"),
    data: shapes("data"),
    ephemeral: shapes("ephemeral"),
    provider: shapes("provider"),
  };
}

const PROVIDER_KINDS = new Set(["resource", "data", "ephemeral", "provider"]);

interface Body {
  readonly blocks: Record<string, Body>;
  readonly attributes: Record<string, "template">;
}

function recordSchema(body: Body, element: Record<string, unknown>): void {
  for (const [name, part] of Object.entries(element)) {
    const { isBlock, is_block: isProvidersBlock = isBlock, value, dynamic } = asRecord(part);
    if (typeof isProvidersBlock !== "boolean") continue;
    const instances = (Array.isArray(value) ? value : [value]).map(asRecord);
    if (isProvidersBlock && !instances.some(hasNull)) {
      const inner = (body.blocks[name] ??= { blocks: {}, attributes: {} });
      if (dynamic === undefined)
        instances.forEach((instance) => {
          recordSchema(inner, instance);
        });
    } else {
      body.attributes[name] = "template";
    }
  }
}

/**
 * cdktf also reports a list of objects as a block if the provider defines it as an attribute. Terraform requires every
 * attribute of such objects, so cdktf writes null for those that are not set. In blocks it leaves them out.
 */
function hasNull(instance: Record<string, unknown>): boolean {
  return Object.values(instance).some((part) => asRecord(part)["value"] === null);
}

/** The shape of overrides is unknown, because they bypass the element. It is guessed. */
function shapeOf({ blocks, attributes }: Body): BodyShape {
  const shapes = Object.entries(blocks).map(([name, body]): [string, BlockShape] => [
    name,
    { labels: 0, body: shapeOf(body) },
  ]);
  return { blocks: Object.fromEntries(shapes), attributes, inferBlocks: true };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
