import { type Environment } from "../../model/environment";
import { logicalId } from "../../domain/terraform/logical-id";
import { matchesPattern, patternOf } from "../../domain/iam/evaluation/pattern";
import { isCovered } from "../../domain/operator/manages";
import { type Passed } from "./gathered";

export interface Selection {
  readonly taken: readonly string[];
  readonly passed: readonly Passed[];
}

/**
 * Which of the repositories that are there an environment may adopt: those that match, and that nobody owns yet.
 * @param others the project's other environments
 * @param patterns `*` stands for any characters, also slashes; none means all
 */
export function select(
  names: readonly string[],
  environment: Environment,
  others: readonly Environment[],
  patterns: readonly string[],
): Selection {
  const owners = new Owners(environment, others);
  const wanted = patterns.map((pattern) => patternOf(pattern, { wildcards: true }));
  const taken: string[] = [];
  const passed: Passed[] = [];
  for (const repositoryName of names) {
    const refusal =
      wanted.length > 0 && !wanted.some((pattern) => matchesPattern(pattern, repositoryName) === true)
        ? ({ by: "match", reason: "does not match" } as const)
        : owners.refusalOf(repositoryName);
    if (refusal === undefined) {
      taken.push(repositoryName);
      owners.add(repositoryName);
    } else passed.push({ repositoryName, ...refusal });
  }
  return { taken, passed };
}

class Owners {
  private readonly declared: ReadonlySet<string>;
  private readonly removed: ReadonlySet<string>;
  /** Name by what it is called in Terraform. */
  private readonly byId: Map<string, string>;
  private readonly neighbours: readonly { readonly environment: Environment; readonly declared: ReadonlySet<string> }[];

  constructor(
    private readonly environment: Environment,
    others: readonly Environment[],
  ) {
    const names = environment.repositories.map(({ repositoryName }) => repositoryName);
    this.declared = new Set(names);
    this.removed = new Set(environment.removed);
    this.byId = new Map(names.map((name) => [logicalId(name), name]));
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
    this.byId.set(logicalId(name), name);
  }

  refusalOf(name: string): Omit<Passed, "repositoryName"> | undefined {
    if (this.declared.has(name)) return { by: "declared", reason: "is declared already" };
    if (this.removed.has(name)) {
      return { by: "removed", reason: "is let go of (removed); take it out of removed, deploy, and adopt again" };
    }
    if (this.environment.released.includes(name)) {
      return { by: "released", reason: "is about to be deleted (released); take it out of released, and adopt again" };
    }
    if (isManaged(name, this.environment)) {
      return { by: "operator", reason: "belongs to the operator (operator.manages)" };
    }
    for (const { environment, declared } of this.neighbours) {
      if (declared.has(name)) return { by: "environment", reason: `is declared by ${environment.name}` };
      if (isManaged(name, environment))
        return { by: "environment", reason: `belongs to the operator of ${environment.name} (operator.manages)` };
    }
    const same = this.byId.get(logicalId(name));
    if (same === undefined) return undefined;
    const reason = `would have the same name in Terraform as ${JSON.stringify(same)}, ${logicalId(name)}; it stays outside`;
    return { by: "name", reason };
  }
}

function isManaged(name: string, { operator }: Environment): boolean {
  return operator !== undefined && isCovered(name, operator.manages);
}
