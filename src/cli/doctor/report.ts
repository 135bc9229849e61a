import { areaOf, type Diagnosis, type DiagnosisVerdict } from "../../operations/doctor/diagnosis";
import { countText, listText } from "../../domain/text/format";
import { colors, forTerminal } from "../support/terminal";
import { type Query } from "./query";
import { jsonText } from "../support/write";

type Subject = Pick<Query, "environment" | "repository" | "principal">;

/** The diagnoses as text: causes by area, then unknown and skipped checks, then a line for each check that passed. */
export function reportText({ environment, repository }: Subject, diagnoses: readonly Diagnosis[]): string {
  const { account, region } = environment.location;
  const of = (verdict: DiagnosisVerdict): Diagnosis[] => diagnoses.filter((diagnosis) => diagnosis.verdict === verdict);
  const causes = of("cause");
  const lines = [
    `${environment.name}${repository === undefined ? "" : ` ${repository}`} (account ${account}, ${region})`,
  ];
  for (const area of new Set(causes.map(areaOf))) {
    lines.push("", HEADINGS[area] ?? area);
    lines.push(
      ...causes
        .filter((cause) => areaOf(cause) === area)
        .flatMap(causeLines)
        .map((line) => `  ${line}`),
    );
  }
  const open = [...of("unknown"), ...of("skipped")];
  if (open.length > 0) lines.push("", "Unknown or skipped");
  lines.push(...open.map((diagnosis) => `  ${openLine(diagnosis)}`));
  const passed = of("ok");
  if (passed.length > 0) lines.push("", "Passed");
  lines.push(
    ...passedLines(passed).map((line) => `  ${colors().green("ok:")} ${line}`),
    "",
    verdictText(causes.length),
  );
  return forTerminal(`${lines.join("\n")}\n`);
}

/** A cause, and its fix below it. */
export function causeLines({ id, about, evidence, fix }: Diagnosis): string[] {
  return [`${colors().red("cause:")} ${prefix(about)}${evidence} (${id})`, `  fix: ${fix ?? ""}`];
}

/** A check without a result. */
export function openLine({ id, about, verdict, evidence }: Diagnosis): string {
  return `${colors().yellow(`${verdict}:`)} ${prefix(about)}${evidence} (${id})`;
}

/** `2 causes found.` */
export function verdictText(causes: number): string {
  return causes === 0 ? "No cause found." : `${countText(causes, "cause")} found.`;
}

const HEADINGS: Readonly<Record<string, string>> = {
  access: "Credentials, account and region",
  repository: "Repositories",
  registry: "Registry settings",
  push: "Push",
  pull: "Pull",
  workflow: "Workflow roles",
  workload: "Workload roles",
  operator: "Operator role",
  cluster: "Operator in the cluster",
  lifecycle: "Lifecycle policies",
  cost: "Cost",
};

function prefix(about: string | undefined): string {
  return about === undefined ? "" : `${about}: `;
}

/** Above this number, passed checks with the same id become one line. */
const MOST_LINES = 3;

function passedLines(passed: readonly Diagnosis[]): string[] {
  const byId = new Map<string, Diagnosis[]>();
  for (const diagnosis of passed) byId.set(diagnosis.id, [...(byId.get(diagnosis.id) ?? []), diagnosis]);
  return [...byId].flatMap(([id, same]) =>
    same.length > MOST_LINES
      ? [`${same.length} passed: ${listText(same.map(({ about }) => about ?? ""))} (${id})`]
      : same.map(({ about, evidence }) => `${prefix(about)}${evidence} (${id})`),
  );
}

/** The diagnoses as JSON, in the shape that `--help` documents. */
export function reportJson(subject: Subject, diagnoses: readonly Diagnosis[]): string {
  return jsonText(reportRecord(subject, diagnoses));
}

export function reportRecord({ environment, repository, principal }: Subject, diagnoses: readonly Diagnosis[]): object {
  const { name, location } = environment;
  const causes = diagnoses.filter((diagnosis) => diagnosis.verdict === "cause").length;
  return { environment: name, ...location, repository, principal: principal?.arn, causes, diagnoses };
}
