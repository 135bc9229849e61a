import { printHcl } from "../../src/hcl/print-files";
import { terraformShape } from "../../src/hcl/grammar";
import { type BodyShape } from "../../src/hcl/schema";
import { type JsonObject } from "../../src/hcl/value";

const REPOSITORY: BodyShape = {
  blocks: { rule: { labels: 0, body: { blocks: { part: { labels: 0, body: {} } } } } },
};

/** A resource of a known type. */
function resource(body: JsonObject): string {
  return printHcl({ resource: { x: { y: body } } }, { shape: terraformShape({ resource: () => REPOSITORY }) });
}

/** A resource of which nothing is known. */
function unknown(body: JsonObject): string {
  return printHcl({ resource: { x: { y: body } } });
}

test("meta-arguments come first and alone, then the name, tags and lifecycle last", () => {
  const text = resource({
    depends_on: ["aws_iam_role.a", "module.b"],
    lifecycle: { prevent_destroy: false },
    policy: { a: 1 },
    provider: "aws.west",
    size: 1,
    rule: {},
    tags: "${var.tags}",
    name: "n",
    count: 0,
    zone: 2,
  });
  expect(text).toBe(`resource "x" "y" {
  count    = 0
  provider = aws.west

  name = "n"
  size = 1
  zone = 2

  policy = {
    a = 1
  }

  rule {}

  tags = var.tags

  depends_on = [aws_iam_role.a, module.b]

  lifecycle {
    prevent_destroy = false
  }
}
`);
});

test("a list of objects is a block each, an empty list and null are none", () => {
  expect(resource({ rule: [{ a: 1 }, { part: { b: 2 } }] })).toBe(`resource "x" "y" {
  rule {
    a = 1
  }

  rule {
    part {
      b = 2
    }
  }
}
`);
  expect(resource({ rule: [] })).toBe('resource "x" "y" {}\n');
  expect(resource({ rule: null })).toBe('resource "x" "y" {}\n');
});

test("a dynamic block has blocks in its content where the block that it makes has them", () => {
  const rule = { for_each: "${var.rules}", iterator: "it", content: { part: [{ a: "${it.value}" }] } };
  expect(resource({ dynamic: { rule } })).toBe(`resource "x" "y" {
  dynamic "rule" {
    for_each = var.rules
    iterator = it

    content {
      part {
        a = it.value
      }
    }
  }
}
`);
});

test("what a type is not known to have is guessed: lists of objects and timeouts are blocks, objects are not", () => {
  const text = unknown({ a: [{ b: 1 }], c: { d: 1 }, timeouts: { create: "5m" }, e: [1] });
  expect(text).toContain("\n  a {\n    b = 1\n  }\n");
  expect(text).toContain("\n  c = {\n    d = 1\n  }\n");
  expect(text).toContain('\n  timeouts {\n    create = "5m"\n  }\n');
  expect(text).toContain("\n  e = [1]\n");
});

test("references are without quotes", () => {
  const lifecycle = { ignore_changes: ["tags", 'map["a b"]'], replace_triggered_by: ["aws_x.y[each.key].id"] };
  expect(resource({ lifecycle })).toContain('    ignore_changes       = [tags, map["a b"]]');
  expect(resource({ lifecycle })).toContain("    replace_triggered_by = [aws_x.y[each.key].id]");
  expect(resource({ lifecycle: { ignore_changes: "all" } })).toContain("ignore_changes = all");
  expect(resource({ depends_on: ["${aws_x.y}"] })).toContain("depends_on = [aws_x.y]");
});

test("conditions are blocks in the lifecycle", () => {
  const lifecycle = {
    precondition: [{ error_message: "No ${var.a}.", condition: "${var.a != null}" }],
    postcondition: [{ error_message: "No.", condition: "${self.id != null}" }],
  };
  expect(resource({ lifecycle })).toContain(`  lifecycle {
    precondition {
      condition     = var.a != null
      error_message = "No \${var.a}."
    }

    postcondition {
      condition     = self.id != null
      error_message = "No."
    }
  }`);
});

test("provisioners have a label and their connection", () => {
  const provisioner = [{ "local-exec": { command: "true", when: "destroy", connection: { host: "h", type: "ssh" } } }];
  expect(resource({ provisioner })).toContain(`  provisioner "local-exec" {
    command = "true"
    when    = destroy

    connection {
      type = "ssh"
      host = "h"
    }
  }`);
});

test("notes named // are left out at every level of a body, and kept as keys of an object", () => {
  const text = printHcl({ "//": "n", resource: { "//": "n", x: { "//": "n", y: { "//": "n", map: { "//": 1 } } } } });
  expect(text).toBe('resource "x" "y" {\n  map = {\n    "//" = 1\n  }\n}\n');
});

test("a property that is no block type is refused, with those that are", () => {
  expect(() => printHcl({ resources: {} })).toThrow(
    /^expected a block type \(terraform, provider, variable, .*, check\), found resources$/,
  );
});

test("text in place of a block is refused, with its place", () => {
  expect(() => printHcl({ resource: { x: "y" } })).toThrow('resource.x: expected an object, found "y"');
  expect(() => resource({ rule: 1 })).toThrow("resource.x.y: rule: expected an object, found 1");
});
