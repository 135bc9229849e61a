import { type Environment } from "../../model/environment";
import { hasCopy } from "../../domain/regions/copies";
import { registryStackFinder } from "../../model/registry-parts";
import { regionalEnvironments } from "../../model/regions";
import { withStacksOfCopies } from "../../model/stack-kinds";
import { type Problem } from "../../domain/problems/problem";
import { prefixesOf } from "../../domain/operator/manages";
import { allAddressesOf } from "../../domain/repository/addresses";
import { checkRepositoryName } from "../../domain/repository/name";
import { readSpelling } from "../../domain/repository/spelling";
import {
  consequencesForCopies,
  consequencesOfGiving,
  consequencesOfTaking,
} from "../../operations/handover/consequences";
import { checkHandover } from "../../operations/handover/refusals";
import { EDITS, handoverSteps, type EditStep, type Owner, type OwnershipFacts } from "../../operations/handover/steps";
import { namedRepository } from "../support/named-repository";
import { type Adopter } from "../support/adoption/plan";
import { requireAllRegions, requireNoRegion } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { addressesInState, stateFile } from "../support/terraform-state";
import { jsonText } from "../support/write";
import { writeFiles, type FileToWrite } from "../support/write-files";
import { declareEdits, cleanupEdits, assignEdits, keepEdits, undeclareEdits, unassignEdits } from "./edits";
import { manifestNameOf, operatorManifest } from "./operator-manifest";
import { readHandover } from "./interrupted";
import { handoverText, type Handover } from "./report";

export interface HandoverOptions {
  readonly to: Owner;
  readonly write?: boolean;
  readonly splitPrefix?: boolean;
  readonly provider?: string;
  readonly namespace: string;
  readonly manifest?: string;
  /** Files with the output of `terraform state list`, each as `<stack>=<file>` if there are several; `-` for standard input. @default - runs Terraform */
  readonly state?: readonly string[];
  readonly output: "text" | "json";
}

/**
 * `ecr handover ENV REPOSITORY --to ...`: shows the progress of a change of owner, and makes its next step with `--write`.
 * @throws Error if the repository cannot change its owner, or would have two
 */
export async function handoverCommand(
  root: string,
  name: string,
  repository: string,
  options: HandoverOptions,
): Promise<void> {
  requireNoRegion(name, "The operator works only in the main region. Name the environment without a region");
  const { repositoryName } = readSpelling(repository);
  const adopter = readHandover(root, name, repositoryName);
  const { environment } = adopter;
  namedRepository(environment, repository);
  throwOnErrors(checkRepositoryName(repositoryName));
  if (environment.operator === undefined)
    throw new Error(`${name} does not have an operator. Declare one under "operator:" in its environment.yaml`);
  const { requireAccount } = require("../../aws/identity") as typeof import("../../aws/identity");
  await withInterrupts(async (signal) => {
    await requireAccount(environment);
    const facts = await factsOf(root, environment, repositoryName, options);
    throwOnErrors(checkHandover(options.to, facts));
    const files = options.write === true ? await nextEdits(adopter, facts, options, signal) : [];
    signal.throwIfAborted();
    writeFiles(files);
    const now =
      files.length === 0
        ? facts
        : { ...facts, ...ownershipIn(requireAllRegions(root, name).environment, repositoryName) };
    const record: Omit<Handover, "root"> = {
      environment: name,
      repository: repositoryName,
      to: options.to,
      consequences: consequences(environment, repositoryName, options),
      steps: handoverSteps(options.to, now),
      files: files.map(({ path }) => path),
    };
    process.stdout.write(options.output === "json" ? jsonText(record) : handoverText({ root, ...record }));
  });
}

function throwOnErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
}

/** The ownership that the environment's files declare. */
function ownershipIn(environment: Environment, repositoryName: string) {
  const { repositories, removed, imports, operator, regions = [] } = environment;
  const hasName = (entry: { readonly repositoryName: string }): boolean => entry.repositoryName === repositoryName;
  return {
    declared: repositories.some(hasName),
    removed: removed.includes(repositoryName),
    imported: [...imports, ...regions.flatMap((region) => region.imports)].some(hasName),
    managedBy: [...prefixesOf(repositoryName), repositoryName].find((entry) => operator?.manages.includes(entry)),
  };
}

async function factsOf(
  root: string,
  environment: Environment,
  repositoryName: string,
  { manifest, namespace, state = [] }: HandoverOptions,
): Promise<OwnershipFacts> {
  const { operatorMayChange, repositoryExists } = require("./facts") as typeof import("./facts");
  const { name, operator } = environment;
  const file = manifestNameOf(repositoryName);
  const own = new Set(allAddressesOf(repositoryName));
  // Whether declared or not.
  const kinds = withCopy(environment, repositoryName).map((regional) => registryStackFinder(regional)(repositoryName));
  const states = [];
  for (const kind of kinds) {
    const place = { environment: name, kind };
    const found = await addressesInState(root, place, stateFile(place, kinds.length, state));
    states.push(found.filter((address) => own.has(address)));
  }
  return {
    environment: name,
    stacks: withStacksOfCopies(environment, kinds).map((kind) => `${name}-${kind}`),
    repositoryName,
    ...ownershipIn(environment, repositoryName),
    exists: await repositoryExists(environment, repositoryName),
    roleMayChange: await operatorMayChange(environment, repositoryName),
    inState: states.flat(),
    isManaged: states.every((addresses) => addresses.length > 0),
    manifestFile: manifest ?? `handover/${name}/${file}.yaml`,
    manifest: { name: file, namespace },
    operator: {
      namespace: operator?.serviceAccounts[0]?.namespace ?? "",
      deployment: operator?.deployment ?? "",
    },
  };
}

/** The files of the next step. @throws Error if the user has to make the next step */
async function nextEdits(
  adopter: Adopter,
  facts: OwnershipFacts,
  options: HandoverOptions,
  signal: AbortSignal,
): Promise<FileToWrite[]> {
  const next = handoverSteps(options.to, facts).find(({ state }) => state === "next");
  if (next === undefined) return [];
  const edit = EDITS.find((id) => id === next.id);
  if (edit === "declare")
    return withImportsOfCopies(adopter, facts, await editsOf(edit, adopter, facts, options), signal);
  if (edit !== undefined) return editsOf(edit, adopter, facts, options);
  const state =
    next.id === "deploy-registry" && facts.inState.length > 0
      ? ` (still in Terraform's state: ${facts.inState.join(", ")})`
      : "";
  throw new Error(
    `nothing was written. Do this step yourself first: ${next.title}${state}\n${next.commands.map((line) => `  ${line}`).join("\n")}`,
  );
}

/** Imports the copies that exist, because Terraform could not create them. */
async function withImportsOfCopies(
  adopter: Adopter,
  { repositoryName }: OwnershipFacts,
  edits: FileToWrite[],
  signal: AbortSignal,
): Promise<FileToWrite[]> {
  if ((adopter.environment.regions ?? []).length === 0) return edits;
  const { adoptCopies } = require("../support/adoption/copies") as typeof import("../support/adoption/copies");
  const wants = (_: Environment, name: string): boolean => name === repositoryName;
  const { files, leftOut } = await adoptCopies(adopter, { files: edits, wants, exact: false }, signal);
  if (leftOut.length === 0) return [...files];
  const reasons = leftOut.map(({ region, reason }) => `${region}: ${reason}`);
  throw new Error(
    [`not every copy of ${repositoryName} can be imported, so nothing was written`, ...reasons].join("\n"),
  );
}

async function editsOf(
  edit: EditStep,
  adopter: Adopter,
  facts: OwnershipFacts,
  { splitPrefix, provider, namespace }: HandoverOptions,
): Promise<FileToWrite[]> {
  const { environment } = adopter;
  const { repositoryName, manifestFile } = facts;
  const { asDeclared, readNames } = require("./facts") as typeof import("./facts");
  switch (edit) {
    case "undeclare": {
      const declaration = environment.repositories.find((entry) => entry.repositoryName === repositoryName);
      if (declaration === undefined) return undeclareEdits(adopter, repositoryName, undefined);
      const manifest = operatorManifest(environment, declaration, { provider, namespace })?.manifest;
      return undeclareEdits(adopter, repositoryName, manifest && { file: manifestFile, content: manifest });
    }
    case "assign":
      return assignEdits(adopter, repositoryName);
    case "unassign":
      return unassignEdits(adopter, repositoryName, splitPrefix === true ? await readNames(environment) : undefined);
    case "declare":
      if (facts.declared && facts.isManaged) return keepEdits(adopter, repositoryName);
      return declareEdits(adopter, await asDeclared(environment, repositoryName));
    case "cleanup":
      return cleanupEdits(adopter, repositoryName);
  }
}

function consequences(environment: Environment, repositoryName: string, options: HandoverOptions): string[] {
  if (options.to === "terraform") return consequencesOfTaking("docs/handover.md");
  const declared = environment.repositories.find((entry) => entry.repositoryName === repositoryName);
  // Only while the decision is still open.
  if (declared === undefined) return [];
  const { losses = [] } = operatorManifest(environment, declared, options) ?? {};
  const copies = withCopy(environment, repositoryName).filter(({ regional }) => regional === "copy");
  return [
    ...consequencesOfGiving(environment.operator?.allowDelete ?? false, losses),
    ...consequencesForCopies(
      copies.map(({ location }) => location.region),
      environment.location.region,
    ),
  ];
}

/** The regions that have a repository, declared or not. */
function withCopy(environment: Environment, repositoryName: string): Environment[] {
  const without = (environment.regions ?? []).filter((settings) => !hasCopy(settings, repositoryName));
  const names = new Set(without.map(({ region }) => region));
  return regionalEnvironments(environment).filter(({ location }) => !names.has(location.region));
}
