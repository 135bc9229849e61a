import { error, repeated, type Problem } from "../problems/problem";

/**
 * The Terraform name of a repository's resources: `team/api` becomes `team_api`. Not hashed, so that addresses can be read and
 * typed. Changing the mapping would move states.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function terraformName(name: string): string {
  const id = name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
  return /^[A-Za-z_]/.test(id) ? id : `_${id}`;
}

/** Reports different names with the same Terraform address, such as `a/b` and `a_b`, each at its index. */
export function checkTerraformNames(names: readonly string[]): Problem[] {
  return repeated(names, terraformName).flatMap(({ index, entry, first, key }) => {
    if (entry === first) return [];
    const message = `expected unique Terraform names, found ${JSON.stringify(entry)} and ${JSON.stringify(first)}, which both become ${JSON.stringify(key)}. Rename one of them`;
    return [error("repository/logical-id", [index], message)];
  });
}

/** A construct id as a Terraform name: `OperatorRole` becomes `operator_role`. */
export function snakeCase(id: string): string {
  return terraformName(id.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2"))
    .replaceAll("-", "_")
    .toLowerCase();
}
