import { type BlockShape, type BodyShape, type ProviderShapes } from "./schema";

const CONDITION: BlockShape = { labels: 0, body: { first: ["condition", "error_message"], compact: true } };

const CONNECTION: BlockShape = { labels: 0, body: { first: ["type"] } };

const PROVISIONER: BlockShape = {
  labels: 1,
  body: { blocks: { connection: CONNECTION }, attributes: { when: "code", on_failure: "code" } },
};

const LIFECYCLE: BlockShape = {
  labels: 0,
  body: {
    blocks: { precondition: CONDITION, postcondition: CONDITION },
    attributes: { ignore_changes: "code", replace_triggered_by: "code" },
  },
};

const META_BLOCKS = { lifecycle: LIFECYCLE, connection: CONNECTION, provisioner: PROVISIONER };
const TRAILING = ["connection", "provisioner", "tags", "tags_all", "timeouts", "depends_on", "lifecycle"];

/**
 * Terraform's own grammar: every block type of a configuration file.
 * @param providers shapes of what providers define
 * @see https://developer.hashicorp.com/terraform/language
 */
export function terraformShape(providers: ProviderShapes = {}): BodyShape {
  const data = resourceShape(providers.data);
  return {
    blocks: {
      terraform: TERRAFORM,
      provider: { labels: 1, body: ([name = ""]) => providerBody(providers.provider?.(name)) },
      variable: { labels: 1, body: VARIABLE },
      locals: { labels: 0, body: { inOrder: true, listsOverLines: true } },
      data,
      ephemeral: resourceShape(providers.ephemeral),
      resource: resourceShape(providers.resource),
      module: { labels: 1, body: MODULE },
      output: { labels: 1, body: OUTPUT },
      moved: { labels: 0, body: { reading: "code", first: ["from", "to"], compact: true } },
      import: {
        labels: 0,
        body: {
          attributes: { to: "code", provider: "code" },
          leading: [["for_each", "provider"]],
          first: ["to", "id"],
        },
      },
      removed: {
        labels: 0,
        body: {
          blocks: { lifecycle: LIFECYCLE, connection: CONNECTION, provisioner: PROVISIONER },
          attributes: { from: "code" },
        },
      },
      check: { labels: 1, body: { blocks: { data, assert: CONDITION } } },
    },
  };
}

const WORKSPACES: BlockShape = { labels: 0, body: { reading: "literal" } };

const TERRAFORM: BlockShape = {
  labels: 0,
  body: {
    blocks: {
      required_providers: {
        labels: 0,
        body: { reading: "requirement", compact: true },
      },
      backend: { labels: 1, body: { blocks: { workspaces: WORKSPACES }, reading: "literal" } },
      cloud: { labels: 0, body: { blocks: { workspaces: WORKSPACES }, reading: "literal" } },
      provider_meta: { labels: 1, body: {} },
    },
    attributes: { experiments: "code" },
    reading: "literal",
    first: ["required_version", "required_providers", "backend", "cloud"],
  },
};

const VARIABLE: BodyShape = {
  blocks: { validation: CONDITION },
  attributes: { type: "code" },
  reading: "literal",
  first: ["description", "type", "default", "nullable", "sensitive", "ephemeral", "validation"],
  compact: true,
};

const OUTPUT: BodyShape = {
  blocks: { precondition: CONDITION },
  attributes: { description: "literal", depends_on: "code" },
  first: ["description", "value", "sensitive", "ephemeral"],
  trailing: ["depends_on"],
  compact: true,
};

const MODULE: BodyShape = {
  attributes: { source: "literal", version: "literal", providers: "code", depends_on: "code" },
  leading: [
    ["source", "version"],
    ["count", "for_each", "providers"],
  ],
  first: ["name"],
  trailing: ["tags", "depends_on"],
};

function providerBody(shape: BodyShape = { inferBlocks: true }): BodyShape {
  return {
    ...shape,
    attributes: { ...shape.attributes, alias: "literal", version: "literal" },
    first: ["alias", "region"],
  };
}

function resourceShape(shapeOf: ((type: string) => BodyShape | undefined) | undefined): BlockShape {
  return {
    labels: 2,
    body: ([type = ""]) => {
      const shape = shapeOf?.(type) ?? { inferBlocks: true };
      return {
        ...shape,
        blocks: { ...shape.blocks, ...META_BLOCKS },
        attributes: { ...shape.attributes, provider: "code", depends_on: "code" },
        leading: [["count", "for_each", "provider"]],
        // Attributes that name a thing or what it belongs to.
        first: ["name", "repository", "repository_name", "role"],
        trailing: TRAILING,
      };
    },
  };
}

/** `dynamic` blocks in a body. Their content has the shape of the blocks that they generate. */
export function dynamicShape(body: BodyShape): BlockShape {
  return {
    labels: 1,
    body: ([type = ""]) => {
      const made = body.blocks?.[type];
      const content = made === undefined ? { inferBlocks: true } : bodyOf(made, []);
      return {
        blocks: { content: { labels: 0, body: content } },
        attributes: { iterator: "code" },
        first: ["for_each", "iterator", "labels", "content"],
      };
    },
  };
}

/** The body of a block with these labels. */
export function bodyOf({ body }: BlockShape, labels: readonly string[]): BodyShape {
  return typeof body === "function" ? body(labels) : body;
}
