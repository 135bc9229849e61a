import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { glossaryFaults } from "./glossary";
import { MARKDOWN_FILES, ROOT, sentences, textOf, withoutOutput } from "./markdown";

/** Sources whose texts people read. */
const SOURCES = [
  "main.ts",
  ...["src", "modules", "stacks", "bench", "tools"].flatMap((folder) => filesBelow(folder, /\.ts$/)),
];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name) && !name.includes(".terraform/"))
    .map((name) => `${folder}/${name}`);
}

const isInImport = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);

/** Comments that belong together, as one text without their markers. */
const plainComment = (comments: readonly string[]): string =>
  comments
    .flatMap((comment) => comment.replace(/\*\/$/, "").split("\n"))
    .map((line) => line.trim().replace(/^(?:\/\*\*?|\*|\/\/)/, ""))
    .join("\n");

/** The strings and comments of a TypeScript file. Module names are left out. */
function textsOf(path: string): string[] {
  const text = textOf(path);
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    // Each comment is next to exactly one token.
    if (children.length === 0)
      found.push(
        ...[ts.getLeadingCommentRanges(text, node.pos), ts.getTrailingCommentRanges(text, node.end)].map((ranges) =>
          plainComment((ranges ?? []).map(({ pos, end }) => text.slice(pos, end))),
        ),
      );
    if (
      (ts.isStringLiteralLike(node) && !isInImport(node)) ||
      [ts.SyntaxKind.TemplateHead, ts.SyntaxKind.TemplateMiddle, ts.SyntaxKind.TemplateTail].includes(node.kind)
    )
      found.push((node as ts.LiteralLikeNode).text);
    children.forEach(visit);
  };
  visit(file);
  return found.filter((each) => each !== "");
}

const PAGES = [
  "help",
  "templates/project/help",
  ".github/workflows/test.yml",
  ...MARKDOWN_FILES,
  ...filesBelow("environments", /\.(?:yaml|json)$/),
  ...filesBelow("templates", /\.\w+$/),
  ...filesBelow("terraform", /\.tf$/),
];

test.each(PAGES)("%s is in plain English", (page) => {
  const text = withoutOutput(textOf(page)).replace(/^ *# /gm, page.endsWith(".md") ? "$&" : "");
  expect(glossaryFaults(text)).toEqual([]);
});

test.each(SOURCES)("strings and comments of %s are in plain English", (path) => {
  expect(textsOf(path).flatMap(glossaryFaults)).toEqual([]);
});

test.each(MARKDOWN_FILES)("no sentence of %s has more than 25 words", (page) => {
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
  ["A file outside of the project", "outside of"],
  ["It is shown, also if it is empty.", ", also if"],
  ["A key of another account than the role's", "another account than"],
  ["There is no policy, and the name is no longer declared. Encryption at rest.", undefined],
])("%s", (text, found) => {
  const faults = glossaryFaults(text);
  if (found === undefined) expect(faults).toEqual([]);
  else expect(faults.join()).toContain(`"${found}"`);
});

// The texts of this file itself: a comment before a call
test("strings and comments of a source are found", () => {
  const texts = textsOf("test/docs/glossary.test.ts").map((text) => text.trim());
  expect(texts).toEqual(
    expect.arrayContaining([
      "The operator at rest.",
      "The texts of this file itself: a comment before a call",
      "Sources whose texts people read.",
      "a comment at the end", // a comment at the end
    ]),
  );
  expect(texts.filter((text) => /^\.\/\w/.test(text))).toEqual([]);
});
