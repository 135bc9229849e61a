import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { moduleTrees } from "../../src/cli/generate/module-trees";
import { findProviderMirrors } from "../../src/emulator/provider-mirror";
import { Workspace } from "../support/e2e/workspace";

/** The OpenTofu on PATH, or the one that TERRAFORM_BINARY_NAME names. */
const TOFU = [process.env["TERRAFORM_BINARY_NAME"] ?? "", "tofu"].find(
  (name) => name !== "" && String(spawnSync(name, ["version"]).stdout).includes("OpenTofu"),
);

if (TOFU === undefined) {
  process.stderr.write("OpenTofu is not installed, so the module tests did not run under it. Put tofu on PATH.\n");
}

const workspace = new Workspace();
afterAll(() => {
  workspace.dispose();
});

/** OpenTofu names its own registry in a provider's address, so a mirror of Terraform's gets that name too. */
function mirrorVariables(): Readonly<Record<string, string>> {
  const { platform, arch: architecture, env } = process;
  const mirrors = findProviderMirrors({ env, homeFolder: homedir(), workingFolder: __dirname, platform, architecture });
  const mirror = mirrors.find(({ providers }) => providers.some((provider) => provider.endsWith("/hashicorp/aws")));
  if (mirror === undefined) return {};
  const from = path.join(mirror.path, "registry.terraform.io/hashicorp/aws");
  const to = workspace.path("mirror/registry.opentofu.org/hashicorp/aws");
  copyTree(from, to, 3);
  workspace.write(
    "tofu.rc",
    `provider_installation {\n  filesystem_mirror { path = "${workspace.path("mirror")}" }\n}\n`,
  );
  return { TF_CLI_CONFIG_FILE: workspace.path("tofu.rc") };
}

/** Folders down to the depth of a version's platform, with links to the files in it: OpenTofu does not follow links to folders. */
function copyTree(from: string, to: string, depth: number): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory() && depth > 0) copyTree(source, target, depth - 1);
    else symlinkSync(source, target);
  }
}

/** The tests of modules for Kubernetes need a provider that few machines have. */
const FOR_AWS = [...moduleTrees()].filter(([, tree]) => !(tree.get("versions.tf") ?? "").includes("kubernetes"));

(TOFU === undefined ? describe.skip : describe)("under OpenTofu", () => {
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    env = { ...process.env, ...mirrorVariables() };
    for (const [name, tree] of FOR_AWS) {
      for (const [file, content] of tree) workspace.write(`modules/${name}/${file}`, content);
    }
  });

  test.each(FOR_AWS.map(([name]) => name))("%s passes its own tests", async (name) => {
    const run = (...args: readonly string[]) => workspace.run(TOFU ?? "", args, env, `modules/${name}`);
    expect(await run("init", "-backend=false", "-input=false", "-no-color")).toMatchObject({ exit: 0 });
    expect((await run("test", "-no-color")).stdout).toMatch(/Success! \d+ passed, 0 failed\./);
  });
});
