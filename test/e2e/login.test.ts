import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { registerLogin } from "../../src/cli/login/command";
import { Project } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy } from "../support/e2e/faulty-proxy";

const REGION = "ap-southeast-2";
const HOST = `${EMULATED_ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
/** What the emulator gives out. */
const TOKEN = `${EMULATED_ACCOUNT}-auth-token`;

const emulator = sharedEmulator(REGION);
let project: Project;
let variables: NodeJS.ProcessEnv;

beforeEach(() => {
  project = new Project(registerLogin);
  const environment = (account: string): string => `account: "${account}"\nregion: ${REGION}\nstate: { local: {} }\n`;
  project.write("environments/dev/environment.yaml", environment(EMULATED_ACCOUNT));
  project.write("environments/foreign/environment.yaml", environment("999988887777"));
  mkdirSync(join(project.root, "bin"));
  variables = { ...process.env };
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  process.env = { ...emulator.env, ...quiet, PATH: join(project.root, "bin") };
});

afterEach(() => {
  process.env = variables;
  project.remove();
});

/** Stands for a program that is not installed here: writes down all that it is given. */
function tool(name: string, end = "exit 0"): void {
  const to = (file: string): string => `'${join(project.root, `${name}.${file}`)}'`;
  const lines = ["#!/bin/sh", "PATH=/usr/bin:/bin", `printf '%s ' "$@" > ${to("args")}`, `env > ${to("env")}`];
  const path = project.write(`bin/${name}`, [...lines, `cat > ${to("stdin")}`, `${end}\n`].join("\n"));
  chmodSync(path, 0o755);
}

function given(name: string, file: "args" | "env" | "stdin"): string {
  return readFileSync(join(project.root, `${name}.${file}`), "utf8");
}

test.each([
  ["docker", `login --username AWS --password-stdin ${HOST} `],
  ["podman", `login --username AWS --password-stdin ${HOST} `],
  ["helm", `registry login --username AWS --password-stdin ${HOST} `],
])("%s gets the token on its standard input and nowhere else", async (name, args) => {
  tool(name, "echo 'Login Succeeded'; echo 'WARNING: stored in a file' >&2");
  const { stdout, stderr, error } = await project.run("login", "dev", "--tool", name);
  expect(error).toBeUndefined();
  expect(given(name, "stdin")).toBe(TOKEN);
  expect(given(name, "args")).toBe(args);
  expect(given(name, "env")).not.toContain(TOKEN);
  expect(stdout).toMatch(new RegExp(`^${name} is logged in to ${HOST} until \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\n$`));
  expect(stderr).toBe("WARNING: stored in a file\n");
});

test("without a choice the first program on PATH is logged in, and said", async () => {
  tool("helm");
  tool("podman");
  const { stderr } = await project.run("login", "dev");
  expect(stderr).toBe(
    `Logging in with podman (${join(project.root, "bin/podman")}), the first tool found on the PATH.\n`,
  );
  expect(given("podman", "stdin")).toBe(TOKEN);
  expect(existsSync(join(project.root, "helm.stdin"))).toBe(false);
});

test("-o json says what is logged in, where and until when", async () => {
  tool("helm");
  const { stdout } = await project.run("login", "dev", "-o", "json");
  expect(JSON.parse(stdout)).toEqual({ tool: "helm", host: HOST, expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) });
});

test("a program that is missing, or cannot be executed, is told", async () => {
  project.write("bin/docker", "not a program");
  expect(await project.run("login", "dev")).toMatchObject({
    error: "expected docker, podman or helm on the PATH, found none of them. Install one",
  });
  expect(await project.run("login", "dev", "--tool", "docker")).toMatchObject({
    error: "docker is not on the PATH. Install it, or choose a different tool with --tool",
  });
});

test("a program that fails is quoted, without the token that it repeats", async () => {
  const stored = Buffer.from(`AWS:${TOKEN}`).toString("base64");
  tool("docker", `echo "refused: ${TOKEN} or ${stored}" >&2; exit 3`);
  const { error, stdout, stderr } = await project.run("login", "dev", "--tool", "docker");
  expect(error).toBe(`docker failed to log in to ${HOST} (exit 3): refused: *** or ***`);
  expect(stdout + stderr).toBe("");
  tool("docker", "exit 4");
  expect((await project.run("login", "dev", "--tool", "docker")).error).toContain("(exit 4): no reason given");
});

test("a program that ends without reading its input is quoted as well", async () => {
  const path = project.write("bin/docker", "#!/bin/sh\necho 'cannot reach the daemon' >&2\nexit 1\n");
  chmodSync(path, 0o755);
  expect((await project.run("login", "dev")).error).toContain("(exit 1): cannot reach the daemon");
});

test("another account, no credentials, no emulator and an unknown environment log nothing in", async () => {
  tool("docker");
  const run = async (name: string) => (await project.run("login", name)).error;
  expect(await run("foreign")).toContain("expected AWS credentials for account 999988887777");
  expect(await run("def")).toContain('found "def"');
  const { AWS_ACCESS_KEY_ID } = process.env;
  delete process.env["AWS_ACCESS_KEY_ID"];
  expect(await run("dev")).toContain("no valid AWS credentials");
  Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
  expect(await run("dev")).toContain("AWS does not respond");
  expect(existsSync(join(project.root, "docker.stdin"))).toBe(false);
});

test("a token that AWS denies, or leaves out, is told", async () => {
  tool("docker");
  const through = async (fault: { status: number; type: string; body?: object }) => {
    const proxy = await FaultyProxy.start(emulator.endpoint, ({ operation }) =>
      operation === "GetAuthorizationToken" ? fault : undefined,
    );
    process.env["AWS_ENDPOINT_URL"] = proxy.endpoint;
    const { error } = await project.run("login", "dev");
    await proxy.stop();
    return error;
  };
  expect(await through({ status: 400, type: "AccessDeniedException" })).toContain(
    "cannot get a token for docker (ecr:GetAuthorizationToken): AccessDeniedException. Request this permission",
  );
  expect(await through({ status: 200, type: "", body: { authorizationData: [] } })).toContain(
    "does not contain a token",
  );
});
