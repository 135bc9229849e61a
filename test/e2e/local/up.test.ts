import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { type EmulatorState } from "../../../src/emulator/emulator-state";
import { readLog } from "../../../src/processes/log-tail";
import { answers } from "../../../src/emulator/moto-server";
import { isProcessAlive, type ProcessIdentity } from "../../../src/processes/process-identity";
import { compiledProject } from "../../support/compiled";
import { ownEmulator } from "../../support/e2e/emulator";
import { descendantsOf, eventually, survivors } from "../../support/e2e/processes";
import { Workspace, type Ran, type Running } from "../../support/e2e/workspace";

const APP = path.join(compiledProject(), "test/support/e2e/local-app");
const plain = { ...process.env, AWS_ENDPOINT_URL: "" };

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
  // The app has no environments; `down` looks for the folder of the one that it is asked to destroy.
  workspace.write("environments/local/environment.yaml", "");
  workspace.write("main.cjs", readFileSync(path.join(APP, "main.js"), "utf8"));
  for (const name of ["cdktf.json", "package.json"]) {
    workspace.write(name, readFileSync(path.join(APP, name), "utf8"));
  }
});

afterEach(async () => {
  await local(["down"]);
  workspace.dispose();
});

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  return workspace.start(process.execPath, [path.join(APP, "ecr.js"), "local", ...args], { ...plain, ...env });
}

function local(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran> {
  return start(args, env).ran;
}

function state(): EmulatorState {
  return JSON.parse(workspace.read(".cache/local/emulator.json")) as EmulatorState;
}

/** Waits for the middle of a deployment. @returns every process that `up` has started by then */
async function deploying(running: Running): Promise<readonly ProcessIdentity[]> {
  // The log may be that of an earlier run.
  rmSync(workspace.path(".cache/local/deploy.log"), { force: true });
  return eventually(() => {
    if (!readLog(workspace.path(".cache/local/deploy.log")).includes("Initializing provider plugins")) return undefined;
    const found = descendantsOf(running.child.pid);
    return found.some(({ name }) => name === "terraform") ? found : undefined;
  }, 60);
}

test("up deploys, a second up changes nothing, and down destroys everything", async () => {
  const first = await local(["up"]);
  expect(first.stderr).toContain("Connecting to the emulator: started at http://127.0.0.1:");
  expect(first.exit).toBe(0);
  expect(first.stdout).toContain("local-registry: 2 added; local-access: 1 added");
  expect(first.stdout).toMatch(/^local-app\/api +IMMUTABLE +no +1 +no$/m);
  expect(first.stdout).toContain("Registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com\n");
  expect(first.stdout).toContain("Operator role: arn:aws:iam::123456789012:role/local-app-operator");
  expect(first.stdout).toContain("kubectl annotate serviceaccount operator");

  const { process: emulator, endpoint } = state();
  const second = await local(["up", "-o", "json"]);
  expect(JSON.parse(second.stdout)).toMatchObject({
    changed: false,
    emulator: "running",
    endpoint,
    repositories: [{ name: "local-app/api", lifecycleRules: 1 }],
  });

  const env = await local(["env", "-o", "json"]);
  const variables = JSON.parse(env.stdout) as Record<string, string>;
  expect(variables).toMatchObject({ AWS_ENDPOINT_URL: endpoint, AWS_REGION: "us-east-1" });

  // A shell with the variables of `local env` must still be able to stop the emulator.
  const down = await local(["down"], variables);
  expect(down.stdout).toBe("Destroyed local-registry, local-access. The emulator is no longer running.\n");
  expect(isProcessAlive(emulator)).toBe(false);
  expect(existsSync(workspace.path(".cache/local/emulator.json"))).toBe(false);
  expect(await local(["down"])).toMatchObject({ exit: 0, stdout: "No emulator is running.\n" });
});

test("if the deployment fails, up prints Terraform's errors with their stack and ends the emulator that it started", async () => {
  const running = start(["up"], { LOCAL_APP_ACCOUNT: "999999999999" });
  const started = await deploying(running);
  const { exit, stderr, stdout } = await running.ran;
  expect(exit).toBe(1);
  expect(stderr).toContain("error: cdktf deploy failed (exit 1). Terraform reported:\n");
  expect(stderr).toMatch(/^local-(registry|access): Error: /m);
  expect(stderr).toContain("AWS account ID not allowed: 123456789012");
  expect(stdout).toBe("");
  expect(await survivors(started)).toEqual([]);
  expect(existsSync(workspace.path(".cache/local/emulator.json"))).toBe(false);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s during the first deployment leaves no process", async (signal) => {
  const running = start(["up"]);
  const started = await deploying(running);
  running.child.kill(signal);
  const { exit, stderr } = await running.ran;
  expect(exit).toBe(signal === "SIGINT" ? 130 : 143);
  expect(stderr).toContain(`error: interrupted (${signal})`);
  expect(await survivors(started)).toEqual([]);
  expect(existsSync(workspace.path(".cache/local/emulator.json"))).toBe(false);
});

test("a second command is refused while up runs, and an up that is killed leaves no process", async () => {
  const running = start(["up"]);
  const started = await deploying(running);
  const { pid } = running.child;
  for (const words of [["up"], ["down"]]) {
    const { exit, stderr } = await local(words);
    expect({ exit, stderr }).toEqual({
      exit: 1,
      stderr: `error: \`ecr local up\` is already running (process ${pid}). Wait for it to end, or stop it.\n`,
    });
  }
  running.child.kill("SIGKILL");
  await running.ran;
  expect(await survivors(started)).toEqual([]);
  expect((await local(["status"])).stdout).toContain("No emulator is running.");
});

test("the emulator at AWS_ENDPOINT_URL is used and not stopped", async () => {
  const own = await ownEmulator();
  try {
    const up = await local(["up", "-o", "json"], { AWS_ENDPOINT_URL: own.endpoint });
    expect(JSON.parse(up.stdout)).toMatchObject({ emulator: "external", changed: true });
    const ecr = new ECRClient(own.config);
    expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toHaveLength(1);

    const interrupted = start(["up"], { AWS_ENDPOINT_URL: own.endpoint });
    await deploying(interrupted);
    interrupted.child.kill("SIGINT");
    expect((await interrupted.ran).exit).toBe(130);
    const s3 = new S3Client({ ...own.config, forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "local-app-state" }));
    // The two states, without locks.
    expect(Contents.map(({ Key }) => Key)).toEqual(["local-access.tfstate", "local-registry.tfstate"]);

    const down = await local(["down"], { AWS_ENDPOINT_URL: own.endpoint });
    expect(down.stdout).toBe("Destroyed local-registry, local-access. The emulator is still running.\n");
    expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
    expect(await answers(own.endpoint)).toBe(true);
  } finally {
    await own.server.stop();
  }
});
