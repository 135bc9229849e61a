import { printHcl } from "../../hcl/files";
import { type ModuleDefinition } from "../../../modules/kit/module-definition";
import { type ModuleVersions } from "../../../modules/kit/module-stack";
import { GENERATED_BY } from "./tree";

/** A variable or output as Terraform's JSON has it. */
export interface ModuleInterface {
  readonly variable?: Readonly<
    Record<string, { readonly description: string; readonly type: string; readonly default?: unknown }>
  >;
  readonly output?: Readonly<Record<string, { readonly description: string }>>;
}

const AWS_CREDENTIALS = "credentials for an AWS account";
const REMOVAL = "`terraform destroy` removes it again.";

/** What a module is for, how it is called, and what it takes and gives, as Markdown. */
export function moduleReadme(
  definition: ModuleDefinition,
  versions: ModuleVersions,
  { variable = {}, output = {} }: ModuleInterface,
): string {
  const { name, title, summary, source, usage, examples, notes, costs } = definition;
  const { needs = AWS_CREDENTIALS, removal = REMOVAL } = definition;
  const requirements = [
    ["terraform", versions.terraform],
    ...Object.values(versions.providers).map(({ source: provider, version }) => [provider, version]),
  ];
  return (
    [
      `<!-- ${GENERATED_BY} from ${source}; edit there, not here. -->`,
      `# ${title}`,
      summary,
      "## Usage",
      `\`\`\`hcl\n${printHcl(usage)}\`\`\``,
      "The source is this folder, seen from the configuration that calls the module, or its address in version control.",
      "## Examples",
      examples.map((example) => `- [${example.name}](examples/${example.name}): ${example.shows}`).join("\n"),
      `To run one: \`terraform init && terraform apply\` in its folder, with ${needs}. ${costs} ${removal}`,
      "The tests need none of that: `terraform init && terraform test` in this folder.",
      ...Object.entries(notes).flatMap(([heading, text]) => [`## ${heading}`, text]),
      "## Requirements",
      table(
        ["Name", "Version"],
        requirements.map((row) => row.map(code)),
      ),
      "## Inputs",
      "Mind the spelling of keys inside of an `object`: Terraform drops one that its type does not name, without an error.",
      table(
        ["Name", "Description", "Type", "Default"],
        Object.entries(variable).map(([id, { description, type, default: value }]) => [
          code(id),
          description,
          code(oneLine(type)),
          value === undefined ? "required" : code(JSON.stringify(value)),
        ]),
      ),
      "## Outputs",
      table(
        ["Name", "Description"],
        Object.entries(output).map(([id, { description }]) => [code(id), description]),
      ),
      `The module is the HCL side of \`${source}\`, whose descriptions, defaults and rules it shares; \`${name}\` is its folder.`,
    ].join("\n\n") + "\n"
  );
}

/** A type on one line, with commas where lines ended. */
function oneLine(type: string): string {
  return type
    .split("\n")
    .map((line) => line.trim())
    .join(", ")
    .replaceAll("{, ", "{ ")
    .replaceAll(", }", " }")
    .replaceAll(/ +/g, " ");
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
