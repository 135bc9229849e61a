import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { rmSync } from "node:fs";
import { ecrProgram } from "../support/compiled";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";
import { CONFIGURATIONS, ofEachModule } from "../support/e2e/module-configurations";
import { type Ran } from "../support/e2e/workspace";

const REGION = "il-central-1";
const EACH = 21;
const emulator = sharedEmulator(REGION);
const ecr = new ECRClient(emulator.config);

const project = new Project(
  {
    "e2e/environment.yaml": `account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
tags: { Owner: platform }
`,
    "e2e/repositories/a.yaml": "repositories: []\n",
  },
  emulator.env,
);
const workspace = project.workspace.keepProvider();

function terraform(folder: string, ...args: readonly string[]): Promise<string> {
  return workspace.terraform([...args, "-no-color"], emulator.env, folder);
}

/** Runs a shell line in the project; a state is piped as users pipe it. */
function shell(line: string): Promise<Ran> {
  return workspace.run("sh", ["-c", line], { ...emulator.env, NO_COLOR: "1" });
}

const ADOPT = `node ${ecrProgram()} adopt e2e --from`;

beforeAll(async () => {
  await ofEachModule(async (name) => {
    for (const [path, text] of Object.entries(CONFIGURATIONS[name](EACH, REGION)))
      workspace.write(`${name}/${path}`, text);
    await terraform(name, "init", "-input=false");
    await terraform(name, "apply", "-input=false", "-auto-approve");
  });
});

afterAll(() => {
  ecr.destroy();
  project.dispose();
});

// The steps build on each other, as they do for a team that leaves a module.
test("a state file, a pulled state and a shown state are adopted, with blocks for the configurations that own them", async () => {
  const file = await shell(`${ADOPT} this/terraform.tfstate --removed-blocks this/removed.tf`);
  expect({ ...file, stdout: "" }).toEqual({ exit: 0, stdout: "", stderr: "" });
  expect(file.stdout).toContain(`${EACH} repositories adopted\n`);
  expect(file.stdout).toContain("Add the blocks (written to this/removed.tf).");
  const pulled = await shell(`terraform -chdir=name state pull | ${ADOPT} - --removed-blocks name/removed.tf -o json`);
  expect(pulled).toMatchObject({ exit: 0, stderr: "" });
  const { adopted, release } = JSON.parse(pulled.stdout) as { adopted: unknown[]; release: unknown };
  expect(adopted).toHaveLength(EACH);
  expect(release).toEqual({
    removed: [
      "module.ecr.aws_ecr_lifecycle_policy.name",
      "module.ecr.aws_ecr_repository.name",
      "module.ecr.aws_ecr_repository_policy.name",
    ],
    alsoRemoved: [],
    stateRm: [],
  });
  const shown = await shell(
    `terraform -chdir=repo show -json > shown.json && ${ADOPT} shown.json --removed-blocks repo/removed.tf`,
  );
  expect(shown).toMatchObject({ exit: 0, stderr: "" });
  expect(workspace.read("repo/removed.tf")).toContain("from = module.ecr.module.kms.aws_kms_key.this\n");
});

test("the first plan imports everything and changes nothing, and the next one is empty", async () => {
  await workspace.synthesize(emulator.env);
  const stack = "cdktf.out/stacks/e2e-registry";
  await terraform(stack, "init", "-input=false");
  const applied = await terraform(stack, "apply", "-input=false", "-auto-approve");
  expect(applied).toContain(`Plan: ${3 * EACH * 3} to import, 0 to add, 0 to change, 0 to destroy.`);
  expect(await project.plan("e2e-registry")).toEqual([]);
});

test("the old configurations forget them without their calls, and destroy nothing", async () => {
  await ofEachModule(async (name) => {
    rmSync(workspace.path(name, "main.tf"));
    const applied = await terraform(name, "apply", "-input=false", "-auto-approve");
    expect(applied).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
    expect(await terraform(name, "state", "list").catch(() => "")).toBe("");
  });
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 1000 }));
  expect(repositories).toHaveLength(3 * EACH);
});
