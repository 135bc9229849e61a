import { type Environment } from "../../model/environment";
import { type Problem } from "../../domain/problems/problem";
import { allAddressesOf } from "../../domain/repository/addresses";
import { checkRepositoryName } from "../../domain/repository/name";
import { consequencesOfGiving, consequencesOfTaking } from "../../operations/handover/consequences";
import { checkHandover } from "../../operations/handover/refusals";
import {
  EDITS,
  handoverSteps,
  type EditStep,
  type Owner,
  type OwnershipFacts,
  type HandoverStep,
} from "../../operations/handover/steps";
import { type Adopter } from "../support/adoption/plan";
import { requireEnvironment } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { addressesInState } from "../support/terraform-state";
import { writeFiles, type FileToWrite } from "../support/write-files";
import { declareEdits, cleanupEdits, assignEdits, keepEdits, undeclareEdits, unassignEdits } from "./edits";
import { givenRepository, manifestNameOf } from "./operator-manifest";
import { readHandover } from "./interrupted";
import { handoverText } from "./report";

export interface HandoverOptions {
  readonly to: Owner;
  readonly write?: boolean;
  readonly splitPrefix?: boolean;
  readonly provider?: string;
  readonly namespace: string;
  readonly manifest?: string;
  /** File with what `terraform state list` has printed; `-` for standard input. @default - Terraform is asked */
  readonly state?: string;
  readonly output: "text" | "json";
}

/** What a change of owner has come to. */
export interface Handover {
  readonly root: string;
  readonly environment: string;
  readonly repository: string;
  readonly to: Owner;
  readonly consequences: readonly string[];
  readonly steps: readonly HandoverStep[];
  /** Absolute paths of what this run has written. */
  readonly files: readonly string[];
}

/**
 * `ecr handover ENV REPOSITORY --to ...`: says how far a change of owner has come, and does its next step where asked to.
 * @throws Error where the repository cannot change its owner, or would have two
 */
export async function handoverCommand(
  root: string,
  name: string,
  repositoryName: string,
  options: HandoverOptions,
): Promise<void> {
  const adopter = readHandover(root, name, repositoryName);
  const { environment } = adopter;
  refuse(checkRepositoryName(repositoryName));
  if (environment.operator === undefined)
    throw new Error(`${name} has no operator; its environment.yaml describes one under "operator:"`);
  const { requireAccount } = require("../../aws/identity") as typeof import("../../aws/identity");
  await withInterrupts(async (signal) => {
    await requireAccount(environment);
    const facts = await factsOf(root, environment, repositoryName, options);
    refuse(checkHandover(options.to, facts));
    const files = options.write === true ? await nextEdits(adopter, facts, options) : [];
    signal.throwIfAborted();
    writeFiles(files);
    const now = files.length === 0 ? facts : { ...facts, ...inFiles(requireEnvironment(root, name), repositoryName) };
    const handover: Handover = {
      root,
      environment: name,
      repository: repositoryName,
      to: options.to,
      consequences: consequences(environment, repositoryName, options),
      steps: handoverSteps(options.to, now),
      files: files.map(({ path }) => path),
    };
    process.stdout.write(options.output === "json" ? `${json(handover)}\n` : handoverText(handover));
  });
}

function refuse(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
}

/** What the environment's files say. */
function inFiles(environment: Environment, repositoryName: string) {
  const { repositories, removed, imports, operator } = environment;
  const isIt = (it: { readonly repositoryName: string }): boolean => it.repositoryName === repositoryName;
  const steps = repositoryName.split("/");
  const names = [...steps.slice(0, -1).map((_, index) => `${steps.slice(0, index + 1).join("/")}/`), repositoryName];
  return {
    declared: repositories.some(isIt),
    removed: removed.includes(repositoryName),
    imported: imports.some(isIt),
    managedBy: names.find((entry) => operator?.manages.includes(entry)),
  };
}

async function factsOf(
  root: string,
  environment: Environment,
  repositoryName: string,
  { manifest, namespace, state }: HandoverOptions,
): Promise<OwnershipFacts> {
  const { operatorMayChange, repositoryExists } = require("./facts") as typeof import("./facts");
  const { name, operator } = environment;
  const file = manifestNameOf(repositoryName);
  const own = new Set(allAddressesOf(repositoryName));
  return {
    environment: name,
    repositoryName,
    ...inFiles(environment, repositoryName),
    exists: await repositoryExists(environment, repositoryName),
    roleMayChange: await operatorMayChange(environment, repositoryName),
    inState: (await addressesInState(root, environment, state)).filter((address) => own.has(address)),
    manifestFile: manifest ?? `handover/${name}/${file}.yaml`,
    manifest: { name: file, namespace },
    operator: {
      namespace: operator?.serviceAccounts[0]?.namespace ?? "",
      deployment: operator?.deployment ?? "",
    },
  };
}

/** The files of the next step. @throws Error where the next step is somebody else's */
async function nextEdits(adopter: Adopter, facts: OwnershipFacts, options: HandoverOptions): Promise<FileToWrite[]> {
  const next = handoverSteps(options.to, facts).find(({ state }) => state === "next");
  if (next === undefined) return [];
  const edit = EDITS.find((id) => id === next.id);
  if (edit !== undefined) return editsOf(edit, adopter, facts, options);
  const seen =
    next.id === "deploy-registry" && facts.inState.length > 0 ? ` (in its state: ${facts.inState.join(", ")})` : "";
  throw new Error(
    `the next step is yours, and nothing is written before it is done: ${next.title}${seen}\n${next.commands.map((line) => `  ${line}`).join("\n")}`,
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
      const given = environment.repositories.find((it) => it.repositoryName === repositoryName);
      if (given === undefined) return undeclareEdits(adopter, repositoryName, undefined);
      const manifest = givenRepository(environment, given, { provider, namespace })?.manifest;
      return undeclareEdits(adopter, repositoryName, manifest && { file: manifestFile, content: manifest });
    }
    case "assign":
      return assignEdits(adopter, repositoryName);
    case "unassign":
      return unassignEdits(adopter, repositoryName, splitPrefix === true ? await readNames(environment) : undefined);
    case "declare":
      if (facts.declared && facts.inState.length > 0) return keepEdits(adopter, repositoryName);
      return declareEdits(adopter, await asDeclared(environment, repositoryName));
    case "cleanup":
      return cleanupEdits(adopter, repositoryName);
  }
}

function consequences(environment: Environment, repositoryName: string, options: HandoverOptions): string[] {
  if (options.to === "terraform") return consequencesOfTaking("docs/handover.md");
  const declared = environment.repositories.find((it) => it.repositoryName === repositoryName);
  // Said while there is still something to decide.
  if (declared === undefined) return [];
  const { losses = [] } = givenRepository(environment, declared, options) ?? {};
  return consequencesOfGiving(environment.operator?.allowDelete ?? false, losses);
}

function json({ root: _, ...handover }: Handover): string {
  return JSON.stringify(handover, undefined, 2);
}
