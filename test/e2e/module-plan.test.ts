import { moduleTrees } from "../../cli/generate/module-trees";
import { logicalId } from "../../modules/core/logical-id";
import { addStacks } from "../../stacks/add-stacks";
import { environment } from "../support/environment";
import { synthesize } from "../support/synthesize";
import { mirrorVariables } from "./support/emulator";
import { CORPUS, moduleInput } from "./support/repository-corpus";
import { Workspace } from "./support/workspace";

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
const workspace = new Workspace();

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
  const entries = changes.map(({ type, change: { after, after_unknown: unknown } }): [string, unknown] => {
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

test("a repository plans to the same through the module and through an environment", async () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(40);
  for (const [path, text] of moduleTrees().get("ecr-registry") ?? []) workspace.write(`ecr-registry/${path}`, text);
  const repositories = Object.fromEntries(CORPUS.map((it) => [it.repositoryName, moduleInput(it)]));
  const call = { source: "../ecr-registry", repositories: '${jsondecode(file("repositories.json"))}' };
  workspace.write("module/repositories.json", JSON.stringify(repositories));
  workspace.write(
    "module/main.tf.json",
    JSON.stringify({ provider: { aws: OFFLINE_PROVIDER }, module: { registry: call } }),
  );
  const { "test-registry": stack } = synthesize((app) => {
    addStacks(app, { environment: environment({ repositories: CORPUS }), projectFolder: "." });
  });
  const { backend, ...terraform } = stack?.terraform ?? {};
  expect(backend).toHaveProperty("local");
  workspace.write(
    "environment/cdk.tf.json",
    JSON.stringify({ ...stack, terraform, provider: { aws: OFFLINE_PROVIDER } }),
  );

  const throughModule = await plan("module");
  const throughEnvironment = await plan("environment");

  expect(byName(throughModule)).toEqual(byName(throughEnvironment));
  expect(throughEnvironment.map(({ address }) => address)).toContain(
    `aws_ecr_repository.${logicalId(CORPUS[0]?.repositoryName ?? "")}`,
  );
  const retained = throughModule.filter(({ address }) => address.includes("aws_ecr_repository.retained"));
  expect(retained).toHaveLength(CORPUS.filter(({ deletionPolicy }) => deletionPolicy === "Retain").length);
});
