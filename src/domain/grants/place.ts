import { type AwsLocation } from "../aws/arn";
import { listOf, type OneOrMore } from "../iam/policy";
import { prefixed, type Path, type Problem } from "../problems/problem";
import { type GrantAccess } from "./parts";

/** Where a grant is checked. */
export interface GrantPlace {
  readonly access: GrantAccess;
  /** @default - partitions and regions are not checked */
  readonly location?: AwsLocation;
  /** Reports an environment that a grant cannot name, with or without roles. @default - grants cannot name environments */
  readonly checkEnvironment?: (name: string, roles: boolean) => Problem[];
}

/** Checks one text or each of a list at its path. */
export function atValues(key: string, values: unknown, check: (value: unknown) => Problem[]): Problem[] {
  if (!Array.isArray(values)) return prefixed([key], check(values));
  return values.flatMap((value: unknown, index) => prefixed([key, index], check(value)));
}

/** The texts of one value or a list, each with its path relative to the key. */
export function textsOf(values: OneOrMore<string> | undefined): { readonly at: Path; readonly text: string }[] {
  return listOf(values).map((text, index) => ({ at: Array.isArray(values) ? [index] : [], text }));
}
