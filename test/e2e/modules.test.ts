import { dirname } from "node:path";
import { moduleTrees } from "../../src/cli/generate/module-trees";
import { type Tree } from "../../src/cli/support/tree";
import { MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "../../modules/ecr-repository/invalid-inputs";
import { type InvalidInput } from "../../modules/kit/invalid-input";
import { AttachedProvider } from "../support/e2e/attached-provider";
import { mirrorVariables, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

/** Without the emulator: most of what is planned here asks AWS nothing. */
const env = { ...process.env, ...mirrorVariables(), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
const workspace = new Workspace();

for (const [name, tree] of moduleTrees()) {
  for (const [path, text] of tree) workspace.write(`modules/${name}/${path}`, text);
}

afterAll(() => {
  workspace.dispose();
});

const terraform = (folder: string, ...args: string[]): Promise<string> => workspace.terraform(args, env, folder);

async function init(folder: string): Promise<void> {
  await terraform(folder, "init", "-backend=false", "-input=false", "-no-color");
}

function examplesOf(tree: Tree): string[] {
  return [...tree.keys()].filter((path) => path.endsWith("/main.tf")).map((path) => dirname(path));
}

test("everything is formatted as terraform fmt does", async () => {
  expect(await terraform("modules", "fmt", "-check", "-recursive", "-diff")).toBe("");
});

/** Of the Kubernetes provider, which few machines have, operator-modules.test.ts knows. */
const FOR_AWS = [...moduleTrees()].filter(([, tree]) => !(tree.get("versions.tf") ?? "").includes("kubernetes"));

const ACCOUNT = "444455556666";

/** Calls with count, for_each and depends_on. */
const CALLERS = {
  counted: { source: "../modules/ecr-repository", count: 1, name: "team/counted" },
  several: {
    source: "../modules/ecr-repository",
    for_each: '${toset(["a", "b"])}',
    name: "team/${each.key}",
    depends_on: ["module.counted"],
  },
  registry: { source: "../modules/ecr-repositories", count: 1, repositories: {}, depends_on: ["module.several"] },
};

test("the modules and their examples are valid, and a module can be called with count, for_each and depends_on", async () => {
  // As children of one configuration, which `validate` reads with them: one run of Terraform's in the place of a dozen.
  const examples = Object.fromEntries(
    FOR_AWS.flatMap(([name, tree]) =>
      examplesOf(tree).map((example) => {
        const called = { source: `../modules/${name}/${example}`, ...literally(exampleInputs(tree, example)) };
        return [`${name}_${example.replaceAll("/", "_")}`, called];
      }),
    ),
  );
  expect(Object.keys(examples).length).toBeGreaterThan(FOR_AWS.length);
  workspace.write("examples/main.tf.json", JSON.stringify({ module: { ...examples, ...CALLERS } }));
  await init("examples");
  expect(await terraform("examples", "validate", "-no-color")).toContain("The configuration is valid");
});

/** A value for each variable that an example wants. Some are IDs of accounts. */
function exampleInputs(tree: Tree, example: string): Record<string, string> {
  const names = (tree.get(`${example}/main.tf`) ?? "").matchAll(/^variable "(\w+)" \{\n(?![^}]*\bdefault\b)/gm);
  return Object.fromEntries([...names].map(([, name = ""]) => [name, ACCOUNT]));
}

describe("with one provider, which is mocked and so never configured", () => {
  let provider: AttachedProvider | undefined;

  afterAll(async () => {
    await provider?.stop();
  });

  test.each(FOR_AWS.map(([name]) => name))("%s passes its own tests without AWS", async (name) => {
    const folder = `modules/${name}`;
    await init(folder);
    provider ??= await AttachedProvider.start(workspace.path(folder), "aws", env);
    const said = await workspace.terraform(["test", "-no-color"], { ...env, ...provider.variables }, folder);
    expect(said).toMatch(/Success! \d+ passed, 0 failed\./);
  });
});

describe("an example is applied, plans no change after that, and is removed as the README says", () => {
  const inputs = { TF_VAR_pulling_account_id: ACCOUNT, TF_VAR_organization_id: "o-a1b2c3d4e5" };
  let provider: AttachedProvider | undefined;

  afterAll(async () => {
    await provider?.stop();
  });

  async function init(folder: string): Promise<void> {
    await run(folder, "init", "-input=false");
    provider ??= await AttachedProvider.start(workspace.path(folder), "aws", sharedEmulator("eu-west-1").env);
  }

  function run(folder: string, ...args: string[]): Promise<string> {
    const { env: emulator } = sharedEmulator("eu-west-1");
    const variables = { ...emulator, ...inputs, ...provider?.variables, TF_CLI_ARGS: "-no-color" };
    return workspace.terraform(args, variables, folder);
  }

  test("of ecr-repository", async () => {
    const folder = "modules/ecr-repository/examples/complete";
    await init(folder);
    expect(await run(folder, "apply", "-auto-approve")).toContain("9 added, 0 changed, 0 destroyed");
    expect(await run(folder, "plan")).toContain("No changes.");
    expect(await run(folder, "destroy", "-auto-approve")).toContain("9 destroyed");
  });

  test("of ecr-repositories, where one is retained", async () => {
    const folder = "modules/ecr-repositories/examples/complete";
    await init(folder);
    expect(await run(folder, "apply", "-auto-approve")).toContain("6 added, 0 changed, 0 destroyed");
    expect(await run(folder, "plan")).toContain("No changes.");
    const readme = workspace.read("modules/ecr-repositories/README.md");
    const [, from = "", to = ""] = /^terraform state mv '(.*base"])' '(.*)'\nterraform destroy$/m.exec(readme) ?? [];
    await run(folder, "state", "mv", from, to);
    expect(await run(folder, "destroy", "-auto-approve")).toContain("6 destroyed");
  });
});

/** A provider that asks AWS nothing while it plans. */
const OFFLINE_PROVIDER = {
  region: "eu-west-1",
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
};

interface Diagnostic {
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/** A repository as each module takes it. */
const CALLS: Readonly<Record<string, (inputs: InvalidInput["inputs"]) => object>> = {
  "ecr-repository": (inputs) => ({ name: "team/api", ...inputs }),
  "ecr-repositories": ({ name, ...inputs }) => ({
    repositories: { [typeof name === "string" ? name : "team/api"]: inputs },
  }),
};

/** What Terraform says of these inputs, a call for each, in a single plan; errors by the file that they name. */
async function refusals(
  folder: string,
  rejected: readonly { readonly module: string; readonly input: InvalidInput }[],
): Promise<Map<string, string>> {
  workspace.write(`${folder}/main.tf.json`, JSON.stringify({ provider: { aws: OFFLINE_PROVIDER } }));
  rejected.forEach(({ module, input: { inputs } }, index) => {
    const name = `${module}_${index}`;
    const called = { source: `../modules/${module}`, ...literally(CALLS[module]?.(inputs) ?? inputs) };
    workspace.write(`${folder}/${name}.tf.json`, JSON.stringify({ module: { [name]: called } }));
  });
  await init(folder);
  const args = ["plan", "-json", "-refresh=false", "-input=false"];
  const { stdout } = await workspace.run("terraform", args, env, folder);
  const said = new Map<string, string>();
  for (const line of stdout.split("\n").filter((text) => text !== "")) {
    const { diagnostic } = JSON.parse(line) as { diagnostic?: Diagnostic };
    const file = diagnostic?.range?.filename ?? "";
    said.set(file, `${said.get(file) ?? ""}\n${(diagnostic?.detail ?? "").toLowerCase()}`);
  }
  return said;
}

const REFUSED = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS];

/** Rules of lifecycle policies are checked once for all policies of the map, by an output. */
function isOfVariable(module: string, { rejectedBy }: InvalidInput): boolean {
  if (module === "ecr-repository") return rejectedBy.startsWith("var.");
  // In the map of repositories, one variable shows what is retained.
  return rejectedBy === "aws_ecr_repository.retained" || /^var\.(?!lifecycle_policy)/.test(rejectedBy);
}

describe("a plan with either module rejects what the construct rejects, and says why", () => {
  /** What both modules say of their part of the inputs, in one plan. */
  async function saidOf(folder: string, part: (module: string, input: InvalidInput) => boolean) {
    const rejected = Object.keys(CALLS).flatMap((module) =>
      REFUSED.filter((input) => part(module, input)).map((input) => ({ module, input })),
    );
    return { rejected, said: await refusals(folder, rejected) };
  }

  test("a variable what it shows alone", async () => {
    const { rejected, said } = await saidOf("refused-by-variables", isOfVariable);
    rejected.forEach(({ module, input }, index) => {
      expect(said.get(`${module}_${index}.tf.json`)).toContain(input.expectedMessage.toLowerCase());
      if (module === "ecr-repository" && input.title === "an unknown tagStatus") {
        expect(said.get(`${module}_${index}.tf.json`)).toContain("rule 1: tagstatus must be");
      }
    });
  });

  test("a resource or an output what only several show", async () => {
    const { rejected, said } = await saidOf("refused-by-resources", (module, input) => !isOfVariable(module, input));
    // Of a precondition Terraform names its line in the module, not the call.
    const inModule = (module: string): string =>
      ["main.tf", "outputs.tf"].map((file) => said.get(`../modules/${module}/${file}`)).join("\n");
    for (const { module, input } of rejected) expect(inModule(module)).toContain(input.expectedMessage.toLowerCase());
    expect(inModule("ecr-repositories")).toContain("in repository team/api, rule 1: tagstatus must be");
  });
});

/** Inputs as JSON configuration has them, in which `${` would begin a template. */
function literally(inputs: object): object {
  return JSON.parse(JSON.stringify(inputs).replaceAll("${", "$${")) as object;
}
