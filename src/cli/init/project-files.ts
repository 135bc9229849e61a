import { readFileSync } from "node:fs";
import { join, basename } from "node:path";
import { stringify } from "yaml";
import { ACTIONS } from "../../operations/ci-workflow/github-actions";
import { ownPackage, packageFolder } from "../support/package-folder";
import { TERRAFORM_FLOOR } from "../support/prerequisites";
import { PROJECT_FILE } from "../support/project-folder";
import { stateData, type CiChoice, type StateChoice } from "./choices";
import { jsonText } from "../support/write";

export interface EnvironmentAnswers {
  /** Name of the project: in `package.json`, and the first part of state keys. */
  readonly project: string;
  readonly environment: string;
  /** Name of the repository that the environment starts with. */
  readonly repositoryName: string;
  readonly account: string;
  readonly region: string;
  readonly state: StateChoice;
  readonly tags: Readonly<Record<string, string>>;
  /** The environment's folder, relative to the project. */
  readonly folder: string;
  /** Path from that folder to the project: `../..`. */
  readonly toProject: string;
}

/** Texts by path below the project's folder. */
export type Files = ReadonlyMap<string, string>;

/** Files that npm leaves out of packages by these names, so that their templates have others. */
const TEMPLATES = {
  "main.ts": "main.ts",
  [PROJECT_FILE]: "cdktf.json",
  "tsconfig.json": "tsconfig.json",
  help: "help",
  ".gitignore": "gitignore",
  ".npmrc": "npmrc",
} as const;

const CI_FILES = {
  github: [".github/workflows/ecr.yml", "github-workflow.yml"],
  gitlab: [".gitlab-ci.yml", "gitlab-ci.yml"],
} as const;

/** Packages that a project needs in addition to this one and its peers. */
const DEVELOPMENT = ["cdktf-cli", "tsx", "typescript", "@types/node"];

/** The files of a new project with its first environment. */
export function projectFiles(answers: EnvironmentAnswers & { readonly ci: CiChoice }): Files {
  const node = minimumNode();
  const values = {
    project: answers.project,
    environment: answers.environment,
    region: answers.region,
    node,
    terraform: TERRAFORM_FLOOR,
    checkout: action(ACTIONS.checkout),
    credentials: action(ACTIONS.credentials),
  };
  const files = new Map<string, string>([["package.json", packageJson(answers.project)]]);
  for (const [path, template] of Object.entries(TEMPLATES)) files.set(path, filled(`project/${template}`, values));
  files.set(".nvmrc", `${node.split(".")[0] ?? node}\n`);
  if (answers.ci !== "none") {
    const [path, template] = CI_FILES[answers.ci];
    files.set(path, filled(`project/${template}`, values));
  }
  // Last, because the file marks a project: a run that was killed before is repeated as if there were none.
  const marker = files.get(PROJECT_FILE) ?? "";
  files.delete(PROJECT_FILE);
  return new Map([...files, ...environmentFiles(answers), [PROJECT_FILE, marker]]);
}

export function environmentFiles({
  project,
  environment,
  repositoryName,
  account,
  region,
  state,
  tags,
  folder,
  toProject,
}: EnvironmentAnswers): Files {
  const values = {
    project,
    account,
    region,
    toProject,
    state: indented(stringify(stateData(state))),
    tags: indented(stringify({ Environment: environment, ...tags })),
  };
  return new Map([
    [`${folder}/environment.yaml`, filled("environment/environment.yaml", values)],
    [`${folder}/repositories/team.yaml`, filled("environment/repositories/team.yaml", { repositoryName, toProject })],
  ]);
}

function packageJson(project: string): string {
  const { name, version, peerDependencies, devDependencies, engines } = ownPackage();
  const developed = (dependency: string): string => devDependencies[dependency] ?? "*";
  const peers = Object.keys(peerDependencies).filter((peer) => !DEVELOPMENT.includes(peer));
  const data = {
    name: project,
    version: "0.0.0",
    private: true,
    engines,
    scripts: { validate: "ecr validate", generate: "ecr generate", synth: "cdktf synth" },
    dependencies: Object.fromEntries([
      ...peers.map((peer) => [peer, developed(peer)] as const),
      [name, `^${version}`] as const,
    ]),
    devDependencies: Object.fromEntries(DEVELOPMENT.map((dependency) => [dependency, developed(dependency)] as const)),
  };
  return jsonText(data);
}

function minimumNode(): string {
  return ownPackage().engines.node.replace(/^\D*/, "");
}

function action({ uses, release }: (typeof ACTIONS)["checkout"]): string {
  return `${uses} # ${release}`;
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** @throws Error for a placeholder without a value, which would be a fault of the template */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(packageFolder(), "templates", template), "utf8");
  return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} has ${placeholder}, which has no value`);
    return value;
  });
}

/** The longest `project` of an environment, which is the first part of state keys. */
const LONGEST = 63;

const FALLBACK = "registries";

/**
 * A name for a project that npm and Terraform accept, from the name of its folder. A package must not have the name of a
 * package that it depends on.
 */
export function projectName(folder: string): string {
  const words = basename(folder)
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== "");
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  const name = first === -1 ? "" : words.slice(first).join("-").slice(0, LONGEST).replace(/-$/, "");
  const { name: own, devDependencies } = ownPackage();
  return name === "" || name === own || devDependencies[name] !== undefined ? FALLBACK : name;
}
