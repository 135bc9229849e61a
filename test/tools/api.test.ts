import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Runs TypeScript of this project. TypeDoc consists of ES modules, which Jest does not load. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", "tsx/cjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("docs/api.md is current, and every export and each of its parts has a docstring", () => {
  expect(run("tools/api.ts", "--check")).toEqual({ status: 0, stdout: "docs/api.md: current\n", stderr: "" });
});

test("missing docstrings, and types in signatures that are not exported, are faults", () => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache/api-"));
  try {
    writeFileSync(
      join(folder, "index.ts"),
      `export interface Bare { /** Documented. */ readonly part: string }
/** Documented. */
export interface Whole { readonly silent: string }
interface Hidden { readonly part: string }
/** Documented. */
export type Shown = readonly Hidden[];
`,
    );
    const tsconfig = join(folder, "tsconfig.json");
    writeFileSync(tsconfig, JSON.stringify({ extends: "../../tsconfig.json", include: ["index.ts"] }));
    const options = JSON.stringify({ entryPoints: [join(folder, "index.ts")], tsconfig });
    const { status, stderr } = run("-e", `require("./tools/api-page").apiPage(${options})`);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("docs/api.md was not generated") });
    for (const name of ["Bare (Interface)", "Whole.silent (Property)", "Hidden, defined in"]) {
      expect(stderr).toContain(name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
