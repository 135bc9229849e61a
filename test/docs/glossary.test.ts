import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { glossaryFaults } from "./glossary";
import { MARKDOWN_FILES, ROOT, sentences, textOf, withoutOutput } from "./markdown";

/** Folders of sources, each of whose texts people read. */
const FOLDERS = [
  ...["src/domain", "src/config", "src/operations", "src/aws", "src/cli", "src/emulator", "src/processes"],
  ...["src/hcl", "src/model", "modules", "stacks"],
];

/** Folders, and pages that are made from them, whose texts do not pass yet. */
const NOT_YET_CLEAN: readonly string[] = [
  ...["src/domain", "src/config", "src/operations", "src/aws", "src/cli", "src/emulator", "src/processes"],
  ...["src/hcl", "src/model", "modules", "stacks"],
  ...["docs/settings.md", "environments/schema", "terraform"],
];

const isClean = (path: string): boolean =>
  !NOT_YET_CLEAN.some((unclean) => path === unclean || path.startsWith(`${unclean}/`));

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name) && !name.includes(".terraform/"))
    .map((name) => `${folder}/${name}`);
}

/** The strings of a TypeScript file. Module names are left out. */
function stringsOf(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2022));
  return found;
}

const PAGES = [
  "help",
  ...MARKDOWN_FILES,
  ...filesBelow("environments", /\.(?:yaml|json)$/),
  ...filesBelow("terraform", /\.tf$/),
];

test.each([...PAGES, ".github/workflows/test.yml"].filter(isClean))("%s is in plain English", (page) => {
  expect(glossaryFaults(withoutOutput(textOf(page)))).toEqual([]);
});

test("the sources of clean folders have only texts in plain English", () => {
  const faults = FOLDERS.filter(isClean)
    .flatMap((folder) => filesBelow(folder, /\.ts$/))
    .flatMap((path) => stringsOf(path).flatMap((text) => glossaryFaults(text).map((fault) => `${path}: ${fault}`)));
  expect(faults).toEqual([]);
});

test.each(MARKDOWN_FILES.filter(isClean))("no sentence of %s has more than 25 words", (page) => {
  const long = sentences(textOf(page)).filter(
    (sentence) => sentence.split(" ").filter((word) => /\w/.test(word)).length > 25,
  );
  expect(long).toEqual([]);
});

test.each([
  ["This is no ARN.", "is no ARN"],
  ["An alias can not be used.", "can not"],
  ["The operator at rest.", "at rest"],
  ["Terraform lets it go of the state.", "lets it go of"],
  ["let go of it", "let go of"],
  ["The policy, of which one rule", "of which"],
  ["There is no policy, and the name is no longer declared. Encryption at rest.", undefined],
])("%s", (text, found) => {
  const faults = glossaryFaults(text);
  if (found === undefined) expect(faults).toEqual([]);
  else expect(faults.join()).toContain(`"${found}"`);
});

test("strings of a source are found, in templates too", () => {
  expect(stringsOf("test/docs/glossary.test.ts")).toEqual(expect.arrayContaining(["The operator at rest.", "/"]));
});

test("what is not clean yet exists", () => {
  const exists = [...FOLDERS, ...PAGES, "environments/schema", "terraform"];
  expect(NOT_YET_CLEAN.filter((path) => !exists.includes(path))).toEqual([]);
});
