import { moduleTrees } from "../../src/cli/generate/module-trees";
import { sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const workspace = new Workspace();
const env = sharedEmulator("eu-west-1").env;

for (const [name, tree] of moduleTrees()) {
  for (const [path, text] of tree) workspace.write(`modules/${name}/${path}`, text);
}

afterAll(() => {
  workspace.dispose();
});

const terraform = (...args: string[]): Promise<string> =>
  workspace.terraform([...args, "-no-color", "-input=false"], env, "caller");

function write(module: object): void {
  workspace.write("caller/main.tf.json", JSON.stringify({ provider: { aws: { region: "eu-west-1" } }, module }));
}

const RETAIN = { deletion_policy: "Retain" };

/** One call for many repositories. */
function registry(repositories: Readonly<Record<string, object>>): object {
  return { source: "../modules/ecr-repositories", repositories };
}

/** A call for each of several repositories. */
function several(...names: readonly string[]): object {
  const keys = Object.fromEntries(names.map((name) => [name, name]));
  return { source: "../modules/ecr-repository", for_each: keys, name: "deletion/${each.key}", ...RETAIN };
}

test("retained repositories are kept when an entry or a key goes, and not when their call does, as the READMEs say", async () => {
  write({
    registry: registry({ "deletion/dropped": RETAIN, "deletion/changed": RETAIN, "deletion/scratch": {} }),
    several: several("a", "b"),
    alone: { source: "../modules/ecr-repository", name: "deletion/alone", ...RETAIN },
  });
  await terraform("init");
  expect(await terraform("apply", "-auto-approve")).toContain("6 added");

  write({ registry: registry({ "deletion/changed": {} }), several: several("a") });
  const said = await terraform("plan").catch(String);
  expect(
    [...said.matchAll(/Resource\s+(module\S+)\s+has\s+lifecycle\.prevent_destroy/g)].map(([, it]) => it).sort(),
  ).toEqual([
    'module.registry.aws_ecr_repository.retained["deletion/changed"]',
    'module.registry.aws_ecr_repository.retained["deletion/dropped"]',
    'module.several["b"].aws_ecr_repository.retained[0]',
  ]);
  expect(said).toContain("# module.alone.aws_ecr_repository.retained[0] will be destroyed");
});
