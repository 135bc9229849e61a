/** `npm run bench`: prints ratios of what this project does to what a reference does, in the same minutes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchmarkAccess } from "./access";
import { benchmarkGroups } from "./groups";
import { benchmarkPrinting } from "./hcl";
import { benchmarkLifecycle } from "./lifecycle";
import { benchmarkPlans } from "./plan";
import { writeCorpus } from "./corpus";
import { measure, type Measured } from "./measure";

const SIZES = [1000, 5000] as const;
const RUNS = 3;

/** Synthesis against bare cdktf, and the checks alone, for one size. */
function benchmark(count: number): Record<"ours" | "bare" | "validate" | "generate" | "check", Measured> {
  const root = mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-"));
  try {
    writeCorpus(root, count);
    const [bare, ours, validate, generate, check] = measure(
      [
        { name: "bare", args: [root, String(count)] },
        { name: "ours", args: [root] },
        { name: "validate", args: [root] },
        { name: "generate", args: [root] },
        { name: "generate", args: [root, "--check"] },
      ],
      RUNS,
    );
    if (!bare || !ours || !validate || !generate || !check)
      throw new Error("expected a measurement of each program, found fewer");
    return { ours, bare, validate, generate, check };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const results = SIZES.map((count) => ({ count, ...benchmark(count) }));
for (const { count, ours, bare, validate, generate, check } of results) {
  const ratio = (ours.seconds / bare.seconds).toFixed(2);
  console.log(
    `synthesis of ${count} repositories: ${ratio}x the time of bare cdktf (${text(ours)} against ${text(bare)}; limit 1.25x)`,
  );
  for (const [words, measured] of [
    ["generate", generate],
    ["generate --check", check],
  ] as const) {
    const printed = (measured.seconds / bare.seconds).toFixed(2);
    console.log(`${words} of ${count} repositories: ${printed}x the time of bare cdktf (${text(measured)}; limit 2x)`);
  }
  console.log(`validate ${count} repositories: ${text(validate)}${count === 5000 ? "; limit 2 s" : ""}`);
}
const [small, large] = results;
if (small !== undefined && large !== undefined) {
  const growth = (part: "ours" | "bare" | "validate") => (large[part].seconds / small[part].seconds).toFixed(2);
  console.log(
    `with 5 times the repositories: ours ${growth("ours")}x the time, validate ${growth("validate")}x, bare cdktf ${growth("bare")}x`,
  );
}

benchmarkPrinting();
benchmarkAccess();
void benchmarkLifecycle()
  .then(() => benchmarkPlans())
  .then(() => benchmarkGroups());

function text({ seconds, memory }: Measured): string {
  return `${seconds.toFixed(2)} s, ${Math.round(memory)} MiB`;
}
