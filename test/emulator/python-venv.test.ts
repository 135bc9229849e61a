import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeVenv } from "../../src/emulator/python-venv";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "python-venv-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A `python3` whose environments have an interpreter that writes down what it is told. */
function python(): string {
  const file = path.join(folder, "python3");
  const inside = '#!/bin/sh\\necho "$@" >> "$(dirname "$0")/told"\\n';
  writeFileSync(
    file,
    `#!/bin/sh\nmkdir -p "$3/bin"; printf '${inside}' > "$3/bin/python3"; chmod +x "$3/bin/python3"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

const venv = (name: string) => ({
  folder: path.join(folder, "tools", name),
  requirement: "checkov==1.2.3",
  python: python(),
  env: process.env,
});

test("the pinned package is installed once, with the environment's own pip", async () => {
  const interpreter = path.join(folder, "tools/once/bin/python3");
  expect(await makeVenv(venv("once"))).toBe(interpreter);
  expect(await makeVenv(venv("once"))).toBe(interpreter);
  expect(readFileSync(path.join(folder, "tools/once/bin/told"), "utf8")).toBe(
    "-m pip install --quiet --disable-pip-version-check checkov==1.2.3\n",
  );
});

test("two processes that install at the same time both get a complete environment, and nothing is left over", async () => {
  const made = await Promise.all([makeVenv(venv("both")), makeVenv(venv("both"))]);
  expect(new Set(made).size).toBe(1);
  expect(readdirSync(path.join(folder, "tools")).sort()).toEqual(["both", "both.log"]);
});
