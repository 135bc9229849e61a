import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Repository } from "./review";

const FOLDER = join(__dirname, "../../fixtures/plans");

/** Plans of the environment `rec`, which Terraform made: from `before` to `after`. */
export type RecordedStack = "registry" | "access";

export function recordedText(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}

interface RecordedChange {
  address: string;
  mode: string;
  type: string;
  action_reason?: string;
  deposed?: string;
  change: Record<string, unknown> & { actions: string[] };
}

/** A plan to change parts of. */
export interface RecordedPlan extends Record<string, unknown> {
  format_version: string;
  resource_changes: RecordedChange[];
  resource_drift?: RecordedChange[];
}

export function recordedPlan(stack: RecordedStack): RecordedPlan {
  return JSON.parse(recordedText(`${stack}.json`)) as RecordedPlan;
}

/** The change of a resource in a plan. */
export function changeOf(plan: RecordedPlan, address: string): RecordedChange {
  const found = plan.resource_changes.find((change) => change.address === address);
  if (found === undefined) throw new Error(`no change of ${address}`);
  return found;
}

/** A project with the recorded environment, whose working tree declares what the plans do. */
export function recordedProject(): Repository {
  const project = new Repository();
  declareRecorded(project, "before");
  rmSync(join(project.root, "environments/dev"), { recursive: true });
  project.commit();
  declareRecorded(project, "after");
  for (const stack of ["registry", "access"] as const) project.write(`${stack}.json`, recordedText(`${stack}.json`));
  return project;
}

/** Writes the recorded environment at one of its two revisions. */
export function declareRecorded(project: Repository, revision: "before" | "after"): void {
  project.write("environments/rec/environment.yaml", recordedText(`${revision}.environment.yaml`));
  project.write("environments/rec/repositories/list.yaml", recordedText(`${revision}.repositories.yaml`));
}
