import { FileReader } from "../../config/file-reader";
import { type LeftOut } from "../../operations/adoption/found";
import { type Passed, type Remark } from "./gathered";
import { type AdoptionPlan } from "../support/adoption/plan";

/** How an adoption went. */
export interface Adoption {
  /** The project's folder. */
  readonly root: string;
  readonly environment: string;
  readonly isWritten: boolean;
  /** @default - there was nothing to adopt */
  readonly plan?: AdoptionPlan | undefined;
  readonly leftOut: readonly LeftOut[];
  readonly passed: readonly Passed[];
  readonly remarks: readonly Remark[];
  readonly withImports: boolean;
}

/** An adoption in JSON, as `--help` documents it. */
export function adoptionRecord({ root, environment, isWritten, plan, leftOut, passed, remarks }: Adoption): object {
  const reader = new FileReader(root);
  return {
    environment,
    written: isWritten,
    adopted: plan?.adopted ?? [],
    files: (plan?.files ?? []).map(({ path, before }) => ({ file: reader.nameOf(path), new: before === undefined })),
    lifecyclePolicies: plan?.policies ?? [],
    tagsAdded: Object.fromEntries(plan?.tagsAdded ?? []),
    leftOut,
    passed: passed.filter(({ by }) => by !== "match"),
    remarks,
  };
}

/** An adoption in words. */
export function adoptionText(adoption: Adoption): string {
  const { environment, plan, leftOut, passed, remarks } = adoption;
  const lines = [
    ...summary(adoption),
    ...leftOut.map(
      ({ repositoryName, part, reason }) =>
        `left out: ${repositoryName}${part === "repository" ? "" : ` (${part})`}: ${reason}`,
    ),
    ...passed
      .filter(({ by }) => by !== "declared" && by !== "match")
      .map((it) => `passed over: ${it.repositoryName} ${it.reason}`),
    ...remarks.map(
      ({ repositoryName, text }) => `note: ${repositoryName === undefined ? text : `${repositoryName} ${text}`}`,
    ),
    ...[...(plan?.tagsAdded ?? [])].map(
      ([tag, names]) =>
        `note: the first deployment adds the default tag ${tag} to ${some(names)}; --exact leaves such repositories out`,
    ),
  ];
  if (plan !== undefined && adoption.isWritten && adoption.withImports) lines.push("", ...nextSteps(environment));
  return `${lines.join("\n")}\n`;
}

function summary({ root, plan, passed, isWritten }: Adoption): string[] {
  const reader = new FileReader(root);
  const declared = passed.filter(({ by }) => by === "declared").length;
  const already = declared === 0 ? "" : `, ${declared} declared already`;
  if (plan === undefined) return [`nothing to adopt${already}`];
  const perFile = new Map<string, number>();
  for (const { file } of plan.adopted) perFile.set(file, (perFile.get(file) ?? 0) + 1);
  const verb = isWritten ? "adopted" : "to adopt";
  return [
    `${counted(plan.adopted.length)} ${verb}${already}`,
    ...plan.files.map(({ path }) => {
      const file = reader.nameOf(path);
      const count = perFile.get(file);
      return `  ${file}: ${count === undefined ? "the environment's own" : counted(count)}`;
    }),
    ...(plan.policies.length === 0
      ? []
      : [`lifecycle policies named, for repositories that share them: ${plan.policies.join(", ")}`]),
  ];
}

function nextSteps(environment: string): string[] {
  return [
    `npx cdktf diff ${environment}-registry        # imports, nothing to change or destroy, and nothing to add but guards (terraform_data)`,
    `npx cdktf deploy ${environment}-registry`,
    `npx ecr adopt ${environment} --finish   # takes the import blocks out again`,
  ];
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "repository" : "repositories"}`;
}

const SHOWN = 5;

function some(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 1) return first;
  const shown = names.slice(0, SHOWN).join(", ");
  return `${counted(names.length)} (${shown}${names.length > SHOWN ? ", ..." : ""})`;
}
