import { type GrantAccess } from "../../domain/grants/parts";
import { type Grant } from "../../domain/grants/schema";
import { covers } from "../../domain/iam/evaluation/pattern";
import { listOf } from "../../domain/iam/policy";
import { isMapping } from "../../domain/problems/mapping";
import { type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { type EnvironmentResult } from "../environment-result";
import { GRANT_SETTINGS } from "../resolve-grants";
import { type Place } from "../source/source";
import { explainSetting, type Origin } from "./explain";

/** A grant of a repository, and where it comes from. */
export interface GrantOrigin {
  readonly access: GrantAccess;
  /** As it is written. */
  readonly value: unknown;
  /** Accounts and roles of a grant that names another environment. @default - it names none */
  readonly principals?: readonly string[];
  readonly kind: Origin["kind"] | "grants by name";
  /** Patterns of grants by name. @default - the grant is not by name */
  readonly match?: readonly string[];
  /** @default - not in a file */
  readonly place?: Place;
}

/** All grants of a repository. */
export interface GrantsExplanation {
  readonly environment: string;
  readonly path: string;
  readonly grants: readonly GrantOrigin[];
}

const PATH = /^repositories\.(.+)\.grants$/;

/** Whether a path asks for all grants of a repository: `repositories.<name>.grants`. */
export function isGrantsPath(path: string): boolean {
  return PATH.test(path);
}

/**
 * Explains where each principal that a repository grants access comes from.
 * @param path `repositories.<name>.grants`
 * @returns `undefined` if the environment cannot be read
 * @throws Error if there is no such repository
 */
export function explainGrants(result: EnvironmentResult, path: string): GrantsExplanation | undefined {
  const [, name = ""] = PATH.exec(path) ?? [];
  // A path without a known repository is reported as that of any other setting.
  if (result.basis?.drafts.some(({ repositoryName }) => repositoryName === name) !== true) {
    explainSetting(result, path);
    return undefined;
  }
  const grants = GRANT_SETTINGS.flatMap((access) => [
    ...listed(result, name, access),
    ...listed(result, name, access, "Principals"),
    ...grantsByName(result, name, access),
  ]);
  return { environment: result.name, path, grants };
}

/** The grants of the list that applies: the repository's, or the first of the defaults that have one. */
function listed(
  result: EnvironmentResult,
  name: string,
  access: GrantAccess,
  suffix: "" | "Principals" = "",
): GrantOrigin[] {
  const setting = `repositories.${name}.${access}${suffix}`;
  const value = explainSetting(result, setting)?.value;
  return (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((grant, index) => {
    const [origin] = explainSetting(result, `${setting}[${index}]`)?.origins ?? [];
    return origin === undefined ? [] : [{ access, ...origin, ...principalsOf(result, grant, access) }];
  });
}

/** The grants of the environment's `grants` that match a repository's name. */
export function grantsByName(result: EnvironmentResult, name: string, access: GrantAccess): GrantOrigin[] {
  const { document } = result;
  if (document === undefined) return [];
  return listAt(document.data, ["grants"]).flatMap((entry, index) => {
    const match = listAt(entry, ["match"]).filter((pattern) => typeof pattern === "string");
    if (!match.some((pattern) => covers(pattern, name))) return [];
    return listAt(entry, [access]).map((value, position) => ({
      ...{ access, value, kind: "grants by name" as const, match },
      place: document.positionOf(["grants", index, access, position]),
      ...principalsOf(result, value, access),
    }));
  });
}

function listAt(data: unknown, at: Path): readonly unknown[] {
  const value = valueAt(data, at);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function principalsOf({ basis }: EnvironmentResult, value: unknown, access: GrantAccess) {
  if (!isMapping(value) || value["environment"] === undefined || basis === undefined) return {};
  const { grants } = basis.grants.resolve([value], access);
  return {
    principals: grants.flatMap((grant: Grant) => (typeof grant === "string" ? grant : listOf(grant.principals))),
  };
}
