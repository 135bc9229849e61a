/**
 * `node -r tsx/cjs bench/plan.ts [SIZE...]`: plans many repositories through the module ecr-repositories and through an
 * environment's HCL, with a lifecycle policy for each repository and with one named policy. If TERRAFORM_AWS_ECR_MODULE is the
 * folder of terraform-aws-modules/ecr, that module under `for_each` is planned in turns with them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { embeddedEnv } from "../src/emulator/emulator-env";
import { startMotoServer } from "../src/emulator/moto-server";
import { terraformCliConfig } from "../src/emulator/terraform-cli-config";
import { ourConfigurations, theirConfigurations, type PlanConfiguration } from "./plan-configurations";

const SIZES = [100, 1000] as const;
const RUNS = 3;
const CACHE = join(__dirname, "../.cache");

export interface Planned {
  /** Elapsed seconds. */
  readonly wall: number;
  /** CPU seconds of Terraform and its provider. */
  readonly cpu: number;
  /** Peak memory of the larger of the two, in MiB. */
  readonly memory: number;
}

/** Runs a program and prints what it and its children used as the last line, because Node does not report children. */
const MEASURED = `
import json, resource, subprocess, sys, time
start = time.monotonic()
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1048576 if sys.platform == "darwin" else 1024
sys.stdout.write(run.stdout)
print()
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / unit}))
sys.exit(run.returncode)
`;

/** @throws Error if Terraform fails */
export function terraform(
  folder: string,
  env: NodeJS.ProcessEnv,
  ...args: string[]
): { stdout: string; planned: Planned } {
  const words = ["-c", MEASURED, "terraform", ...args, "-input=false", "-no-color"];
  const { status, stdout, stderr } = spawnSync("python3", words, {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${status ?? "a signal"}\n${stderr}`);
  return { stdout, planned: JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Planned };
}

/** Plans the creation of repositories with a lifecycle policy each. */
export function plan({ name, folder }: PlanConfiguration, env: NodeJS.ProcessEnv, count: number): Planned {
  const { stdout, planned } = terraform(folder, env, "plan", "-refresh=false");
  // Each repository has a lifecycle policy.
  const expected = `Plan: ${2 * count} to add, 0 to change, 0 to destroy.`;
  if (!stdout.includes(expected)) {
    throw new Error(
      `${name}: expected "${expected}", found ${/^Plan: .*|^No changes\..*/m.exec(stdout)?.[0] ?? "no plan"}`,
    );
  }
  return planned;
}

/** @param reference folder of terraform-aws-modules/ecr; `undefined` leaves it out */
function benchmarkSize(count: number, env: NodeJS.ProcessEnv, reference: string | undefined): void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-")));
  try {
    const ours = ourConfigurations(root, count);
    const theirs = reference === undefined ? [] : theirConfigurations(root, count, reference);
    const configurations = [...ours, ...theirs];
    for (const { folder } of configurations) terraform(folder, env, "init");
    const runs = configurations.map((): Planned[] => []);
    for (let run = 0; run < RUNS; run += 1) {
      configurations.forEach((it, index) => runs[index]?.push(plan(it, env, count)));
    }
    const measured = configurations.map(({ name }, index) => ({ name, runs: runs[index] ?? [] }));
    for (const { name, runs } of measured) {
      const of = (part: keyof Planned) => median(runs.map((planned) => planned[part]));
      console.log(
        `plan of ${count} repositories, ${name}: ${of("wall").toFixed(1)} s, ${of("cpu").toFixed(1)} s of CPU, ${Math.round(of("memory"))} MiB`,
      );
    }
    for (const theirOwn of measured.slice(ours.length)) {
      for (const it of measured.slice(0, ours.length)) {
        const ratio = (part: keyof Planned) => pairedRatio(it.runs, theirOwn.runs, part).toFixed(2);
        console.log(
          `  ${it.name}: ${ratio("wall")}x the time of ${theirOwn.name}, ${ratio("cpu")}x its CPU time, ${ratio("memory")}x its memory`,
        );
      }
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Median of the ratios within each turn, because a machine's speed changes within minutes. */
function pairedRatio(ours: readonly Planned[], theirs: readonly Planned[], part: keyof Planned): number {
  return median(ours.map((planned, turn) => planned[part] / (theirs[turn]?.[part] ?? NaN)));
}

export function median(values: readonly number[]): number {
  const found = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (found === undefined) throw new Error("expected measurements, found none");
  return found;
}

/** Prints what planning takes, in absolute terms and relative to the reference. */
export async function benchmarkPlans(sizes: readonly number[] = SIZES): Promise<void> {
  const given = process.env["TERRAFORM_AWS_ECR_MODULE"];
  if (given === undefined || given === "") {
    console.log("terraform-aws-modules/ecr is not measured: set TERRAFORM_AWS_ECR_MODULE to its folder");
  }
  await onEmulator((env) => {
    for (const size of sizes)
      benchmarkSize(size, env, given === undefined || given === "" ? undefined : resolve(given));
  });
}

/** @param run gets the environment of Terraform */
export async function onEmulator(run: (env: NodeJS.ProcessEnv) => void): Promise<void> {
  const search = {
    env: process.env,
    homeFolder: homedir(),
    workingFolder: process.cwd(),
    platform: process.platform,
    architecture: process.arch,
  };
  const logFile = join(CACHE, `bench-emulator-${process.pid}.log`);
  // The reference calls sts:GetCallerIdentity for each repository.
  const emulator = await startMotoServer({ cacheFolder: CACHE, logFile, env: process.env });
  try {
    const env: NodeJS.ProcessEnv = {
      ...embeddedEnv(process.env, { endpoint: emulator.endpoint, region: "eu-west-1" }),
      ...terraformCliConfig(search, CACHE).variables,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
    };
    run(env);
  } finally {
    await emulator.stop();
    rmSync(logFile, { force: true });
  }
}

if (require.main === module)
  void benchmarkPlans(process.argv.slice(2).length > 0 ? process.argv.slice(2).map(Number) : SIZES);
