import { type AccessReport, type PrincipalAccess } from "../../operations/access/matrix";
import { type Answer } from "../../operations/access/decide-rights";
import { RIGHTS, type Right } from "../../operations/access/rights";
import { ANSWERS, principalText } from "../../operations/access/words";
import { countText } from "../../domain/text/format";
import {
  environmentsTable,
  environmentsText,
  errorLines,
  errorRecord,
  NOT_READ,
  ofAllEnvironments,
  outcomeName,
  type EnvironmentOutcome,
} from "../support/all-environments";
import { refuseWithAll } from "../support/arguments";
import { jsonText, write } from "../support/write";
import { type AccessOptions } from "./access";
import { accessCsvOfAll } from "./csv";
import { givenPrincipals, declaredAmong, isWhole, readFacts, reportOf, accessRecord } from "./read-report";
import { EVALUATED, faultLines, HEADING, SOURCES } from "./table";

type Outcome = EnvironmentOutcome<AccessReport>;

/** `ecr access --all`: who has access in any environment. One that cannot be read does not hide the others. */
export async function allAccessCommand(root: string, options: AccessOptions): Promise<void> {
  refuseWithAll({
    "--other-side": options.otherSide,
    "--expect": options.expect,
    ...(options.output === "html" ? { "-o html": true } : {}),
  });
  const all = await ofAllEnvironments(root, "repositories read", async ({ environment }, context) => {
    const principals = givenPrincipals(options.principal, environment.location.region);
    const read = await readFacts(environment, declaredAmong(environment, context.sound), options, context);
    return reportOf(environment, read, options, principals);
  });
  await write(rendered(all, options.output));
  // The table has a column for these; a CSV file would look complete.
  if (options.output === "csv") for (const line of all.flatMap(errorLines)) process.stderr.write(`${line}\n`);
  process.exitCode = all.every((outcome) => outcome.ok && isWhole(outcome.value)) ? 0 : 1;
}

function rendered(all: readonly Outcome[], output: string): Iterable<string> {
  if (output === "json") {
    const records = all.map((outcome) => (outcome.ok ? accessRecord(outcome.value) : errorRecord(outcome)));
    return [jsonText(records)];
  }
  if (output === "csv")
    return accessCsvOfAll(
      all.flatMap((outcome) => (outcome.ok ? [{ name: outcomeName(outcome), report: outcome.value }] : [])),
    );
  return [table(all)];
}

/** A row for each environment and principal, with the number of repositories to which it has each right. */
function table(all: readonly Outcome[]): string {
  const reports = all.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const details = all.flatMap((outcome) =>
    outcome.ok ? faultLines(outcome.value).map((line) => `${outcomeName(outcome)}: ${line}`) : errorLines(outcome),
  );
  const total = reports.flatMap(({ groups }) => groups).reduce((sum, { repositories }) => sum + repositories.length, 0);
  return environmentsTable(
    [["ENVIRONMENT", ...HEADING], ...all.flatMap(rows)],
    details,
    `${environmentsText(all)}: ${countText(total, "repository", "repositories")}. ${SOURCES[reports[0]?.source ?? "declarations"]}. ${EVALUATED}`,
    "To show statements and conditions, run npx ecr access <environment>.",
  );
}

function rows(outcome: Outcome): string[][] {
  const name = outcomeName(outcome);
  if (!outcome.ok) return [[name, ...HEADING.map(() => NOT_READ)]];
  const { groups, location } = outcome.value;
  const found = new Map<string, { readonly principal: PrincipalAccess; readonly counts: Counts }>();
  for (const { repositories, principals } of groups) {
    for (const principal of principals) {
      const { counts } = found.get(principal.name) ?? { counts: noCounts() };
      found.set(principal.name, { principal, counts });
      for (const right of RIGHTS) counts[right][principal.access[right].answer] += repositories.length;
    }
  }
  if (found.size === 0) return [[name, "nobody has access", ...RIGHTS.map(() => NOT_READ)]];
  return [...found.values()].map(({ principal, counts }) => [
    name,
    principalText(principal, location.account),
    ...RIGHTS.map((right) => countsText(counts[right])),
  ]);
}

type Counts = Record<Right, Record<Answer, number>>;

function noCounts(): Counts {
  const none = { allowed: 0, depends: 0, denied: 0 };
  return { pull: { ...none }, push: { ...none }, deleteImages: { ...none }, changePolicy: { ...none } };
}

/** `12 yes, 3 depends`; `no` if the principal has the right on no repository. */
function countsText(counts: Record<Answer, number>): string {
  const parts = (["allowed", "depends"] as const).flatMap((answer) =>
    counts[answer] === 0 ? [] : [`${counts[answer]} ${ANSWERS[answer]}`],
  );
  return parts.length === 0 ? ANSWERS.denied : parts.join(", ");
}
