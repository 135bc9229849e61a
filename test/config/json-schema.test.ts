import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { jsonSchemas } from "../../src/config/json-schema";
import { settingsReference } from "../../src/config/settings-reference";
import { errorsOf } from "../../src/domain/problems/problem";
import { checkRepositoryName } from "../../src/domain/repository/name";
import { SOUND } from "../support/config";

const FOLDER = join(__dirname, "../../environments");
const SCHEMAS = jsonSchemas();

/** YAML files of the environments that are in a format of ours, by path from `environments/`. */
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }))
  .filter(({ text }) => !/^apiVersion:/m.test(text));

const schemaOf = (name: string) =>
  name.endsWith("environment.yaml") ? "environment.schema.json" : "repositories.schema.json";

/** Compiles each schema once, when it is first asked for. */
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: true } });
for (const [name, text] of Object.entries(SCHEMAS)) ajv.addSchema(JSON.parse(text) as object, name);

function faultsOf(schema: string, data: unknown): string[] {
  const validate = ajv.getSchema(schema);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test.each(Object.keys(SCHEMAS))("%s is current; `npm run schema` writes it", (name) => {
  expect(readFileSync(join(FOLDER, "schema", name), "utf8")).toBe(SCHEMAS[name]);
});

test("the page of all settings is current; `npm run schema` writes it", () => {
  expect(readFileSync(join(FOLDER, "../docs/settings.md"), "utf8")).toBe(settingsReference());
});

test("the page of all settings documents each setting of repositories once", () => {
  const page = settingsReference();
  const [, section = ""] = page.split("\n## Repository settings\n");
  const meanings = [...section.matchAll(/^\| \**`.*\| (.+) \|$/gm)].map(([, meaning = ""]) => meaning);
  expect(meanings.length).toBeGreaterThan(10);
  expect(meanings.filter((meaning) => page.split(`| ${meaning} |`).length !== 2)).toEqual([]);
  expect(page).toMatch(
    /^\| `repositoryDefaults` \|.*#repository-settings\) `imageTagMutability`, .*`forceDelete`\. \|$/m,
  );
});

test("there are files to look at", () => {
  expect(FILES.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["local/environment.yaml", "dev/environment.yaml", "production/environment.yaml"]),
  );
});

test.each(FILES)("$name names its schema in its first line", ({ name, text }) => {
  const up = "../".repeat(name.split("/").length - 1);
  expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${up}schema/${schemaOf(name)}`);
});

test.each(FILES)("$name is valid by its schema", ({ name, text }) => {
  expect(faultsOf(schemaOf(name), parse(text))).toEqual([]);
});

const ENVIRONMENT = parse(SOUND) as Record<string, unknown>;

test.each([
  ["an unknown key", { ...ENVIRONMENT, regoin: "eu-west-1" }, " additionalProperties"],
  ["an account ID as a number", { ...ENVIRONMENT, account: 111122223333 }, "/account type"],
  [
    "a lifecycle rule without a selection",
    { ...ENVIRONMENT, lifecyclePolicies: { a: { rules: [{}] } } },
    "/lifecyclePolicies/a/rules/0 required",
  ],
])("an environment with %s is not valid", (_, data, fault) => {
  expect(faultsOf("environment.schema.json", data)).toContain(fault);
});

test.each<[string, object]>([
  ["an account and a base file", { extends: "../base.yaml", account: "111122223333" }],
  ["a part of a mapping", { extends: ["../base.yaml"], operator: { manages: ["a/"] } }],
  ["what it removes", { extends: "../base.yaml", operator: null, lifecyclePolicies: { a: { preset: null } } }],
])("an environment that extends a base file is valid with %s", (_, data) => {
  expect(faultsOf("environment.schema.json", data)).toEqual([]);
  expect(faultsOf("base.schema.json", data)).toEqual([]);
});

test.each([
  ["an unknown key", { regoin: "eu-west-1" }, " additionalProperties"],
  ["an account ID as a number", { account: 111122223333 }, "/account type"],
  ["an incomplete entry of a list", { clusters: [{ key: 5 }] }, "/clusters/0/key type"],
])("an environment that extends a base file is not valid with %s", (_, settings, fault) => {
  expect(faultsOf("environment.schema.json", { extends: "../base.yaml", ...settings })).toContain(fault);
});

test.each([
  ["a misspelt value", { imageTagMutability: "IMUTABLE" }, "/repositories/0/imageTagMutability enum"],
  [
    "a policy with a Resource",
    { repositoryPolicy: { Version: "2012-10-17", Statement: { Effect: "Allow", Resource: "*" } } },
    "/repositories/0/repositoryPolicy/Statement additionalProperties",
  ],
  [
    "a lifecycle policy in a misspelt word",
    { lifecyclePolicy: { keepNewst: 30 } },
    "/repositories/0/lifecyclePolicy additionalProperties",
  ],
  ["a principal as a number", { pullPrincipals: [1] }, "/repositories/0/pullPrincipals/0 type"],
])("a repository with %s is not valid", (_, settings, fault) => {
  const data = { repositories: [{ repositoryName: "team/api", ...settings }] };
  expect(faultsOf("repositories.schema.json", data)).toContain(fault);
});

test.each([
  { keepNewest: 30, expireUntagged: { afterDays: 7 }, protect: ["v*"] },
  { words: { archiveUnused: { afterDays: 90 } } },
  { preset: "ci" },
  "standard",
])("the lifecycle policy %j is valid", (lifecyclePolicy) => {
  const data = { repositories: [{ repositoryName: "team/api", lifecyclePolicy }] };
  expect(faultsOf("repositories.schema.json", data)).toEqual([]);
});

test("what a key means is said where it is written", () => {
  const schema = JSON.parse(SCHEMAS["environment.schema.json"] ?? "") as {
    else: { properties: Record<string, { description?: string; $ref?: string }> };
  };
  const { properties } = schema.else;
  const silent = Object.entries(properties).filter(
    ([name, { description, $ref }]) => description === undefined && $ref === undefined && !name.startsWith("$"),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

interface Choice {
  readonly title?: string;
  readonly $ref?: string;
}

/** The titles of each choice in a schema, in which a missing one is empty. */
function titlesOf(part: unknown, defs: Readonly<Record<string, Choice>>): string[][] {
  if (typeof part !== "object" || part === null) return [];
  const { anyOf } = part as { anyOf?: readonly Choice[] };
  const titleOf = ({ title, $ref }: Choice): string => title ?? defs[$ref?.replace("#/$defs/", "") ?? ""]?.title ?? "";
  const own = Array.isArray(anyOf) ? [anyOf.map(titleOf)] : [];
  return [...own, ...Object.values(part).flatMap((below) => titlesOf(below, defs))];
}

test.each(Object.keys(SCHEMAS))("each choice in %s has a title of its own, which editors show", (name) => {
  const schema = JSON.parse(SCHEMAS[name] ?? "") as { $defs: Record<string, Choice> };
  const choices = titlesOf(schema, schema.$defs);
  expect(choices.length).toBeGreaterThan(5);
  expect(choices.filter((titles) => titles.includes("") || new Set(titles).size < titles.length)).toEqual([]);
});

test.each(["Team/api", "team/api:1", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team api", "a", "a".repeat(257)])(
  "editors reject the name %s, as the check does",
  (repositoryName) => {
    const [fault] = faultsOf("repositories.schema.json", { repositories: [{ repositoryName }] });
    expect(fault).toMatch(/^\/repositories\/0\/repositoryName (pattern|minLength|maxLength)$/);
    expect(errorsOf(checkRepositoryName(repositoryName))).not.toEqual([]);
  },
);

test("editors accept names that ECR accepts", () => {
  const repositories = ["team/api", "a--b__c.d/0"].map((repositoryName) => ({ repositoryName }));
  expect(faultsOf("repositories.schema.json", { repositories })).toEqual([]);
});
