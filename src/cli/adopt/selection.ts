import { type Environment } from "../../model/environment";
import { terraformName } from "../../domain/terraform/terraform-name";
import { matchesPattern, patternOf } from "../../domain/iam/evaluation/pattern";
import { isCovered } from "../../domain/operator/manages";
import { type SkippedRepository } from "./candidates";

/** An environment, as far as it owns repositories. */
export interface Owner extends Pick<Environment, "name" | "location" | "removed" | "released" | "operator"> {
  readonly repositories: readonly { readonly repositoryName: string }[];
}

export interface Selection {
  readonly taken: readonly string[];
  readonly skipped: readonly SkippedRepository[];
}

/**
 * Selects the repositories that an environment may adopt: those that match and have no owner yet.
 * @param others the project's other environments
 * @param patterns `*` matches any characters, including slashes; no patterns match all names
 */
export function select(
  names: readonly string[],
  environment: Owner,
  others: readonly Owner[],
  patterns: readonly string[],
): Selection {
  const owners = new Owners(environment, others);
  const wanted = patterns.map((pattern) => patternOf(pattern, { wildcards: true }));
  const taken: string[] = [];
  const skipped: SkippedRepository[] = [];
  for (const repositoryName of names) {
    const refusal =
      wanted.length > 0 && !wanted.some((pattern) => matchesPattern(pattern, repositoryName) === true)
        ? ({ by: "match", reason: "does not match" } as const)
        : owners.refusalOf(repositoryName);
    if (refusal === undefined) {
      taken.push(repositoryName);
      owners.add(repositoryName);
    } else skipped.push({ repositoryName, ...refusal });
  }
  return { taken, skipped };
}

class Owners {
  private readonly declared: ReadonlySet<string>;
  private readonly removed: ReadonlySet<string>;
  /** Repository names by their Terraform names. */
  private readonly byId: Map<string, string>;
  private readonly neighbours: readonly { readonly environment: Owner; readonly declared: ReadonlySet<string> }[];

  constructor(
    private readonly environment: Owner,
    others: readonly Owner[],
  ) {
    const names = environment.repositories.map(({ repositoryName }) => repositoryName);
    this.declared = new Set(names);
    this.removed = new Set(environment.removed);
    this.byId = new Map(names.map((name) => [terraformName(name), name]));
    const { account, region } = environment.location;
    this.neighbours = others
      .filter(
        ({ name, location }) => name !== environment.name && location.account === account && location.region === region,
      )
      .map((other) => ({
        environment: other,
        declared: new Set(other.repositories.map(({ repositoryName }) => repositoryName)),
      }));
  }

  add(name: string): void {
    this.byId.set(terraformName(name), name);
  }

  refusalOf(name: string): Omit<SkippedRepository, "repositoryName"> | undefined {
    if (this.declared.has(name)) return { by: "declared", reason: "is already declared" };
    if (this.removed.has(name)) {
      return { by: "removed", reason: "is listed under removed. Remove it from the list, deploy, and adopt again" };
    }
    if (this.environment.released.includes(name)) {
      return {
        by: "released",
        reason: "is listed under released, and will be deleted. Remove it from the list, and adopt again",
      };
    }
    if (isManaged(name, this.environment)) {
      return { by: "operator", reason: "belongs to the operator (operator.manages)" };
    }
    for (const { environment, declared } of this.neighbours) {
      if (declared.has(name)) return { by: "environment", reason: `is declared by ${environment.name}` };
      if (isManaged(name, environment))
        return { by: "environment", reason: `belongs to the operator of ${environment.name} (operator.manages)` };
    }
    const same = this.byId.get(terraformName(name));
    if (same === undefined) return undefined;
    const reason = `would have the same Terraform name as ${JSON.stringify(same)} (${terraformName(name)}), so it cannot be declared`;
    return { by: "name", reason };
  }
}

function isManaged(name: string, { operator }: Owner): boolean {
  return operator !== undefined && isCovered(name, operator.manages);
}
