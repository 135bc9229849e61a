import { areaOf, someOf, type Diagnosis, type DiagnosisVerdict } from "../../operations/doctor/diagnosis";
import { countText } from "../../domain/text/format";
import { colors } from "../support/colors";
import { type Question } from "./question";

type Asked = Pick<Question, "environment" | "repository" | "asked">;

/** What was found, for people: causes by area, then what is not known, then what is fine in a line each. */
export function reportText({ environment, repository }: Asked, diagnoses: readonly Diagnosis[]): string {
  const paint = colors();
  const { account, region } = environment.location;
  const of = (verdict: DiagnosisVerdict): Diagnosis[] => diagnoses.filter((diagnosis) => diagnosis.verdict === verdict);
  const causes = of("cause");
  const lines = [
    `${environment.name}${repository === undefined ? "" : ` ${repository}`} (account ${account}, ${region})`,
  ];
  for (const area of new Set(causes.map(areaOf))) {
    lines.push("", heading(area));
    for (const { id, about, evidence, fix } of causes.filter((cause) => areaOf(cause) === area)) {
      lines.push(`  ${paint.red("cause:")} ${prefix(about)}${evidence} (${id})`, `    fix: ${fix ?? ""}`);
    }
  }
  const open = [...of("unknown"), ...of("skipped")];
  if (open.length > 0) lines.push("", "Not known");
  lines.push(
    ...open.map(
      ({ id, about, verdict, evidence }) => `  ${paint.yellow(`${verdict}:`)} ${prefix(about)}${evidence} (${id})`,
    ),
  );
  const fine = of("ok");
  if (fine.length > 0) lines.push("", "Fine");
  lines.push(...fineLines(fine).map((line) => `  ${paint.green("ok:")} ${line}`), "", verdict(causes.length));
  return `${lines.join("\n")}\n`;
}

function verdict(causes: number): string {
  return causes === 0 ? "No cause found." : `${countText(causes, "cause")} found.`;
}

const HEADINGS: Readonly<Record<string, string>> = {
  access: "Credentials, account and region",
  repository: "Repositories",
  push: "Push",
  pull: "Pull",
  operator: "The operator's role",
  cluster: "The operator in its cluster",
  lifecycle: "Lifecycle policies",
  cost: "Cost",
};

function heading(area: string): string {
  return HEADINGS[area] ?? area;
}

function prefix(about: string | undefined): string {
  return about === undefined ? "" : `${about}: `;
}

/** More lines of one kind than this are told as one. */
const MOST_ALIKE = 3;

function fineLines(fine: readonly Diagnosis[]): string[] {
  const byId = new Map<string, Diagnosis[]>();
  for (const diagnosis of fine) byId.set(diagnosis.id, [...(byId.get(diagnosis.id) ?? []), diagnosis]);
  return [...byId].flatMap(([id, alike]) =>
    alike.length > MOST_ALIKE
      ? [`${alike.length} times fine: ${someOf(alike.map(({ about }) => about ?? ""))} (${id})`]
      : alike.map(({ about, evidence }) => `${prefix(about)}${evidence} (${id})`),
  );
}

/** What was found, for machines. */
export function reportJson({ environment, repository, asked }: Asked, diagnoses: readonly Diagnosis[]): string {
  const { name, location } = environment;
  const causes = diagnoses.filter((diagnosis) => diagnosis.verdict === "cause").length;
  const record = { environment: name, ...location, repository, principal: asked?.arn, causes, diagnoses };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
