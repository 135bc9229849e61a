import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Texts as `terraform fmt` has them, all in one run. @throws Error where it cannot read one */
export function terraformFmt(texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-fmt-"));
  try {
    texts.forEach((text, index) => {
      writeFileSync(join(folder, `text-${index}.tf`), text);
    });
    execFileSync("terraform", ["fmt"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    return texts.map((_, index) => readFileSync(join(folder, `text-${index}.tf`), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
