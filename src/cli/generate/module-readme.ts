import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printHcl } from "../../hcl/print-files";
import { type ModuleDefinition, type ModuleDocument } from "../../../modules/kit/module-definition";
import { type ModuleVersions } from "../../../modules/kit/module-stack";
import { fillPlaceholders } from "./fill-placeholders";
import { terraformDocs, type ModuleInterface } from "./terraform-docs";
import { GENERATED_BY } from "../support/tree";

const ROOT = join(__dirname, "../../..");
const BEGIN_TABLES = "<!-- BEGIN_TF_DOCS -->\n";
const END_TABLES = "<!-- END_TF_DOCS -->";

/**
 * The README of a module: its `README.template.md` with the usage, the examples, the tables and the values filled in.
 * @throws Error when the template has an unknown placeholder, lacks the markers of the tables, or leaves a value unused
 */
export function moduleReadme(
  definition: ModuleDefinition,
  versions: ModuleVersions,
  moduleInterface: ModuleInterface,
): string {
  const { name, source, usage, examples, readmeValues = {} } = definition;
  const place = `${source}/README.template.md`;
  const text = fillPlaceholders(readFileSync(join(ROOT, place), "utf8"), place, {
    generated: {
      usage: `\`\`\`hcl\n${printHcl(withGitSource(usage, name))}\`\`\``,
      examples: examples.map((example) => `- [${example.name}](examples/${example.name}): ${example.shows}`).join("\n"),
      module: name,
    },
    values: readmeValues,
    shared: sharedTexts(),
  });
  const tables = text.indexOf(BEGIN_TABLES + END_TABLES);
  if (tables < 0)
    throw new Error(`${place}: expected ${BEGIN_TABLES}${END_TABLES} for the tables, found no such lines`);
  const after = tables + BEGIN_TABLES.length;
  const header = `<!-- ${GENERATED_BY} from ${place}; edit there, not here. -->`;
  return `${header}\n\n${text.slice(0, after)}${terraformDocs(versions, moduleInterface)}\n${text.slice(after)}`;
}

/** The texts that READMEs share, by name: the sections of a page. */
function sharedTexts(): ReadonlyMap<string, string> {
  const [, ...sections] = readFileSync(join(ROOT, "modules/kit/shared-readme.md"), "utf8").split(/^## /m);
  return new Map(
    sections.map((section) => {
      const [name = "", ...lines] = section.split("\n");
      return [name, lines.join("\n").trim()];
    }),
  );
}

/** The call of a module from another repository, at the version of this one. */
function withGitSource(usage: ModuleDocument, name: string): ModuleDocument {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
  const source = `git::https://github.com/<owner>/cdktf-ecr.git//terraform/modules/${name}?ref=v${version}`;
  const calls = usage["module"] as Readonly<Record<string, ModuleDocument>>;
  return {
    ...usage,
    module: Object.fromEntries(Object.entries(calls).map(([call, inputs]) => [call, { ...inputs, source }])),
  };
}
