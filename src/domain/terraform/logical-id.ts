import { error, type Problem } from "../problems/problem";

/**
 * The Terraform name of a repository's resources: `team/api` becomes `team_api`.
 * Never hashed, so that addresses can be read and typed. A changed mapping is a state move.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function logicalId(name: string): string {
  const id = name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
  return /^[A-Za-z_]/.test(id) ? id : `_${id}`;
}

/** Names that differ but would share one Terraform address, such as `a/b` and `a_b`; each is reported at its own index. */
export function checkLogicalIds(names: readonly string[]): Problem[] {
  const first = new Map<string, string>();
  return names.flatMap((name, index) => {
    const id = logicalId(name);
    const other = first.get(id);
    if (other === undefined) first.set(id, name);
    if (other === undefined || other === name) return [];
    return [
      error(
        "repository/logical-id",
        [index],
        `${JSON.stringify(name)} and ${JSON.stringify(other)} would both be ${JSON.stringify(id)} in Terraform; rename one of them`,
      ),
    ];
  });
}
