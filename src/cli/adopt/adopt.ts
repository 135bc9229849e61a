import { FileReader } from "../../config/file-reader";
import { formatProblem } from "../../config/problems";
import { tagFaults, tagsToAdd } from "../../operations/adoption/entry";
import { type LeftOut } from "../../operations/adoption/found";
import { withInterrupts } from "../support/interrupts";
import { writeFiles } from "../support/write-files";
import { type AdoptionCandidates } from "./candidates";
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
 * `ecr adopt ENV --from ...`: declares existing repositories. Writes only files of the environment.
 * @throws Error if the environment or the source cannot be read, or the result would have errors
 */
export async function adoptCommand(root: string, name: string, options: AdoptOptions): Promise<void> {
  const { adopter, others } = adopterOf(root, name);
  const choose = (names: readonly string[]): Selection =>
    select(names, adopter.environment, others, options.match ?? []);
  const { candidates, broken } = await readCandidates(adopter, choose, options.from);
  const { found, leftOut } = withoutTagConflicts(adopter, candidates, options.exact === true);
  const plan = found.length === 0 ? undefined : planAdoption(adopter, found, options.imports);
  const isWritten = plan !== undefined && options.dryRun !== true;
  if (isWritten) writeFiles(plan.files);
  const adoption: Adoption = {
    root,
    environment: name,
    isWritten,
    plan,
    leftOut,
    skipped: candidates.skipped,
    remarks: candidates.remarks,
    withImports: options.imports,
  };
  if (options.output === "json") process.stdout.write(`${JSON.stringify(adoptionRecord(adoption), undefined, 2)}\n`);
  else process.stdout.write(`${options.dryRun === true ? diffOf(adoption) : ""}${adoptionText(adoption)}`);
  if (broken || leftOut.length > 0) process.exitCode = 1;
}

const DIFF_SIDES = { before: "now", after: "adopted" };

/** The changes of a dry run. */
function diffOf({ root, plan }: Adoption): string {
  const { filePatch } = require("../support/file-patch") as typeof import("../support/file-patch");
  const reader = new FileReader(root);
  return (plan?.files ?? [])
    .map(({ path, before, after }) => `${filePatch({ file: reader.nameOf(path), before, after }, DIFF_SIDES)}\n`)
    .join("");
}

async function readCandidates(
  { root, environment, basis }: Adopter,
  choose: (names: readonly string[]) => Selection,
  sources: readonly string[],
): Promise<{ readonly candidates: AdoptionCandidates; readonly broken: boolean }> {
  if (!sources.includes("aws")) {
    const { candidatesFromFiles } = require("./from-files") as typeof import("./from-files");
    const { problems, ...candidates } = candidatesFromFiles(root, sources, {
      basis,
      location: environment.location,
      choose,
    });
    process.stderr.write(problems.map((problem) => `${formatProblem(problem)}\n`).join(""));
    return { candidates, broken: problems.some(({ severity }) => severity === "error") };
  }
  if (sources.length > 1)
    throw new Error('--from: expected either "aws" or files, found both. Run the command once for each');
  const { candidatesFromAws } = require("./from-aws") as typeof import("./from-aws");
  return {
    candidates: await withInterrupts((signal) => candidatesFromAws(environment, choose, signal)),
    broken: false,
  };
}

/** Leaves out repositories that conflict with the environment's default tags. */
function withoutTagConflicts(
  adopter: Adopter,
  { found, leftOut }: AdoptionCandidates,
  exact: boolean,
): Pick<AdoptionCandidates, "found" | "leftOut"> {
  const defaults = defaultsOf(adopter);
  const conflicts = found.flatMap((repository): LeftOut[] => {
    const { repositoryName } = repository;
    const faults = tagFaults(repository, defaults);
    const added = exact ? tagsToAdd(repository, defaults) : [];
    if (added.length > 0) {
      faults.push(`the first deployment would add the tags ${added.join(", ")}. To adopt it anyway, leave out --exact`);
    }
    return faults.length === 0 ? [] : [{ repositoryName, part: "repository", reason: faults.join("; ") }];
  });
  const names = new Set(conflicts.map(({ repositoryName }) => repositoryName));
  return {
    found: found.filter(({ repositoryName }) => !names.has(repositoryName)),
    leftOut: [...leftOut, ...conflicts],
  };
}
