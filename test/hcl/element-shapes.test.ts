import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { TerraformIterator, TerraformStack, Testing } from "cdktf";
import { printHcl } from "../../src/hcl/print-files";
import { elementShapes } from "../../src/hcl/element-shapes";
import { terraformShape } from "../../src/hcl/grammar";
import { type JsonObject } from "../../src/hcl/value";

function printed(add: (stack: TerraformStack) => void): string {
  const stack = new TerraformStack(Testing.app(), "stack");
  add(stack);
  const shape = terraformShape(elementShapes(stack));
  return printHcl(JSON.parse(Testing.synth(stack)) as JsonObject, { shape });
}

test("blocks of a resource and of a provider are known from the element", () => {
  const text = printed((stack) => {
    new AwsProvider(stack, "aws", { defaultTags: [{ tags: { a: "b" } }], endpoints: [{ ecr: "http://x" }] });
    new EcrRepository(stack, "r", {
      name: "r",
      imageScanningConfiguration: { scanOnPush: false },
      timeouts: { delete: "1m" },
      tags: { a: "b" },
    });
  });
  expect(text).toContain("  image_scanning_configuration {\n    scan_on_push = false\n  }");
  expect(text).toContain('  timeouts {\n    delete = "1m"\n  }');
  expect(text).toContain('  default_tags {\n    tags = {\n      a = "b"\n    }\n  }');
  expect(text).toContain('  endpoints {\n    ecr = "http://x"\n  }');
  expect(text).toContain('  tags = {\n    a = "b"\n  }');
});

test("a list of objects that the provider takes as an attribute is one", () => {
  const text = printed((stack) => {
    new SecurityGroup(stack, "g", { ingress: [{ fromPort: 1, toPort: 2, protocol: "tcp" }] });
  });
  expect(text).toContain("  ingress = [\n    {\n      cidr_blocks");
});

test("a block made over a list is dynamic", () => {
  const text = printed((stack) => {
    const each = TerraformIterator.fromList(["AES256"]);
    new EcrRepository(stack, "r", {
      name: "r",
      encryptionConfiguration: each.dynamic({ encryption_type: each.value }),
    });
  });
  expect(text).toContain(`  dynamic "encryption_configuration" {
    for_each = toset(["AES256"])
    iterator = each

    content {
      encryption_type = each.value
    }
  }`);
});

test("what an override adds is guessed", () => {
  const text = printed((stack) => {
    const repository = new EcrRepository(stack, "r", { name: "r" });
    repository.addOverride("image_tag_mutability_exclusion_filter", [{ filter: "v*", filter_type: "WILDCARD" }]);
    repository.addOverride("future_map", { a: "b" });
  });
  expect(text).toContain('  image_tag_mutability_exclusion_filter {\n    filter      = "v*"');
  expect(text).toContain('  future_map = {\n    a = "b"\n  }');
});

test("a block of one element is one of every element of the type", () => {
  const text = printed((stack) => {
    new EcrRepository(stack, "a", { name: "a", imageScanningConfiguration: { scanOnPush: true } });
    new EcrRepository(stack, "b", { name: "b" }).addOverride("image_scanning_configuration", { scan_on_push: false });
  });
  expect(text.match(/image_scanning_configuration \{/g)).toHaveLength(2);
});
