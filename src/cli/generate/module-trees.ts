import { App } from "cdktf";
import { printFiles, printHcl, type PrintedBlock, type Section } from "../../hcl/print-files";
import { elementShapes } from "../../hcl/element-shapes";
import { terraformShape } from "../../hcl/grammar";
import { type BlockShape, type BodyShape } from "../../hcl/schema";
import { type JsonObject } from "../../hcl/value";
import { type ModuleDefinition, type ModuleDocument } from "../../../modules/kit/module-definition";
import { ModuleStack, type ModuleVersions } from "../../../modules/kit/module-stack";
import { CI_ROLE_MODULE } from "../../../modules/ci-role/hcl-module";
import { ECR_NOTIFICATION_MODULE } from "../../../modules/ecr-notification/hcl-module";
import { ECR_PUBLIC_REPOSITORY_MODULE } from "../../../modules/ecr-public-repository/hcl-module";
import { ECR_REGISTRY_SETTINGS_MODULE } from "../../../modules/ecr-registry-settings/hcl-module";
import { ECR_REPOSITORIES_MODULE } from "../../../modules/ecr-repositories/hcl-module";
import { ECR_REPOSITORY_MODULE } from "../../../modules/ecr-repository/hcl-module";
import { OPERATOR_ROLE_MODULE } from "../../../modules/operator-role/hcl-module";
import { OPERATOR_SERVICE_ACCOUNT_MODULE } from "../../../modules/operator-service-account/hcl-module";
import { WORKLOAD_ROLE_MODULE } from "../../../modules/workload-role/hcl-module";
import { REQUIRED_PROVIDERS, REQUIRED_TERRAFORM, withoutUpperBound } from "../../../stacks/versions";
import { moduleReadme } from "./module-readme";
import { GENERATED_BY, type Tree } from "../support/tree";

/** The modules, in the order in which they are written. */
export const MODULES: readonly ModuleDefinition[] = [
  ECR_REPOSITORY_MODULE,
  ECR_REPOSITORIES_MODULE,
  ECR_REGISTRY_SETTINGS_MODULE,
  ECR_NOTIFICATION_MODULE,
  ECR_PUBLIC_REPOSITORY_MODULE,
  OPERATOR_ROLE_MODULE,
  OPERATOR_SERVICE_ACCOUNT_MODULE,
  CI_ROLE_MODULE,
  WORKLOAD_ROLE_MODULE,
];

export function moduleTrees(): ReadonlyMap<string, Tree> {
  return new Map(MODULES.map((definition) => [definition.name, moduleTree(definition)]));
}

function moduleTree(definition: ModuleDefinition): Tree {
  const versions = versionsOf(definition);
  const stack = new ModuleStack(new App(), definition.name, versions);
  definition.build(stack);
  const document = stack.toTerraform() as JsonObject;
  const header = `${GENERATED_BY} from ${definition.source}; edit there, not here.`;
  const order = new Map(definition.sections.flatMap(({ blocks }) => blocks).map((address, index) => [address, index]));
  const placeOf = ({ address }: PrintedBlock): number => order.get(address) ?? -1;
  const files = printFiles(document, {
    shape: terraformShape(elementShapes(stack)),
    sections: sectionsOf(definition),
    compare: (left, right) => placeOf(left) - placeOf(right),
    comment: ({ name, address }) => (name === "terraform" ? VERSIONS_COMMENT : definition.comments[address]),
    header,
  });
  const examples = definition.examples.flatMap(({ name, document: example }) => {
    const texts = printFiles(
      { terraform: terraformBlock(rootVersionsOf(definition)), ...example },
      { sections: EXAMPLE_FILES, header },
    );
    return [...texts].map(([file, text]) => [`examples/${name}/${file}`, text]);
  });
  const tests = Object.entries(definition.tests).map(([name, test]) => [
    `tests/${name}.tftest.hcl`,
    withHeader(header, printHcl(test, { shape: TEST_SHAPE, comment: (block) => remarkOn(test, block) })),
  ]);
  return new Map([
    ...files,
    ["README.md", moduleReadme(definition, versions, document)],
    ...(examples as [string, string][]),
    ...(tests as [string, string][]),
  ]);
}

/** What a run of a test file says of itself, under the name that Terraform keeps for comments. */
function remarkOn({ run }: ModuleDocument, { labels: [label = ""] }: PrintedBlock): string | undefined {
  const remark = (run as Record<string, ModuleDocument> | undefined)?.[label]?.["//"];
  return typeof remark === "string" ? remark : undefined;
}

const VERSIONS_COMMENT =
  "Requires Terraform 1.9 or later, because validations refer to locals. The module is tested with 1.11 and later. There are no\n" +
  "upper bounds: the configuration that calls the module sets them.";

/** Versions of a configuration that calls the module, such as an example. */
function rootVersionsOf({ providers }: ModuleDefinition): ModuleVersions {
  const required = Object.entries(REQUIRED_PROVIDERS).filter(([name]) => providers.includes(name));
  return { terraform: REQUIRED_TERRAFORM, providers: Object.fromEntries(required) };
}

function versionsOf(definition: ModuleDefinition): ModuleVersions {
  const { terraform, providers } = rootVersionsOf(definition);
  const required = Object.entries(providers).map(([name, provider]) => [name, withoutUpperBound(provider)]);
  return { terraform, providers: Object.fromEntries(required) as ModuleVersions["providers"] };
}

function terraformBlock({ terraform, providers }: ModuleVersions): JsonObject {
  return { required_version: terraform, required_providers: { ...providers } };
}

function withHeader(header: string, text: string): string {
  return `# ${header}\n\n${text}`;
}

const FILES: Readonly<Record<string, string>> = {
  terraform: "versions.tf",
  variable: "variables.tf",
  output: "outputs.tf",
};

const EXAMPLE_FILES: readonly Section[] = [
  { file: "versions.tf", matches: ({ name }) => name === "terraform" },
  { file: "main.tf", matches: () => true },
];

/** The sections of a module in each of its files, in the same order and with the same titles. */
function sectionsOf({ sections }: ModuleDefinition): Section[] {
  const files = ["main.tf", "variables.tf", "outputs.tf"];
  return [
    { file: "versions.tf", matches: ({ name }) => name === "terraform" },
    ...files.flatMap((file) =>
      sections.map(({ title, blocks }): Section => ({
        file,
        ...(title === undefined ? {} : { title }),
        matches: ({ name, address }) => (FILES[name] ?? "main.tf") === file && blocks.includes(address),
      })),
    ),
  ];
}

const ASSERT: BlockShape = { labels: 0, body: { first: ["condition", "error_message"], compact: true } };
const MOCK: BlockShape = { labels: 1, body: { first: ["defaults"] } };

/** Grammar of a test file. @see https://developer.hashicorp.com/terraform/language/tests */
const TEST_SHAPE: BodyShape = {
  blocks: {
    mock_provider: { labels: 1, body: { blocks: { mock_data: MOCK, mock_resource: MOCK } } },
    run: {
      labels: 1,
      body: {
        blocks: { variables: { labels: 0, body: {} }, assert: ASSERT },
        attributes: { command: "code", expect_failures: "code" },
        leading: [["command"]],
        first: ["variables"],
        trailing: ["expect_failures"],
      },
    },
  },
};
