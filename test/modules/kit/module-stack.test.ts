import { App } from "cdktf";
import { ModuleStack } from "../../../modules/kit/module-stack";

const VERSIONS = {
  terraform: ">= 1.11",
  providers: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
};

function synthesized(build: (stack: ModuleStack) => void): Record<string, unknown> {
  const stack = new ModuleStack(new App(), "test", VERSIONS);
  build(stack);
  return JSON.parse(
    JSON.stringify(stack.toTerraform(), (key, value: unknown) => (key === "//" ? undefined : value)),
  ) as Record<string, unknown>;
}

test("a module has version ranges and neither backend nor provider", () => {
  expect(synthesized(() => undefined)).toEqual({
    terraform: { required_version: ">= 1.11", required_providers: VERSIONS.providers },
  });
});

test("falsy defaults, null and the keys of objects stay as they are", () => {
  const { variable } = synthesized((stack) => {
    for (const [name, value] of Object.entries({ off: false, zero: 0, none: null, keys: { camelCase: "" } })) {
      stack.addVariable(name, { type: "any", description: "A variable.", default: value, nullable: value === null });
    }
    stack.addVariable("required", { type: "string", description: "A variable." });
  });
  const defaults = Object.entries(variable as Record<string, { default?: unknown }>).map(([name, it]) => [
    name,
    "default" in it ? it.default : "no default",
  ]);
  expect(Object.fromEntries(defaults)).toEqual({
    off: false,
    zero: 0,
    none: null,
    keys: { camelCase: "" },
    required: "no default",
  });
});

test("a rule becomes a validation with a sentence as its message", () => {
  const rule = { input: "name", condition: (value: string) => `length(${value}) > 1`, message: "expected two letters" };
  const { variable } = synthesized((stack) => {
    stack.addVariable("name", { type: "string", description: "A name.", rules: [rule] });
  });
  expect(variable).toMatchObject({
    name: {
      nullable: false,
      validation: [{ condition: "${length(var.name) > 1}", error_message: "Expected two letters." }],
    },
  });
});

test("a variable, a local and an output may share a name", () => {
  const document = synthesized((stack) => {
    stack.addVariable("name", { type: "string", description: "A name." });
    stack.addLocal("name", "lower(var.name)");
    stack.addModuleOutput("name", "The name.", "local.name");
  });
  expect(document).toMatchObject({
    variable: { name: { type: "string" } },
    locals: { name: "${lower(var.name)}" },
    output: { name: { description: "The name.", value: "${local.name}" } },
  });
});
