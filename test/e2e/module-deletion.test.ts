import { moduleTrees } from "../../src/cli/generate/module-trees";
import { sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const workspace = new Workspace().keepProvider();
const env = sharedEmulator("eu-west-1").env;

for (const [name, tree] of moduleTrees()) {
  for (const [path, text] of tree) workspace.write(`modules/${name}/${path}`, text);
}

afterAll(() => {
  workspace.dispose();
});

const run = (...args: string[]): Promise<string> =>
  workspace.terraform([...args, "-no-color", "-input=false"], env, "caller");

const KEPT = "e2e-modules/there-already";
const RETAIN = { deletion_policy: "Retain" };
const SINGLE = { source: "../modules/ecr-repository", name: `${KEPT}-alone` };
/** Entries of the map that the first test leaves alone. */
const MANY = { "deletion/dropped": RETAIN, "deletion/changed": RETAIN, "deletion/scratch": {} };
/** Calls that the first test leaves alone. */
const CALLS = {
  several: several("a", "b"),
  alone: { source: "../modules/ecr-repository", name: "deletion/alone", ...RETAIN },
};

/** The configuration that a README's section adds to a call, about a repository of this test. */
function blocks(module: string, section: string): string[] {
  const [, text = ""] = workspace.read(`modules/${module}/README.md`).split(`\n## ${section}\n`);
  const [own = ""] = text.split("\n## ");
  return [...own.matchAll(/```hcl\n([^]*?)```/g)].map(([, block = ""]) => block.replaceAll("team/api", KEPT));
}

function write(module: object, ...texts: (string | undefined)[]): void {
  workspace.write("caller/main.tf.json", JSON.stringify({ provider: { aws: { region: "eu-west-1" } }, module }));
  workspace.write("caller/blocks.tf", texts.join("\n"));
}

/** One call for many repositories. */
function registry(repositories: Readonly<Record<string, object>>): object {
  return { source: "../modules/ecr-repositories", repositories };
}

/** A call for each of several repositories. */
function several(...names: readonly string[]): object {
  const keys = Object.fromEntries(names.map((name) => [name, name]));
  return { source: "../modules/ecr-repository", for_each: keys, name: "deletion/${each.key}", ...RETAIN };
}

beforeAll(async () => {
  write({ ...CALLS, api: SINGLE, registry: registry({ ...MANY, [KEPT]: {} }) });
  await run("init");
  expect(await run("apply", "-auto-approve")).toContain("8 added");
});

test("what is there already is kept and let go of by the blocks of the READMEs", async () => {
  const [keepOne, letGoOfOne] = blocks("ecr-repository", "Deletion");
  const [keep, letGo] = blocks("ecr-repositories", "Deletion");
  write({ ...CALLS, api: { ...SINGLE, ...RETAIN }, registry: registry({ ...MANY, [KEPT]: RETAIN }) }, keepOne, keep);
  expect(await run("plan")).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");

  write({ ...CALLS, registry: registry(MANY) }, letGoOfOne, letGo);
  const said = await run("plan");
  expect(said).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
  expect(said.match(/will no longer be managed by Terraform, but will not be destroyed/g)).toHaveLength(2);
});

test("retained repositories are kept when an entry or a key goes, and not when their call does, as the READMEs say", async () => {
  write({ api: SINGLE, registry: registry({ "deletion/changed": {}, [KEPT]: {} }), several: several("a") });
  const said = await run("plan").catch(String);
  expect(
    [...said.matchAll(/Resource\s+(module\S+)\s+has\s+lifecycle\.prevent_destroy/g)].map(([, it]) => it).sort(),
  ).toEqual([
    'module.registry.aws_ecr_repository.retained["deletion/changed"]',
    'module.registry.aws_ecr_repository.retained["deletion/dropped"]',
    'module.several["b"].aws_ecr_repository.retained[0]',
  ]);
  expect(said).toContain("# module.alone.aws_ecr_repository.retained[0] will be destroyed");
});
