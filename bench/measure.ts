import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Measured {
  /** Median of the runs, in seconds, the start of the process included. */
  readonly seconds: number;
  /** Largest memory of a run, in MiB. */
  readonly memory: number;
}

const ROOT = join(__dirname, "..");
const PROGRAMS = join(__dirname, "programs");

/**
 * Runs programs of bench/programs in turn, so often each, and takes the median: what else the machine does meets all of them.
 * @returns a measurement for each program, in their order
 */
export function measure(
  programs: readonly { readonly name: string; readonly args: readonly string[] }[],
  runs: number,
): Measured[] {
  const seconds = programs.map((): number[] => []);
  const memory = programs.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    programs.forEach(({ name, args }, index) => {
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", "-r", join(PROGRAMS, "report-memory.cjs"), join(PROGRAMS, `${name}.ts`), ...args],
        { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] },
      );
      if (status !== 0) throw new Error(`${name} ended with ${status ?? "a signal"}\n${stderr}`);
      seconds[index]?.push(Number(process.hrtime.bigint() - start) / 1e9);
      memory[index]?.push(Number(/peak memory: (\d+)/.exec(stderr)?.[1] ?? 0) / 1024);
    });
  }
  return programs.map((_, index) => ({
    seconds: median(seconds[index] ?? []),
    memory: Math.max(...(memory[index] ?? [])),
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
