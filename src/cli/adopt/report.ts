import { FileReader } from "../../config/file-reader";
import { countText, listText } from "../../domain/text/format";
import { type LeftOut } from "../../operations/adoption/found";
import { type RegistryAdoption } from "../../operations/adoption/registry";
import { type Release } from "../../operations/adoption/state/release";
import { forTerminal } from "../support/terminal";
import { type AdoptionNote, type SkippedRepository } from "./candidates";
import { type CopyAdoption } from "../support/adoption/copies";
import { copiesRecord, copyCounts, copyNotes } from "./copies";
import { type AdoptionPlan } from "../support/adoption/plan";
import { type FileToWrite } from "../support/write-files";

export interface Adoption {
  /** The project's folder. */
  readonly root: string;
  readonly environment: string;
  /** Names of the stacks that import the repositories. */
  readonly stacks: readonly string[];
  readonly isWritten: boolean;
  /** @default - there was nothing to adopt */
  readonly plan?: AdoptionPlan | undefined;
  /** How the configuration of a Terraform state forgets the repositories. @default - not from a state */
  readonly release?: Release | undefined;
  /** The file with the `removed` blocks. @default - they are printed */
  readonly removedFile?: FileToWrite | undefined;
  readonly leftOut: readonly LeftOut[];
  readonly skipped: readonly SkippedRepository[];
  readonly remarks: readonly AdoptionNote[];
  /** @default - the registry's settings were not read */
  readonly registry?: Pick<RegistryAdoption, "leftOut" | "skipped"> | undefined;
  readonly withImports: boolean;
  /** Copies in additional regions. @default - not read */
  readonly copies?: Pick<CopyAdoption, "copies" | "leftOut"> | undefined;
}

/** An adoption in JSON, as `--help` documents it. */
export function adoptionRecord(adoption: Adoption): object {
  const { root, environment, isWritten, plan, release, removedFile, leftOut, skipped, remarks, registry, copies } =
    adoption;
  const reader = new FileReader(root);
  const files = [...(plan?.files ?? []), ...(removedFile === undefined ? [] : [removedFile])];
  return {
    environment,
    written: isWritten,
    adopted: plan?.adopted ?? [],
    files: files.map(({ path, before }) => ({ file: reader.nameOf(path), new: before === undefined })),
    lifecyclePolicies: plan?.policies ?? [],
    tagsAdded: Object.fromEntries(plan?.tagsAdded ?? []),
    leftOut,
    skipped: skipped.filter(({ by }) => by !== "match"),
    remarks,
    ...(registry === undefined
      ? {}
      : { registry: { adopted: plan?.registry ?? [], leftOut: registry.leftOut, skipped: registry.skipped } }),
    ...(release === undefined ? {} : { release }),
    ...(copies === undefined ? {} : copiesRecord(copies)),
  };
}

export function adoptionText(adoption: Adoption): string {
  const { plan, leftOut, skipped, remarks, registry, copies } = adoption;
  const ofCopies = copies === undefined ? [] : copyNotes(copies);
  const remarkLines = [
    ...(registry?.leftOut ?? []).map(({ setting, reason }) => `left out: registry.${setting}: ${reason}`),
    ...(registry?.skipped ?? []).map(({ setting, reason }) => `skipped: registry.${setting} ${reason}`),
    ...leftOut.map(
      ({ repositoryName, part, reason }) =>
        `left out: ${repositoryName}${part === "repository" ? "" : ` (${part})`}: ${reason}`,
    ),
    ...skipped
      .filter(({ by }) => by !== "declared" && by !== "match")
      .map(({ repositoryName, reason }) => `skipped: ${repositoryName} ${reason}`),
    ...ofCopies,
    ...remarks.map(
      ({ repositoryName, text }) => `note: ${repositoryName === undefined ? text : `${repositoryName} ${text}`}`,
    ),
    ...[...(plan?.tagsAdded ?? [])].map(
      ([tag, names]) =>
        `note: the first deployment will add the default tag ${tag} to ${repositoriesText(names)}. To skip repositories without the default tags, use --exact`,
    ),
  ];
  const lines = [...summaryLines(adoption), ...remarkLines.map((line) => forTerminal(line))];
  if (plan !== undefined && adoption.isWritten && adoption.withImports)
    lines.push("", ...nextSteps(adoption, remarks.length + plan.tagsAdded.size + ofCopies.length > 0));
  lines.push(...releaseLines(adoption));
  return `${lines.join("\n")}\n`;
}

function summaryLines({ root, plan, skipped, isWritten, copies }: Adoption): string[] {
  const reader = new FileReader(root);
  const declared = skipped.filter(({ by }) => by === "declared").length;
  const already = declared === 0 ? "" : `, ${declared} already declared`;
  if (plan === undefined) return [`nothing to adopt${already}`];
  const perFile = new Map<string, number>();
  for (const { file } of plan.adopted) perFile.set(file, (perFile.get(file) ?? 0) + 1);
  const verb = isWritten ? "adopted" : "to adopt";
  return [
    plan.adopted.length === 0
      ? `no repositories to adopt${already}`
      : `${countRepositories(plan.adopted.length)} ${verb}${already}`,
    ...(copies === undefined ? [] : copyCounts(copies.copies, isWritten)),
    ...(plan.registry.length === 0 ? [] : [`registry settings ${verb}: ${plan.registry.join(", ")}`]),
    ...plan.files.map(({ path }) => {
      const file = reader.nameOf(path);
      const count = perFile.get(file);
      return `  ${file}: ${count === undefined ? "environment file" : countRepositories(count)}`;
    }),
    ...(plan.policies.length === 0
      ? []
      : [`new lifecycle policies, shared by several repositories: ${plan.policies.join(", ")}`]),
  ];
}

function nextSteps({ environment, stacks }: Adoption, hasNotes: boolean): string[] {
  const plan = hasNotes
    ? [
        "# The plan must not destroy anything, and must change only what the notes mention.",
        "# It imports resources and adds guards (terraform_data).",
      ]
    : [
        "# The plan must not change or destroy anything. It only imports resources and",
        "# adds guards (terraform_data).",
      ];
  return [
    ...plan,
    ...stacks.map((stack) => `npx cdktf diff ${stack}`),
    `npx cdktf deploy ${stacks.join(" ")}`,
    "# Remove the import blocks.",
    `npx ecr adopt ${environment} --finish`,
  ];
}

/** What to do in the configuration of a state. */
function releaseLines({ root, release, removedFile, isWritten }: Adoption): string[] {
  if (release === undefined) return [];
  const { removedBlocks, stateCommands } = require("./state/release-text") as typeof import("./state/release-text");
  const commands = stateCommands(release);
  const blocks = removedBlocks(release);
  if (commands.length === 0 && blocks === "") return [];
  const place =
    removedFile === undefined
      ? ""
      : ` (${isWritten ? "written to" : "for"} ${new FileReader(root).nameOf(removedFile.path)})`;
  return [
    "",
    "# After the deployment, change the previous configuration as follows. Its next",
    `# plan must not destroy anything.${blocks === "" ? "" : ` Add ${place === "" ? "these blocks:" : `the blocks${place}.`}`}`,
    ...(blocks === "" || removedFile !== undefined ? [] : [blocks.trimEnd()]),
    ...(commands.length === 0 ? [] : ["", ...commands]),
  ];
}

function countRepositories(count: number): string {
  return countText(count, "repository", "repositories");
}

function repositoriesText(names: readonly string[]): string {
  return names.length === 1 ? listText(names) : `${countRepositories(names.length)} (${listText(names)})`;
}
