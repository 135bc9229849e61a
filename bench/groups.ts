/**
 * `node -r tsx/cjs bench/groups.ts`: plans an environment as one stack and in groups, with a stack each, and synthesizes one that is
 * too large for a single plan.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./corpus";
import { measure } from "./measure";
import { median, onEmulator, plan, terraform, type Planned } from "./plan";
import { registryStacks } from "./plan-configurations";

const PLANNED = 5_000;
const SYNTHESIZED = 20_000;
const GROUPS = 10;
const RUNS = 3;

/** Prints what groups save in a plan, and what synthesis takes with and without them. */
export async function benchmarkGroups(): Promise<void> {
  await onEmulator(benchmarkGroupPlans);
  inFolder((root) => {
    writeCorpus(join(root, "one"), SYNTHESIZED);
    writeCorpus(join(root, "groups"), SYNTHESIZED, "own", undefined, GROUPS);
    const programs = ["one", "groups"].map((folder) => ({ name: "ours", args: [join(root, folder)] }));
    measure(programs, 1).forEach(({ seconds, memory }, index) => {
      const name = index === 0 ? "one stack" : `${GROUPS} groups`;
      console.log(
        `synthesis of ${SYNTHESIZED} repositories in ${name}: ${seconds.toFixed(1)} s, ${Math.round(memory)} MiB`,
      );
    });
  });
}

function benchmarkGroupPlans(env: NodeJS.ProcessEnv): void {
  inFolder((root) => {
    const [whole] = registryStacks(join(root, "one"), PLANNED);
    const stacks = registryStacks(join(root, "groups"), PLANNED, "own", GROUPS);
    // Every repository has a group, so the first stack has none.
    const [, group] = stacks;
    if (whole === undefined || group === undefined) throw new Error("expected a stack and a group, found none");
    for (const { folder } of [whole, group]) terraform(folder, env, "init");
    const [ofWhole, ofGroup]: [Planned[], Planned[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      ofWhole.push(plan(whole, env, PLANNED));
      ofGroup.push(plan(group, env, PLANNED / GROUPS));
    }
    for (const [name, runs] of [
      ["one stack", ofWhole],
      [`one of ${GROUPS} groups`, ofGroup],
    ] as const) {
      const of = (part: keyof Planned) => median(runs.map((planned) => planned[part]));
      console.log(
        `plan of ${PLANNED} repositories, ${name}: ${of("wall").toFixed(1)} s, ${of("cpu").toFixed(1)} s of CPU, ${Math.round(of("memory"))} MiB`,
      );
    }
    const ratio = median(ofGroup.map(({ wall }, turn) => wall / (ofWhole[turn]?.wall ?? Number.NaN)));
    console.log(`  a group: ${ratio.toFixed(3)}x the time of the stack of all`);
  });
}

function inFolder(run: (root: string) => void): void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-")));
  try {
    run(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

if (require.main === module) void benchmarkGroups();
