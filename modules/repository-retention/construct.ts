import { DataResource, TerraformLocal, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { GUARD, GUARD_LOCALS, guardAddress } from "./retention";

export interface RepositoryRetentionProps {
  /** Names of the repositories that must not be deleted. May be empty. */
  readonly retained: readonly string[];
  /**
   * Names of the repositories that lose their protection. A name that was never retained does no harm.
   * @default - none
   */
  readonly released?: readonly string[];
}

/**
 * Keeps repositories from being deleted when their declaration goes, which their own `prevent_destroy` cannot do: Terraform
 * forgets it with the block that holds it. A stack has this construct once and keeps it, also without retained repositories.
 *
 * When a name leaves `retained` and is not in `released`, Terraform refuses the plan: "Instance cannot be destroyed".
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 * @example
 * new RepositoryRetention(this, "Retention", { retained: ["team/api"] });
 */
export class RepositoryRetention extends Construct {
  constructor(scope: Construct, id: string, { retained, released = [] }: RepositoryRetentionProps) {
    super(scope, id);
    const { retainedNames, releasedNames, retainedMap, releasedMap } = GUARD_LOCALS;
    // Lists, one line each: a map's lines would all be aligned again by a longer name.
    this.addLocal(retainedNames, [...retained].sort());
    this.addLocal(releasedNames, [...released].sort());
    this.addLocal(retainedMap, mapOf(retainedNames));
    this.addLocal(releasedMap, mapOf(releasedNames));
    this.addGuards("retained", retainedMap);
    this.addGuards("released", releasedMap);
    if (released.length === 0) return;
    const moved = [...released].sort().map((name) => ({
      from: guardAddress("retained", name),
      to: guardAddress("released", name),
    }));
    TerraformStack.of(this).addOverride("moved", moved);
  }

  private addLocal(name: string, value: unknown): void {
    new TerraformLocal(this, name, value).overrideLogicalId(name);
  }

  private addGuards(kind: "retained" | "released", map: string): void {
    const guards = new DataResource(this, kind, kind === "retained" ? { lifecycle: { preventDestroy: true } } : {});
    guards.overrideLogicalId(GUARD[kind]);
    guards.addOverride("for_each", `\${local.${map}}`);
  }
}

function mapOf(names: string): string {
  return `\${tomap({ for name in local.${names} : name => true })}`;
}
