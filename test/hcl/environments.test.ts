import { join } from "node:path";
import { TerraformStack, type App } from "cdktf";
import { type ClusterSettings, type Environment } from "../../src/model/environment";
import { readEnvironments } from "../../src/config/read-environments";
import { printHcl } from "../../src/hcl/print-files";
import { elementShapes } from "../../src/hcl/element-shapes";
import { terraformShape } from "../../src/hcl/grammar";
import { isJsonObject, isList, type Json, type JsonObject } from "../../src/hcl/value";
import { addStacks } from "../../stacks/add-stacks";
import { environment, operator, repository } from "../support/environment";
import { registrySettings } from "../support/registry-settings";
import { synthesize } from "../support/synthesize";
import { parseHcl, withEncodedRead } from "../support/hcl/parse-hcl";
import { terraformFmt } from "../support/hcl/terraform-fmt";

interface StackHcl {
  readonly name: string;
  readonly json: JsonObject;
  readonly hcl: string;
}

const clusters: ClusterSettings[] = [
  { key: "exec", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } },
  { key: "token", eks: "staging", oidcProvider: "create", authentication: { by: "token" } },
];
const roleOwner = operator({ serviceAccountMode: "create", restartOnRoleChange: true, sessionName: "infra-operator" });

/** What the shipped environments do not have: clusters' stacks, retained, removed and released repositories. */
const further = environment({
  operator: roleOwner,
  clusters,
  repositories: [
    repository("team/api", {
      deletionPolicy: "Retain",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: ["v*", "latest*"],
      tags: { Team: "api", "odd key": "a b" },
      repositoryPolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Pull",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:root" },
            Action: ["ecr:BatchGetImage"],
            Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}-*" } },
          },
        ],
      },
    }),
  ],
  registry: registrySettings({ account: "111122223333", region: "eu-west-1" }),
  removed: ["old/api"],
  released: ["old/worker"],
});

const shipped = readEnvironments(join(__dirname, "../.."));
const stacks = [...shipped.map((reading) => reading.environment), further].flatMap(print);

test("there are stacks of all kinds", () => {
  expect(stacks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["local-registry", "production-access", "test-registry", "test-cluster-exec"]),
  );
});

test.each(stacks)("an independent parser reads the values of $name from its HCL", async ({ json, hcl }) => {
  expect(collapsed(await parseHcl(hcl))).toEqual(collapsed(await withEncodedRead(json)));
});

test("`terraform fmt` finds nothing to change in them", () => {
  const texts = stacks.map(({ hcl }) => hcl);
  expect(terraformFmt(texts)).toEqual(texts);
});

test.each(stacks)("$name has blocks where its provider has them, and attributes elsewhere", ({ hcl }) => {
  const blocks = [
    "image_scanning_configuration",
    "image_tag_mutability_exclusion_filter",
    "encryption_configuration",
    "default_tags",
    "metadata",
    "exec",
    "env",
  ];
  expect(hcl).not.toMatch(new RegExp(`^ *(?:${blocks.join("|")}) *=`, "m"));
  expect(hcl).not.toMatch(/^ *(?:tags|annotations|template_annotations) *\{/m);
});

test("a printed stack reads as written by hand", () => {
  expect(stacks.find(({ name }) => name === "test-registry")?.hcl).toMatchSnapshot();
});

function print(declared: Environment | undefined): StackHcl[] {
  if (declared === undefined) throw new Error("an environment is broken");
  const shapes = new Map<string, ReturnType<typeof elementShapes>>();
  const jsons = synthesize((app: App) => {
    addStacks(app, { environment: declared, projectFolder: "../../.." });
    for (const stack of app.node.children.filter((child) => TerraformStack.isStack(child)))
      shapes.set(stack.node.id, elementShapes(stack));
  });
  return Object.entries(jsons).map(([name, document]) => {
    const json = document as unknown as JsonObject;
    return { name, json, hcl: printHcl(json, { shape: terraformShape(shapes.get(name)) }) };
  });
}

/**
 * Without what HCL and JSON write differently: one block for a list of one, references with and without quotes, the arguments
 * of a call on lines of their own.
 */
function collapsed(value: Json | undefined): Json {
  if (typeof value === "string") {
    const call = /^\$\{(\w+)\( (.*) \)\}$/.exec(value);
    if (call !== null) return `\${${call[1] ?? ""}(${call[2] ?? ""})}`;
    return value.replace(/^\$\{([\w.-]+(?:\["[\w./-]+"\])?)\}$/, "$1");
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, collapsed(part)]));
  }
  if (!isList(value)) return value ?? null;
  const [first, ...others] = value;
  return isJsonObject(first) && others.length === 0 ? collapsed(first) : value.map(collapsed);
}
