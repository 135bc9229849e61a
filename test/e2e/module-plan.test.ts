import { environmentTree } from "../../src/cli/generate/environment-tree";
import { moduleTrees } from "../../src/cli/generate/module-trees";
import { terraformName } from "../../src/domain/terraform/terraform-name";
import { environment } from "../support/environment";
import { mirrorVariables } from "../support/e2e/emulator";
import { CORPUS, moduleInput } from "../support/e2e/repository-corpus";
import { Workspace } from "../support/e2e/workspace";

/** A provider that asks AWS nothing while it plans. */
const OFFLINE_PROVIDER = {
  region: "eu-west-1",
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
};

const env = { ...process.env, ...mirrorVariables(), CHECKPOINT_DISABLE: "1" };
const workspace = new Workspace().keepProvider();

afterAll(() => {
  workspace.dispose();
});

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly after: Record<string, unknown>; readonly after_unknown: Record<string, unknown> };
}

async function plan(folder: string): Promise<Change[]> {
  await workspace.terraform(["init", "-input=false", "-no-color"], env, folder);
  await workspace.terraform(["plan", "-refresh=false", "-input=false", "-no-color", "-out=test.plan"], env, folder);
  const shown = JSON.parse(await workspace.terraform(["show", "-json", "test.plan"], env, folder)) as {
    readonly resource_changes: readonly Change[];
  };
  return [...shown.resource_changes];
}

/** Planned resources by type and name of the repository, policies read. */
function byName(changes: readonly Change[]): Record<string, unknown> {
  // An environment has guards besides, where a module has `for_each`.
  const inAws = changes.filter(({ type }) => type.startsWith("aws_"));
  const entries = inAws.map(({ type, change: { after, after_unknown: unknown } }): [string, unknown] => {
    const { policy } = after;
    const read = typeof policy === "string" ? { policy: JSON.parse(policy) as unknown } : {};
    // Of these the provider takes no value, false and an empty map for the same, and plans what it was given.
    const { force_delete: forceDelete, tags, ...others } = after;
    const plain = { ...others, ...read, force_delete: forceDelete ?? false, tags: tags ?? {} };
    return [
      `${type} ${String(after["repository"] ?? after["name"])}`,
      { after: plain, unknown: Object.keys(unknown).sort() },
    ];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A folder that calls a module with the corpus, which is beside it. */
function writeCaller(folder: string, module: string, call: object): void {
  for (const [path, text] of moduleTrees().get(module) ?? []) workspace.write(`${module}/${path}`, text);
  const repositories = Object.fromEntries(CORPUS.map((it) => [it.repositoryName, moduleInput(it)]));
  workspace.write(`${folder}/repositories.json`, JSON.stringify(repositories));
  const main = { provider: { aws: OFFLINE_PROVIDER }, module: { called: { source: `../${module}`, ...call } } };
  workspace.write(`${folder}/main.tf.json`, JSON.stringify(main));
}

/** The registry of an environment as it is checked in; only its state and its provider are those of a test. */
function writeEnvironment(folder: string): void {
  for (const [path, text] of environmentTree(environment({ repositories: CORPUS }))) {
    if (path.startsWith("registry/")) workspace.write(`${folder}/${path.slice("registry/".length)}`, text);
  }
  const provider = { aws: { ...OFFLINE_PROVIDER, allowed_account_ids: null } };
  workspace.write(
    `${folder}/override.tf.json`,
    JSON.stringify({ terraform: { backend: { local: { path: "test.tfstate" } } }, provider }),
  );
}

test("a repository plans to the same through either module and through an environment", async () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(40);
  const inputs = [...new Set(CORPUS.flatMap((it) => Object.keys(moduleInput(it))))];
  writeCaller("registry-module", "ecr-repositories", { repositories: '${jsondecode(file("repositories.json"))}' });
  writeCaller("repository-module", "ecr-repository", {
    for_each: '${jsondecode(file("repositories.json"))}',
    name: "${each.key}",
    ...Object.fromEntries(inputs.map((name) => [name, `\${try(each.value.${name}, null)}`])),
  });
  writeEnvironment("environment");

  const throughRegistry = await plan("registry-module");
  const throughRepository = await plan("repository-module");
  const throughEnvironment = await plan("environment");

  expect(Object.keys(byName(throughEnvironment)).length).toBeGreaterThan(2 * CORPUS.length);
  expect(byName(throughRegistry)).toEqual(byName(throughEnvironment));
  expect(byName(throughRepository)).toEqual(byName(throughEnvironment));
  expect(throughEnvironment.map(({ address }) => address)).toContain(
    `aws_ecr_repository.${terraformName(CORPUS[0]?.repositoryName ?? "")}`,
  );
  for (const changes of [throughRegistry, throughRepository]) {
    const retained = changes.filter(({ address }) => address.includes("aws_ecr_repository.retained"));
    expect(retained).toHaveLength(CORPUS.filter(({ deletionPolicy }) => deletionPolicy === "Retain").length);
  }
});
