import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { MARKDOWN_FILES, ROOT } from "./markdown";

const BIN = join(ROOT, "node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs");

const lint = (input: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [BIN, ...args], { cwd: ROOT, encoding: "utf8", input });

test("all Markdown passes the linter, by the configuration at the top of the tree", () => {
  const { status, stderr } = lint("", "--no-globs", ...MARKDOWN_FILES.map((path) => `:${path}`));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the linter finds faults", () => {
  const { status, stderr } = lint("# Title\n## Next\n", "--no-globs", "-");
  expect(status).toBe(1);
  expect(stderr).toContain("MD022/blanks-around-headings");
});
