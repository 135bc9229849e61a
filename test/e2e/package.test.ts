import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const ROOT = join(__dirname, "../..");
const REGION = "sa-east-1";
const emulator = sharedEmulator(REGION);
const workspace = new Workspace();
const tarballs = new Workspace();
let packed: { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] };

/** Packs the project as npm publishes it. */
beforeAll(() => {
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", tarballs.folder], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  [packed] = JSON.parse(output.slice(output.indexOf("["))) as [typeof packed];
}, 180_000);

afterAll(() => {
  workspace.dispose();
  tarballs.dispose();
});

/**
 * Installs the packed project, with this project's packages for its dependencies.
 * @param version what the package calls itself
 */
function install(version: string): void {
  const modules = workspace.path("node_modules");
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules);
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (name !== "cdktf-ecr" && name !== ".bin") symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  const folder = join(modules, "cdktf-ecr");
  mkdirSync(folder);
  execFileSync("tar", ["-xzf", tarballs.path(packed.filename), "--strip-components=1", "-C", folder]);
  const file = join(folder, "package.json");
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as object), version }));
}

async function ecr(...args: readonly string[]): Promise<string> {
  return workspace.node([workspace.path("node_modules/cdktf-ecr/bin/ecr.cjs"), ...args], emulator.env);
}

async function deploy(): Promise<void> {
  await workspace.cdktf(["deploy", "dev-registry", "--auto-approve", "--skip-provider-lock"], emulator.env);
}

test("the package has compiled code, types and what commands read, and neither sources nor tests", () => {
  const folders = new Set(packed.files.map(({ path }) => path.split("/")[0]));
  expect([...folders].sort()).toEqual([
    ...["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "docs", "environments", "help", "package.json"],
    ...["templates", "terraform"],
  ]);
  const sources = packed.files.filter(({ path }) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith("templates/"));
  expect(sources).toEqual([]);
  expect(packed.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["dist/src/index.d.ts", "dist/src/processes/guard.cjs", "templates/project/gitignore"]),
  );
  expect(packed.size).toBeLessThan(3.5 * 1024 * 1024);
});

test("from an empty folder to deployed repositories, an update, and back", async () => {
  install("0.1.0");
  const account = ["--account", EMULATED_ACCOUNT, "--region", REGION, "--state", "local"];
  await ecr("init", "--environment", "dev", ...account, "--ci", "github", "--yes");
  expect(readdirSync(workspace.folder).sort()).toEqual(
    expect.arrayContaining([".github", ".gitignore", ".nvmrc", "cdktf.json", "environments", "help", "main.ts"]),
  );

  const team = "environments/dev/repositories/team.yaml";
  workspace.write(team, workspace.read(team).replaceAll("team/api", "package/web"));
  const settings = "environments/dev/environment.yaml";
  workspace.write(settings, workspace.read(settings).replace("deletionPolicy: Retain", "deletionPolicy: Delete"));
  expect(await ecr("validate")).toBe("dev: 1 repository, no problems\n");
  expect(await ecr("generate")).toContain("terraform/environments/dev: 7 of 7 files written");

  await deploy();
  expect(await ecr("status", "dev")).toContain("dev: 1 declared: 1 ready");

  install("0.2.0");
  expect(await ecr("--version")).toContain("cdktf-ecr 0.2.0");
  expect(await ecr("generate", "--check")).toContain("terraform/environments/dev: current");
  await workspace.node(["-r", "tsx/cjs", "main.ts"], emulator.env);
  const stack = "cdktf.out/stacks/dev-registry";
  await workspace.terraform(["init", "-input=false"], emulator.env, stack);
  const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode"];
  expect(await workspace.terraform(plan, emulator.env, stack)).toContain("No changes.");

  await ecr("destroy", "dev", "--yes");
  await expect(ecr("status", "dev")).rejects.toThrow("1 missing");
});

test("the constructs type-check and synthesize in an app of one's own", async () => {
  install("0.1.0");
  workspace.write(
    "app.ts",
    `import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { EcrRepository, type LifecyclePolicy } from "cdktf-ecr";

const app = new App({ outdir: "own.out" });
const stack = new TerraformStack(app, "own");
new AwsProvider(stack, "aws", { region: "${REGION}" });
const lifecyclePolicy: LifecyclePolicy = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    },
  ],
};
const location = { account: "${EMULATED_ACCOUNT}", region: "${REGION}" };
new EcrRepository(stack, "api", { repositoryName: "team/api", location, lifecyclePolicy });
app.synth();
`,
  );
  workspace.write("tsconfig.json", workspace.read("node_modules/cdktf-ecr/templates/project/tsconfig.json"));
  const types = ["node_modules/typescript/bin/tsc", "--noEmit", "--target", "ES2022", "--module", "node16", "--strict"];
  await workspace.node([...types, "--skipLibCheck", "--types", "node", "app.ts"], emulator.env);
  await workspace.node(["-r", "tsx/cjs", "app.ts"], emulator.env);
  expect(workspace.read("own.out/stacks/own/cdk.tf.json")).toContain('"name": "team/api"');
});
