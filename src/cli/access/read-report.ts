import { type Environment } from "../../model/environment";
import { declaredFacts } from "../../operations/access/declared-facts";
import { withPublicRepositories } from "../../operations/access/public-repositories";
import { type AccessFacts } from "../../operations/access/facts";
import { accessMatrix, type AccessReport } from "../../operations/access/matrix";
import { type Counter } from "../support/counter";
import { type AccessOptions } from "./access";
import { type LiveFacts } from "./live-facts";
import { SERVICE } from "../../domain/repository-policy/principal";
import { principalOf } from "../../domain/iam/principal";
import { EVERYONE } from "../../operations/access/principals";

type Source = Pick<AccessOptions, "live">;

interface Reading {
  readonly signal: AbortSignal;
  /** @default - a counter for this environment alone */
  readonly progress?: Counter;
}

/** What an environment declares. @param sound all environments of the project without errors */
export function declaredAmong(environment: Environment, sound: readonly Environment[]): AccessFacts {
  const others = sound.filter(({ name }) => name !== environment.name);
  return withPublicRepositories(environment, declaredFacts(environment, others));
}

/** The declared facts, or those of AWS in their place. */
export async function readFacts(
  environment: Environment,
  declared: AccessFacts,
  { live }: Source,
  { signal, progress }: Reading,
): Promise<LiveFacts> {
  if (live !== true) return { facts: declared, faults: [] };
  const { liveFacts } = require("./live-facts") as typeof import("./live-facts");
  return liveFacts(environment, declared, signal, progress);
}

/** @param principals the only ones to report. @default - all that the policies name */
export function reportOf(
  { name, location }: Environment,
  { facts, faults }: LiveFacts,
  { live }: Source,
  principals: readonly string[] | undefined,
): AccessReport {
  const matrix = accessMatrix(facts, principals === undefined ? {} : { principals });
  return { environment: name, location, source: live === true ? "aws" : "declarations", faults, ...matrix };
}

/** Whether everything could be read. */
export function isWhole({ unread, faults }: AccessReport): boolean {
  return unread.length + faults.length === 0;
}

export function accessRecord({ environment, location, source, groups, unread, faults }: AccessReport): object {
  return { environment, ...location, source, groups, unread, faults };
}

/**
 * Checks the principals of `--principal`.
 * @throws Error for a text that is not a principal
 */
export function givenPrincipals(texts: readonly string[] | undefined, region: string): readonly string[] | undefined {
  for (const text of texts ?? []) {
    if (text === EVERYONE || SERVICE.test(text) || principalOf(text, region) !== undefined) continue;
    throw new Error(
      `--principal: expected an account ID, the ARN of a role or user such as arn:aws:iam::111122223333:role/ci, a service such as lambda.amazonaws.com, or *, found ${JSON.stringify(text)}`,
    );
  }
  return texts;
}
