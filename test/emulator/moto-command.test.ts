import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installedMotoCommands, onPath, pinnedMotoCommand } from "../../src/emulator/moto-command";

let folder: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "moto-command-"));
  mkdirSync(path.join(folder, "bin"));
  env = { PATH: path.join(folder, "bin") };
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a program on the PATH of the test. */
function program(name: string, script: string): string {
  const file = path.join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("moto_server comes before the module, and both are offered", () => {
  const server = program("moto_server", "exit 0");
  const python = program("python3", "exit 0");
  expect(installedMotoCommands(env)).toEqual([
    { command: server, args: [] },
    { command: python, args: ["-m", "moto.server"] },
  ]);
});

test("a python3 without moto is not offered", () => {
  program("python3", "exit 1");
  expect(installedMotoCommands(env)).toEqual([]);
});

test("only executable files on PATH are found", () => {
  writeFileSync(path.join(folder, "bin", "moto_server"), "");
  mkdirSync(path.join(folder, "bin", "python3"));
  expect(onPath("moto_server", env)).toBeUndefined();
  expect(onPath("python3", env)).toBeUndefined();
});

test("without moto and python3, the message says what to install", async () => {
  await expect(pinnedMotoCommand(folder, env)).rejects.toThrow(
    'expected moto_server or python3 on the PATH, found neither. Install Python 3.9 or newer, or moto: pip install "moto[server]==5.2.1"',
  );
});

test("a python3 that cannot create virtual environments is named, with its output and what to install", async () => {
  const python = program("python3", "echo ensurepip is not available; exit 1");
  await expect(pinnedMotoCommand(folder, env)).rejects.toThrow(
    `${python} cannot create a virtual environment. On Debian and Ubuntu, run apt install python3-venv. Last lines of output:\nensurepip is not available`,
  );
});

test("an installation that fails leaves no environment", async () => {
  // A virtual environment whose pip cannot reach the index.
  program(
    "python3",
    'mkdir -p "$3/bin"; printf "#!/bin/sh\\necho no index; exit 1\\n" > "$3/bin/python3"; chmod +x "$3/bin/python3"',
  );
  const withTools = { PATH: `${env["PATH"] ?? ""}:/usr/bin:/bin` };
  await expect(pinnedMotoCommand(folder, withTools)).rejects.toThrow(
    /cannot install moto\[server\]==5\.2\.1\. Check that the package index is reachable\. Last lines of output:\nno index/,
  );
  expect(readdirSync(folder).sort()).toEqual(["bin", "moto-venv.log"]);
});

test("an existing environment is used as it is", async () => {
  mkdirSync(path.join(folder, "moto-venv", "bin"), { recursive: true });
  const python = path.join(folder, "moto-venv", "bin", "python3");
  symlinkSync("/bin/sh", python);
  expect(await pinnedMotoCommand(folder, env)).toEqual({ command: python, args: ["-m", "moto.server"] });
});
