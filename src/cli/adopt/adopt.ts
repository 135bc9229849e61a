import { formatProblem } from "../../config/problems";
import { tagFaults, tagsToAdd } from "../../operations/adoption/entry";
import { type LeftOut } from "../../operations/adoption/found";
import { withInterrupts } from "../support/interrupts";
import { writeFiles } from "../support/write-files";
import { type Gathered } from "./gathered";
import { adopterOf } from "../support/adoption/adopter";
import { defaultsOf, planAdoption, type Adopter } from "../support/adoption/plan";
import { adoptionRecord, adoptionText, type Adoption } from "./report";
import { select, type Selection } from "./selection";

export interface AdoptOptions {
  /** `aws`, or files and folders. */
  readonly from: readonly string[];
  readonly match?: readonly string[];
  readonly dryRun?: boolean;
  readonly exact?: boolean;
  readonly imports: boolean;
  readonly output: "text" | "json";
}

/**
 * `ecr adopt ENV --from ...`: declares repositories that are there. Writes files of the environment and nothing else.
 * @throws Error when the environment or the source cannot be read, or the result would have errors
 */
export async function adoptCommand(root: string, name: string, options: AdoptOptions): Promise<void> {
  const { adopter, others } = adopterOf(root, name);
  const choose = (names: readonly string[]): Selection =>
    select(names, adopter.environment, others, options.match ?? []);
  const { gathered, broken } = await gather(adopter, choose, options.from);
  const { found, leftOut } = withoutUnfit(adopter, gathered, options.exact === true);
  const plan = found.length === 0 ? undefined : planAdoption(adopter, found, options.imports);
  const isWritten = plan !== undefined && options.dryRun !== true;
  if (isWritten) writeFiles(plan.files);
  const adoption: Adoption = {
    root,
    environment: name,
    isWritten,
    plan,
    leftOut,
    passed: gathered.passed,
    remarks: gathered.remarks,
    withImports: options.imports,
  };
  if (options.output === "json") process.stdout.write(`${JSON.stringify(adoptionRecord(adoption), undefined, 2)}\n`);
  else process.stdout.write(`${options.dryRun === true ? diffOf(adoption) : ""}${adoptionText(adoption)}`);
  if (broken || leftOut.length > 0) process.exitCode = 1;
}

function diffOf(adoption: Adoption): string {
  const { diffText } = require("./diff-text") as typeof import("./diff-text");
  return diffText(adoption);
}

async function gather(
  { root, environment, basis }: Adopter,
  choose: (names: readonly string[]) => Selection,
  sources: readonly string[],
): Promise<{ readonly gathered: Gathered; readonly broken: boolean }> {
  if (!sources.includes("aws")) {
    const { gatherFromFiles } = require("./from-files") as typeof import("./from-files");
    const { problems, ...gathered } = gatherFromFiles(root, sources, { basis, location: environment.location, choose });
    process.stderr.write(problems.map((problem) => `${formatProblem(problem)}\n`).join(""));
    return { gathered, broken: problems.some(({ severity }) => severity === "error") };
  }
  if (sources.length > 1) throw new Error('--from takes either "aws" or files, not both; run it twice');
  const { gatherFromAws } = require("./from-aws") as typeof import("./from-aws");
  return { gathered: await withInterrupts((signal) => gatherFromAws(environment, choose, signal)), broken: false };
}

/** Leaves out what does not go together with the environment's default tags. */
function withoutUnfit(
  adopter: Adopter,
  { found, leftOut }: Gathered,
  exact: boolean,
): Pick<Gathered, "found" | "leftOut"> {
  const defaults = defaultsOf(adopter);
  const unfit = found.flatMap((repository): LeftOut[] => {
    const { repositoryName } = repository;
    const faults = tagFaults(repository, defaults);
    const added = exact ? tagsToAdd(repository, defaults) : [];
    if (added.length > 0) {
      faults.push(`the environment would add the tags ${added.join(", ")}, and --exact allows no change`);
    }
    return faults.length === 0 ? [] : [{ repositoryName, part: "repository", reason: faults.join("; ") }];
  });
  const names = new Set(unfit.map(({ repositoryName }) => repositoryName));
  return {
    found: found.filter(({ repositoryName }) => !names.has(repositoryName)),
    leftOut: [...leftOut, ...unfit],
  };
}
