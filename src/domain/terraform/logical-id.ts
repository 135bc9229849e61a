import { error, type Problem } from "../problems/problem";

/**
 * The Terraform name of a repository's resources: `team/api` becomes `team_api`. Not hashed, so that addresses can be read and
 * typed. Changing the mapping would move states.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function logicalId(name: string): string {
  const id = name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
  return /^[A-Za-z_]/.test(id) ? id : `_${id}`;
}

/** A name whose Terraform name an earlier one has too. */
export interface Twin {
  readonly index: number;
  readonly name: string;
  /** The first name with the same Terraform name. It may be equal. */
  readonly other: string;
  /** The Terraform name. */
  readonly id: string;
}

/** Finds the names whose Terraform names are taken. @param idOf Terraform name of a name */
export function twins(names: readonly string[], idOf: (name: string) => string): Twin[] {
  const first = new Map<string, string>();
  return names.flatMap((name, index) => {
    const id = idOf(name);
    const other = first.get(id);
    if (other !== undefined) return [{ index, name, other, id }];
    first.set(id, name);
    return [];
  });
}

/** Reports different names with the same Terraform address, such as `a/b` and `a_b`, each at its index. */
export function checkLogicalIds(names: readonly string[]): Problem[] {
  return twins(names, logicalId).flatMap(({ index, name, other, id }) =>
    name === other
      ? []
      : [
          error(
            "repository/logical-id",
            [index],
            `expected unique Terraform names, found ${JSON.stringify(name)} and ${JSON.stringify(other)}, which both become ${JSON.stringify(id)}. Rename one of them`,
          ),
        ],
  );
}

/** A construct id as a Terraform name: `OperatorRole` becomes `operator_role`. */
export function snakeCase(id: string): string {
  return logicalId(id.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2"))
    .replaceAll("-", "_")
    .toLowerCase();
}
