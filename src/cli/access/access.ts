import { oneOf } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { type Environment } from "../../model/environment";
import { type AccessFacts } from "../../operations/access/facts";
import { type AccessReport } from "../../operations/access/matrix";
import { withInterrupts } from "../support/interrupts";
import { readAmongOthers, requireAllRegions, oneRegion, regionName } from "../support/environments";
import { anyRepositoryNames } from "../support/named-repository";
import { jsonText, write } from "../support/write";
import { accessCsv } from "./csv";
import { givenPrincipals, declaredAmong, isWhole, readFacts, reportOf, accessRecord } from "./read-report";
import { accessTable } from "./table";
import { requiredPolicies } from "../../operations/access/other-side";

export interface AccessOptions {
  readonly principal?: readonly string[];
  readonly otherSide?: boolean;
  readonly expect?: string;
  readonly live?: boolean;
  readonly output: string;
}

export interface AccessRequest extends AccessOptions {
  readonly environment: string;
  readonly repositories: readonly string[];
}

export async function accessCommand(root: string, request: AccessRequest): Promise<void> {
  const place = regionName(request.environment);
  const { named, sound } = readAmongOthers(root, [place.environment]);
  const whole = named[0]?.environment ?? requireAllRegions(root, place.environment).environment;
  const environment = oneRegion(whole, place.region);
  if (request.expect !== undefined) requireAlone(request);
  const principals = givenPrincipals(request.principal, environment.location.region);
  const declared = chosen(environment, declaredAmong(environment, sound), request);
  const read = await withInterrupts((signal) => readFacts(environment, declared, request, { signal }));
  const { facts, faults } = read;
  if (request.otherSide === true) {
    await write([otherSideText(facts, principals)]);
    return;
  }
  if (request.expect !== undefined) {
    const { checkExpectations } = require("./expect") as typeof import("./expect");
    await checkExpectations(request.expect, { environment: environment.name, facts, faults, output: request.output });
    return;
  }
  const report = reportOf(environment, read, request, principals);
  await write(rendered(report, request.output));
  if (!isWhole(report)) process.exitCode = 1;
}

/** Expectations are about all repositories and principals; a part of them would meet more. */
function requireAlone({ repositories, principal, otherSide, output }: AccessRequest): void {
  const given = [
    ...(repositories.length > 0 ? ["repositories"] : []),
    ...(principal === undefined ? [] : ["--principal"]),
    ...(otherSide === undefined ? [] : ["--other-side"]),
    ...(output === "csv" || output === "html" ? [`-o ${output}`] : []),
  ];
  if (given.length > 0)
    throw new Error(`--expect can be combined only with --live, -o table and -o json, found ${oneOf(given, "and")}`);
}

/** The facts about the named repositories; about all if none is named. AWS may have repositories that are not declared. */
function chosen(
  environment: Environment,
  facts: AccessFacts,
  { repositories: texts, live }: AccessRequest,
): AccessFacts {
  if (texts.length === 0) return facts;
  const wanted = new Set(anyRepositoryNames(environment, texts));
  const known = new Map(facts.repositories.map((repository) => [repository.repositoryName, repository]));
  const unknown = [...wanted].filter((name) => !known.has(name));
  if (unknown.length > 0 && live !== true) {
    throw new Error(
      unknown
        .map(
          (name) =>
            `${environment.name} does not declare a repository ${JSON.stringify(name)}.${didYouMean(name, [...known.keys()])}`,
        )
        .join("\n"),
    );
  }
  return { ...facts, repositories: [...wanted].map((name) => known.get(name) ?? { repositoryName: name, tags: {} }) };
}

function rendered(report: AccessReport, output: string): Iterable<string> {
  if (output === "json") return [jsonText(accessRecord(report))];
  if (output === "csv") return accessCsv(report);
  if (output === "html") {
    const { accessPage } =
      require("../../operations/access/page/page") as typeof import("../../operations/access/page/page");
    return accessPage(report);
  }
  return [accessTable(report)];
}

/**
 * The identity policies for principals of other accounts as JSON: one document for a single given principal, otherwise an object
 * by principal.
 * @throws Error if no principal of another account has access
 */
export function otherSideText(facts: AccessFacts, principals: readonly string[] | undefined): string {
  const policies = requiredPolicies(facts, principals);
  if (policies.length === 0) {
    const who = principals === undefined ? "a principal outside the registry's account" : principals.join(", ");
    throw new Error(
      `--other-side: expected policies that grant access to ${who}, found none. Grant the access first, for example with pullPrincipals. Principals in the registry's account do not need such a policy`,
    );
  }
  const [first] = policies;
  const isSingle = principals?.length === 1;
  const record = isSingle
    ? first?.document
    : Object.fromEntries(policies.map(({ name, document }) => [name, document]));
  return jsonText(record);
}
