import { errorsOf, type Path, type Problem } from "../../domain/problems/problem";
import { type PolicyDocument } from "../../domain/iam/policy";
import { checkLifecyclePolicyOnce, checkRepositoryPolicyOnce } from "../../domain/repository/check";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type PolicyPlace } from "../../domain/repository-policy/place";
import { parseJsonText } from "./json-text";
import { located, type LocatedProblem } from "../problems";
import { type SourceDocument } from "../source/source";

export interface CheckedPolicy<T> {
  /** `undefined` if the policy has errors. */
  readonly policy?: T;
  readonly problems: readonly LocatedProblem[];
}

type Check = (document: unknown) => Problem[];

function checked<T>(document: SourceDocument, at: Path, value: unknown, check: Check): CheckedPolicy<T> {
  const found = check(value);
  const problems = located(document, at, found);
  return errorsOf(found).length > 0 ? { problems } : { policy: value as T, problems };
}

function checkedText<T>(document: SourceDocument, at: Path, text: string, check: Check): CheckedPolicy<T> {
  const json = parseJsonText(document, at, text);
  return json.ok ? checked<T>(document, at, json.value, check) : { problems: json.problems };
}

/** Checks a lifecycle policy in AWS's format. */
export function lifecyclePolicyOf(document: SourceDocument, at: Path, value: unknown): CheckedPolicy<LifecyclePolicy> {
  return checked(document, at, value, checkLifecyclePolicyOnce);
}

/** Parses and checks a lifecycle policy in JSON text. */
export function lifecyclePolicyOfText(
  document: SourceDocument,
  at: Path,
  text: string,
): CheckedPolicy<LifecyclePolicy> {
  return checkedText(document, at, text, checkLifecyclePolicyOnce);
}

/** Checks a repository policy, a document or JSON text. */
export function repositoryPolicyOf(
  document: SourceDocument,
  at: Path,
  value: unknown,
  place?: PolicyPlace,
): CheckedPolicy<PolicyDocument> {
  const check: Check = (policy) => checkRepositoryPolicyOnce(policy, place);
  return typeof value === "string" ? checkedText(document, at, value, check) : checked(document, at, value, check);
}
