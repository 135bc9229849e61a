import { countText } from "../../domain/text/format";
import { hasCause, VERDICTS, type Diagnosis, type DiagnosisVerdict } from "../../operations/doctor/diagnosis";
import {
  ENVIRONMENT_HEADING,
  environmentCells,
  environmentsTable,
  environmentsText,
  errorLines,
  errorRecord,
  NOT_READ,
  outcomeName,
  ofAllEnvironments,
  type EnvironmentOutcome,
} from "../support/all-environments";
import { refuseWithAll } from "../support/arguments";
import { nowOf } from "../support/time-options";
import { jsonText, write } from "../support/write";
import { type DoctorOptions } from "./doctor";
import { examine } from "./examine";
import { causeLines, openLine, reportRecord, verdictText } from "./report";

type Outcome = EnvironmentOutcome<readonly Diagnosis[]>;

/** `ecr doctor --all`: checks every environment as a whole. One that cannot be read does not hide the others. */
export async function allDoctorCommand(root: string, options: DoctorOptions): Promise<void> {
  const { principal, identityPolicy, tag, subject, kubeconfig, context } = options;
  refuseWithAll({
    "--principal": principal,
    "--identity-policy": identityPolicy,
    "--for": options.for,
    "--tag": tag,
    "--subject": subject,
    "--kubeconfig": kubeconfig,
    "--context": context,
  });
  const now = nowOf(options.now);
  const all = await ofAllEnvironments(root, "repositories checked", async (whole, { progress, signal }) => {
    const { environment, declarationPlace } = whole;
    const asked = { environment, declarationPlace, now, signal };
    const found = await examine({ ...asked, log: progress.log, onProgress: progress.update });
    // The shell has one region, and environments may have several.
    return found.filter(({ id }) => id !== "access/region");
  });
  await write([options.output === "json" ? jsonText(all.map(recordOf)) : table(all)]);
  process.exitCode = all.every((outcome) => outcome.ok && !hasCause(outcome.value)) ? 0 : 1;
}

function recordOf(outcome: Outcome): object {
  if (!outcome.ok) return errorRecord(outcome);
  return reportRecord({ environment: outcome.environment }, outcome.value);
}

const COLUMNS: Readonly<Record<DiagnosisVerdict, string>> = {
  cause: "CAUSES",
  unknown: "UNKNOWN",
  skipped: "SKIPPED",
  ok: "PASSED",
};

/** A row for each environment, then causes with their fixes and what could not be checked, each with the environment's name. */
function table(all: readonly Outcome[]): string {
  const causes = all.flatMap((outcome) => (outcome.ok ? ofVerdict(outcome.value, "cause") : []));
  const verdict = all.some(({ ok }) => ok) ? verdictText(causes.length) : "Nothing was checked.";
  return environmentsTable(
    [[...ENVIRONMENT_HEADING, ...VERDICTS.map((verdict) => COLUMNS[verdict])], ...all.map(row)],
    all.flatMap(detailLines),
    `${environmentsText(all)}: ${verdict} For details, run npx ecr doctor <environment>.`,
  );
}

function row(outcome: Outcome): string[] {
  const counts = VERDICTS.map((verdict) => (outcome.ok ? String(ofVerdict(outcome.value, verdict).length) : NOT_READ));
  return [...environmentCells(outcome), ...counts];
}

/** Causes shown of each environment. */
const MOST_CAUSES = 10;

function detailLines(outcome: Outcome): string[] {
  if (!outcome.ok) return errorLines(outcome);
  const { value } = outcome;
  const name = outcomeName(outcome);
  const causes = ofVerdict(value, "cause");
  const more = causes.length - MOST_CAUSES;
  const lines = [
    ...causes.slice(0, MOST_CAUSES).flatMap(causeLines),
    ...(more > 0 ? [`${countText(more, "more cause")}; to list all, run npx ecr doctor ${name}`] : []),
    ...ofVerdict(value, "unknown").map(openLine),
  ];
  return lines.map((line) => `${name}: ${line}`);
}

function ofVerdict(diagnoses: readonly Diagnosis[], wanted: DiagnosisVerdict): Diagnosis[] {
  return diagnoses.filter(({ verdict }) => verdict === wanted);
}
