import { mapConcurrently } from "../../aws/map-concurrently";
import { type AwsLocation } from "../../domain/aws/arn";
import { formatProblems } from "../../config/problems";
import { type EnvironmentResult, type WholeEnvironment } from "../../config/environment-result";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, regionalName } from "../../model/regions";
import { countText } from "../../domain/text/format";
import { colors, columns, forTerminal } from "./terminal";
import { counter, type Counter } from "./counter";
import { readAmongOthers, regionName } from "./environments";
import { withInterrupts } from "./interrupts";

/** What was read of an environment, or why it could not be read. */
export type EnvironmentOutcome<T> =
  | { readonly ok: true; readonly environment: Environment; readonly value: T }
  | {
      readonly ok: false;
      readonly name: string;
      /** @default - the environment's files have errors */
      readonly location?: AwsLocation;
      readonly error: string;
    };

/**
 * A table over environments as text: the rows, then details, then the summary.
 * @param rows with the heading
 */
export function environmentsTable(
  rows: readonly (readonly string[])[],
  details: readonly string[],
  ...summary: readonly string[]
): string {
  const lines = [
    ...columns(rows),
    ...(details.length === 0 ? [] : ["", ...details.map((line) => forTerminal(line))]),
    "",
    ...summary.map((line) => forTerminal(line)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a table over environments shows where nothing was read. */
export const NOT_READ = "-";

/** The name of an environment, with its region if there are several: what to pass to the command. */
export function outcomeName<T>(outcome: EnvironmentOutcome<T>): string {
  return outcome.ok ? regionalName(outcome.environment) : outcome.name;
}

/** The first cells of an environment's row: its name, account and region. */
export function environmentCells<T>(outcome: EnvironmentOutcome<T>): [name: string, account: string, region: string] {
  const name = outcomeName(outcome);
  const { account = NOT_READ, region = NOT_READ } =
    (outcome.ok ? outcome.environment.location : outcome.location) ?? {};
  return [name, account, region];
}

export const ENVIRONMENT_HEADING = ["ENVIRONMENT", "ACCOUNT", "REGION"] as const;

/** Why an environment could not be read. Each line begins with its name, as refusals of AWS do already. */
export function errorLines<T>(outcome: EnvironmentOutcome<T>): string[] {
  if (outcome.ok) return [];
  const start = `${outcome.name}: `;
  return outcome.error.split("\n").map((line) => colors().red(line.startsWith(start) ? line : `${start}${line}`));
}

/** `20 environments (2 could not be read)`, or `20 environments (23 regions, 2 could not be read)` if one has several regions. */
export function environmentsText(outcomes: readonly EnvironmentOutcome<unknown>[]): string {
  const unread = outcomes.filter(({ ok }) => !ok).length;
  const names = outcomes.map((outcome) => regionName(outcomeName(outcome)));
  const located = outcomes.filter((outcome) => outcome.ok || outcome.location !== undefined);
  const notes = [
    ...(names.every(({ region }) => region === undefined) ? [] : [countText(located.length, "region")]),
    ...(unread === 0 ? [] : [`${unread} could not be read`]),
  ];
  const environments = new Set(names.map(({ environment }) => environment));
  return `${countText(environments.size, "environment")}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

export function errorRecord({ name, location, error }: Extract<EnvironmentOutcome<unknown>, { ok: false }>): object {
  return { environment: regionName(name).environment, ...location, error };
}

export interface ReadingContext {
  /** Adds to the common counter. */
  readonly progress: Counter;
  readonly signal: AbortSignal;
  /** All environments of the project without errors. */
  readonly sound: readonly Environment[];
}

/** Environments that are read at the same time. Each of them sends several requests at once. */
const AT_ONCE = 4;

/**
 * Reads something of every environment in the project. If one of them cannot be read, the others still are.
 * @param label what the reading of an environment counts: "repositories read"
 * @throws Error if there are no environments
 * @throws the signal's reason if it was aborted
 */
export async function ofAllEnvironments<T>(
  root: string,
  label: string,
  read: (whole: WholeEnvironment, context: ReadingContext) => Promise<T>,
): Promise<EnvironmentOutcome<T>[]> {
  const { named, sound } = readAmongOthers(root, []);
  const results = named.flatMap((result) =>
    result.environment === undefined
      ? [result]
      : regionalEnvironments(result.environment).map((environment) => ({ ...result, environment })),
  );
  const progress = new CommonCounter(counter(label));
  const readOne = async (
    result: EnvironmentResult,
    signal: AbortSignal,
  ): Promise<{ environment: Environment; value: T }> => {
    const { environment, problems } = result;
    if (environment === undefined) {
      const errors = problems.filter(({ severity }) => severity === "error");
      throw new Error(formatProblems(errors).join("\n"));
    }
    const context = { progress: progress.of(regionalName(environment)), signal, sound };
    return { environment, value: await read({ ...result, environment }, context) };
  };
  try {
    const outcomes = await withInterrupts((signal) =>
      mapConcurrently(results, (result) => readOne(result, signal), { atOnce: AT_ONCE, signal }),
    );
    return results.flatMap(({ name, environment }, index): EnvironmentOutcome<T>[] => {
      const outcome = outcomes[index];
      if (outcome === undefined) return [];
      if (outcome.ok) return [{ ok: true, ...outcome.value }];
      const { message: error } = outcome.reason;
      if (environment === undefined) return [{ ok: false, name, error }];
      return [{ ok: false, name: regionalName(environment), location: environment.location, error }];
    });
  } finally {
    progress.end();
  }
}

/** Adds up the counts of several environments. */
class CommonCounter {
  private readonly counts = new Map<string, { readonly done: number; readonly total: number }>();

  constructor(private readonly common: Counter) {}

  of(name: string): Counter {
    return {
      update: (done, total = done) => {
        this.counts.set(name, { done, total });
        const all = [...this.counts.values()];
        this.common.update(
          all.reduce((sum, count) => sum + count.done, 0),
          all.reduce((sum, count) => sum + count.total, 0),
        );
      },
      // Others are still reading.
      end: () => undefined,
      log: (line) => {
        this.common.log(`${name}: ${line}`);
      },
    };
  }

  end(): void {
    this.common.end();
  }
}
