import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { formatProblem } from "../../config/problems";
import { type FoundRepository, type LeftOut } from "../../operations/adoption/found";
import { addedNames } from "../../operations/adoption/registry";
import { releaseOf, type Release } from "../../operations/adoption/state/release";
import { withInterrupts } from "../support/interrupts";
import { regionName } from "../support/environments";
import { writeFiles, type FileToWrite } from "../support/write-files";
import { withGrants, withoutTagConflicts } from "./adoptable";
import { type AdoptionCandidates, type PartChoice, partsFromAws } from "./candidates";
import { adopterOf } from "../support/adoption/adopter";
import {
  BrokenRules,
  planAdoption,
  type Adopter,
  type AdoptionPlan,
  type AdoptionRequest,
} from "../support/adoption/plan";
import { registryOf } from "../support/adoption/registry";
import { type RegistryReading } from "../support/registry-settings";
import { adoptionRecord, adoptionText, type Adoption } from "./report";
import { withPublic } from "./with-public";
import { select, type Selection } from "./selection";
import { type StateSource } from "./state/read";
import { stacksOf, unreadCopies, withCopies } from "./copies";
import { jsonText } from "../support/write";

export interface AdoptOptions {
  /** `aws`, files and folders, or a Terraform state; `-` is a state on standard input. */
  readonly from: readonly string[];
  readonly match?: readonly string[];
  readonly dryRun?: boolean;
  readonly exact?: boolean;
  /** Whether settings of the registry are adopted, with `aws` only. @default "include", or "skip" with `match` */
  readonly registry?: PartChoice;
  /** Whether public repositories are adopted, with `aws` only. @default "include", or "skip" with `match` */
  readonly public?: PartChoice;
  readonly imports: boolean;
  /** File for the `removed` blocks of a state's configuration. @default - they are printed */
  readonly removedBlocks?: string;
  readonly output: "text" | "json";
}

/**
 * `ecr adopt ENV --from ...`: declares existing repositories. Writes only files of the environment.
 * @throws Error if the environment or the source cannot be read, or the result would have errors
 */
export async function adoptCommand(root: string, name: string, options: AdoptOptions): Promise<void> {
  const { environment: own, region } = regionName(name);
  const { adopter, others } = adopterOf(root, own);
  if (region !== undefined && region !== adopter.environment.location.region) {
    const { adoptRegion } = require("./region") as typeof import("./region");
    await adoptRegion(adopter, region, options);
    return;
  }
  const choose = (names: readonly string[]): Selection =>
    select(names, adopter.environment, others, options.match ?? []);
  const { candidates, broken, state, registry: reading } = await readCandidates(adopter, choose, options);
  const registry = reading === undefined ? undefined : registryOf(adopter, others, reading);
  const exact = options.exact === true;
  const { found: adoptable, leftOut: conflicting } = withoutTagConflicts(adopter, candidates, exact);
  const declared = withGrants(adopter, adoptable, exact);
  const within = { found: declared.found, leftOut: conflicting };
  const planned = planWithinRules(adopter, within, { registry, withImports: options.imports });
  const { found } = planned;
  const published = await withPublic(adopter, others, planned.plan, options);
  const { plan, copies } = await withCopies(adopter, published.plan, options);
  const leftOut = [...planned.leftOut, ...published.leftOut];
  const breaking = new Set(leftOut.map(({ repositoryName }) => repositoryName));
  const remarks = declared.remarks.filter(({ repositoryName = "" }) => !breaking.has(repositoryName));
  const release = state?.releaseOf(found);
  const removed = release === undefined ? [] : removedFile(release, options.removedBlocks);
  const files = [...removed, ...(plan?.files ?? [])];
  const isWritten = files.length > 0 && options.dryRun !== true;
  if (isWritten) writeFiles(files);
  const adoption: Adoption = {
    root,
    environment: own,
    stacks: stacksOf(adopter, plan),
    isWritten,
    plan,
    release,
    removedFile: removed[0],
    leftOut,
    skipped: [...candidates.skipped, ...published.skipped],
    registry,
    copies,
    remarks: [
      ...candidates.remarks,
      ...remarks,
      ...published.remarks,
      ...(copies === undefined ? unreadCopies(adopter, plan, options) : []),
    ],
    withImports: options.imports,
  };
  if (options.output === "json") process.stdout.write(jsonText(adoptionRecord(adoption)));
  else process.stdout.write(`${options.dryRun === true ? diffOf(adoption) : ""}${adoptionText(adoption)}`);
  const notAdopted = [...leftOut, ...(registry?.leftOut ?? []), ...(copies?.leftOut ?? [])];
  if (broken || notAdopted.length > 0) process.exitCode = 1;
}

interface PlanWithinRules extends Pick<AdoptionCandidates, "found" | "leftOut"> {
  /** @default - nothing is left to adopt */
  readonly plan?: AdoptionPlan;
}

/**
 * Plans the adoption without the repositories that would break the environment's rules. Only the files show which ones do,
 * because a file's defaults apply too.
 */
function planWithinRules(
  adopter: Adopter,
  { found, leftOut }: Pick<AdoptionCandidates, "found" | "leftOut">,
  rest: Omit<AdoptionRequest, "found">,
): PlanWithinRules {
  if (found.length === 0 && addedNames(rest.registry?.added ?? {}).length === 0) return { found, leftOut };
  try {
    return { plan: planAdoption(adopter, { found, ...rest }), found, leftOut };
  } catch (cause) {
    if (!(cause instanceof BrokenRules)) throw cause;
    const { broken } = cause;
    const breaking = found.flatMap(({ repositoryName }): LeftOut[] => {
      const reasons = broken.get(repositoryName);
      return reasons === undefined ? [] : [{ repositoryName, part: "repository", reason: reasons.join("; ") }];
    });
    const others = found.filter(({ repositoryName }) => !broken.has(repositoryName));
    return planWithinRules(adopter, { found: others, leftOut: [...leftOut, ...breaking] }, rest);
  }
}

const DIFF_SIDES = { before: "now", after: "adopted" };

function diffOf({ root, plan, removedFile }: Adoption): string {
  const { filePatch } = require("../support/file-patch") as typeof import("../support/file-patch");
  const reader = new FileReader(root);
  return [...(plan?.files ?? []), ...(removedFile === undefined ? [] : [removedFile])]
    .map(({ path, before, after }) => `${filePatch({ file: reader.nameOf(path), before, after }, DIFF_SIDES)}\n`)
    .join("");
}

/** The file with the `removed` blocks, unless it has them already. */
function removedFile(release: Release, path: string | undefined): FileToWrite[] {
  if (path === undefined) return [];
  const { removedBlocks } = require("./state/release-text") as typeof import("./state/release-text");
  const after = removedBlocks(release);
  const file = resolve(path);
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (after === "" || before === after) return [];
  if (before === undefined) return [{ path: file, after }];
  throw new Error(`--removed-blocks: ${path} already exists, so nothing was written. Choose a different file name`);
}

interface Read {
  readonly candidates: AdoptionCandidates;
  /** Whether a file has errors. */
  readonly broken: boolean;
  /** @default - not read */
  readonly registry?: RegistryReading;
  /** @default - not from a Terraform state */
  readonly state?: { readonly releaseOf: (found: readonly FoundRepository[]) => Release };
}

function readState(
  source: StateSource,
  { environment }: Adopter,
  choose: (names: readonly string[]) => Selection,
): Read {
  const { candidatesFromState } = require("./state/candidates") as typeof import("./state/candidates");
  const { repositories, ...candidates } = candidatesFromState(source, { ...environment, choose });
  const declared = candidates.skipped.filter(({ by }) => by === "declared");
  const releaseFound = (found: readonly FoundRepository[]): Release => {
    const names = new Set([...found, ...declared].map(({ repositoryName }) => repositoryName));
    return releaseOf(
      source.resources,
      repositories.filter(({ repositoryName }) => names.has(repositoryName)),
    );
  };
  return { candidates, broken: false, state: { releaseOf: releaseFound } };
}

async function readCandidates(
  adopter: Adopter,
  choose: (names: readonly string[]) => Selection,
  options: AdoptOptions,
): Promise<Read> {
  const { from: sources, imports, removedBlocks } = options;
  const { root, environment, basis } = adopter;
  const { stateAmong } = require("./state/read") as typeof import("./state/read");
  const parts = partsFromAws(options);
  const state = sources.includes("aws") ? undefined : stateAmong(sources);
  if (state !== undefined) {
    if (!imports)
      throw new Error(
        "--no-imports cannot be combined with a Terraform state, because the repositories in the state already exist",
      );
    return readState(state, adopter, choose);
  }
  if (removedBlocks !== undefined) throw new Error("--removed-blocks requires --from <Terraform state>");
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
    throw new Error('--from: expected either "aws" or files, found both. Run the command once per source');
  const { candidatesFromAws } = require("./from-aws") as typeof import("./from-aws");
  const selection = { ...(parts.repositories ? { choose } : {}), registry: parts.registry };
  const found = await withInterrupts((signal) => candidatesFromAws(environment, selection, signal));
  return { ...found, broken: false };
}
