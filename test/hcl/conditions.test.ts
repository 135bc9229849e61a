import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printHcl } from "../../src/hcl/print-files";
import { CONDITION_LOCALS, randomCondition } from "../support/hcl/random-conditions";
import { terraformFmt } from "../support/hcl/terraform-fmt";
import { Random } from "../support/hcl/random";

const COUNT = 400;

/** What Terraform finds of the conditions in a configuration. */
function answers(file: string, text: string): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-conditions-"));
  try {
    writeFileSync(join(folder, file), text);
    const asked = `jsonencode({ ${names.map((name) => `${name} = local.${name}`).join(", ")} })\n`;
    const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
    const printed = execFileSync("terraform", ["console"], { cwd: folder, input: asked, env, encoding: "utf8" });
    return JSON.parse(JSON.parse(printed) as string) as Record<string, unknown>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const random = new Random(7);
const conditions = Object.fromEntries(
  Array.from({ length: COUNT }, (_, index) => [`condition_${index}`, `\${${randomCondition(random)}}`]),
);
const names = Object.keys(conditions);

test("conditions that are broken over lines mean what they did in one, and are as `terraform fmt` writes them", () => {
  const document = { locals: { ...CONDITION_LOCALS, ...conditions } };
  const text = printHcl(document);
  // Otherwise nothing would be shown.
  expect(text.split("\n").length).toBeGreaterThan(3 * COUNT);
  const expected = answers("main.tf.json", JSON.stringify(document));
  expect(new Set(Object.values(expected))).toEqual(new Set([true, false]));
  expect(answers("main.tf", text)).toEqual(expected);
  expect(terraformFmt([text])).toEqual([text]);
});
