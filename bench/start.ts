/** `npm run bench`, the part about starting: the time of the lifecycle policy commands when there is almost nothing to do. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const RUNS = 7;
const LIMIT = 0.5;

const POLICY = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 },
      action: { type: "expire" },
    },
  ],
};

const LISTING = {
  imageDetails: ["a", "b"].map((fill, index) => ({
    repositoryName: "team/api",
    imageDigest: `sha256:${fill.repeat(64)}`,
    imageTags: [`v${index}`],
    imageSizeInBytes: 1000,
    imagePushedAt: `2026-01-0${index + 1}T00:00:00+00:00`,
  })),
};

/** Prints the time of each command from start to end, compared with Node and the loader alone. */
export function benchmarkStart(): void {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-"));
  try {
    const policy = join(folder, "policy.json");
    const images = join(folder, "images.json");
    writeFileSync(policy, JSON.stringify(POLICY));
    writeFileSync(images, JSON.stringify(LISTING));
    const commands = [
      { name: "Node and its TypeScript loader", words: ["-e", "0"] },
      { name: "lifecycle check", words: ["src/cli/ecr.ts", "lifecycle", "check", policy] },
      {
        name: "lifecycle preview",
        words: ["src/cli/ecr.ts", "lifecycle", "preview", "--policy", policy, "--images", images],
      },
      { name: "cost", words: ["src/cli/ecr.ts", "cost", "--images", images] },
    ];
    const seconds = commands.map((): number[] => []);
    for (let run = 0; run < RUNS; run += 1) {
      commands.forEach(({ words }, index) => seconds[index]?.push(timeOf(words)));
    }
    commands.forEach(({ name }, index) => {
      const limit = index === 0 ? "" : `; limit ${LIMIT} s`;
      console.log(`start of ${name}: ${median(seconds[index] ?? []).toFixed(2)} s${limit}`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeOf(words: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", ...words], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status ?? "a signal"}\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

if (require.main === module) benchmarkStart();
