import { DataResource, TerraformLocal, TerraformStack, type DataConfig } from "cdktf";
import { Construct } from "constructs";
import {
  GUARD_LOCALS,
  GUARD_MAPS,
  guardAddress,
  RELEASED_GUARD,
  RETAINED_GUARDS,
} from "../../src/domain/repository/retention";

/** Arguments of `RepositoryRetention`. */
export interface RepositoryRetentionProps {
  /** Names of the repositories that must not be deleted. May be empty. */
  readonly retained: readonly string[];
  /**
   * Names of the repositories that are no longer protected. Names that were never retained have no effect.
   * @default - none
   */
  readonly released?: readonly string[];
}

/**
 * Keeps Terraform from deleting repositories whose declaration is removed. Their own `prevent_destroy` cannot do that, because it
 * is removed together with the block. Each stack needs exactly one of this construct, even without retained repositories.
 *
 * If a name is removed from `retained` and not added to `released`, Terraform rejects the plan: "Instance cannot be destroyed".
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 * @example
 * new RepositoryRetention(this, "Retention", { retained: ["team/api"] });
 */
export class RepositoryRetention extends Construct {
  /**
   * Adds the guards of all names.
   * @param scope stack or construct to which the repositories belong
   * @param id ID of the construct, unique in the scope
   * @param props names of the repositories
   */
  constructor(scope: Construct, id: string, { retained, released = [] }: RepositoryRetentionProps) {
    super(scope, id);
    const { retainedNames, releasedNames, retainedMaps, releasedMap } = GUARD_LOCALS;
    // A list has one line per repository. In a map, a longer name would realign all lines.
    this.addLocal(retainedNames, [...retained].sort());
    this.addLocal(releasedNames, [...released].sort());
    for (const [name, value] of Object.entries(GUARD_MAPS)) this.addLocal(name, value);
    RETAINED_GUARDS.forEach((name, share) => {
      this.addGuards(name, `${retainedMaps}[${share}]`, { lifecycle: { preventDestroy: true } });
    });
    this.addGuards(RELEASED_GUARD, releasedMap);
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

  private addGuards(name: string, local: string, config: DataConfig = {}): void {
    const guards = new DataResource(this, name, config);
    guards.overrideLogicalId(name);
    guards.addOverride("for_each", `\${local.${local}}`);
  }
}
