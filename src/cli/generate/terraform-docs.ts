import { printHcl } from "../../hcl/print-files";
import { type ModuleVersions } from "../../../modules/kit/module-stack";

/** Variables, outputs, resources and data sources of a module, as in Terraform's JSON. */
export interface ModuleInterface {
  readonly variable?: Readonly<
    Record<string, { readonly description: string; readonly type: string; readonly default?: unknown }>
  >;
  readonly output?: Readonly<Record<string, { readonly description: string }>>;
  readonly resource?: ElementsByType;
  readonly data?: ElementsByType;
}

type ElementsByType = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The tables that `terraform-docs markdown table` writes, so that running it in the module's folder changes nothing.
 * @see https://terraform-docs.io/reference/markdown-table/
 */
export function terraformDocs({ terraform, providers }: ModuleVersions, module: ModuleInterface): string {
  const { variable = {}, output = {} } = module;
  const versions = sorted(providers).map(([name, { version }]) => [name, version] as const);
  return [
    "## Requirements",
    table(
      ["Name", "Version"],
      [["terraform", terraform] as const, ...versions].map(([name, version]) => [anchor("requirement", name), version]),
    ),
    "## Providers",
    table(
      ["Name", "Version"],
      versions.map(([name, version]) => [anchor("provider", name), version]),
    ),
    "## Modules",
    "No modules.",
    "## Resources",
    table(
      ["Name", "Type"],
      [...elementRows(module.resource, providers, "resource"), ...elementRows(module.data, providers, "data source")],
    ),
    "## Inputs",
    table(
      ["Name", "Description", "Type", "Default", ":Required"],
      sorted(variable).map(([name, { description, type, default: value }]) => [
        anchor("input", name),
        prose(description),
        code(printedType(type)),
        value === undefined ? "n/a" : code(JSON.stringify(value, undefined, 2)),
        value === undefined ? "yes" : "no",
      ]),
    ),
    "## Outputs",
    table(
      ["Name", "Description"],
      sorted(output).map(([name, { description }]) => [anchor("output", name), prose(description)]),
    ),
  ].join("\n\n");
}

function elementRows(
  elements: ElementsByType = {},
  providers: ModuleVersions["providers"],
  kind: "resource" | "data source",
): string[][] {
  return sorted(elements).flatMap(([type, byName]) => {
    const [provider = "", ...rest] = type.split("_");
    const source = providers[provider]?.source ?? "";
    const url = `https://registry.terraform.io/providers/${source}/latest/docs/${kind.replace(" ", "-")}s/${rest.join("_")}`;
    return sorted(byName).map(([name]) => [`[${type}.${name}](${url})`, kind]);
  });
}

function sorted<T>(byName: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(byName).sort(([left], [right]) => (left < right ? -1 : 1));
}

/** A name that other pages can link to. */
function anchor(kind: "requirement" | "provider" | "input" | "output", name: string): string {
  return `<a name="${kind}_${name}"></a> [${escaped(name)}](#${kind}\\_${escaped(name)})`;
}

const BEFORE_TYPE = 'variable "x" {\n  type = ';
const AFTER_TYPE = "\n}\n";

/** A type with the line breaks and the indentation that it has in `variables.tf`. */
function printedType(type: string): string {
  return printHcl({ variable: { x: { type } } }).slice(BEFORE_TYPE.length, -AFTER_TYPE.length);
}

function code(text: string): string {
  return text.includes("\n") ? `<pre>${text.replaceAll("\n", "<br/>")}</pre>` : `\`${text}\``;
}

/** A description with what has a meaning in Markdown tables escaped outside code spans. */
function prose(description: string): string {
  return description
    .split("`")
    .map((part, index) => (index % 2 === 1 ? part : escaped(part).replaceAll("|", "\\|")))
    .join("`");
}

function escaped(text: string): string {
  return text.replaceAll("_", "\\_");
}

/** @param head titles of the columns; a colon in front centers one */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const titles = head.map((title) => title.replace(":", ""));
  const rule = head.map((title) =>
    title.startsWith(":") ? `:${"-".repeat(title.length - 3)}:` : "-".repeat(title.length),
  );
  return [titles, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
