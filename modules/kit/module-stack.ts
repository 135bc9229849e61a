import { TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable, type TerraformElement } from "cdktf";
import { type Construct, type Node } from "constructs";
import { sentence } from "./sentence";
import { rulesOf, type Validation } from "./validation";

export interface ModuleVersions {
  /** Range of Terraform versions. */
  readonly terraform: string;
  /** Source and range of versions of each provider, by its local name. */
  readonly providers: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
}

/** A variable of a module; `type` as HCL has it. */
export interface ModuleVariable {
  readonly type: string;
  readonly description: string;
  /** @default - the caller must give a value */
  readonly default?: unknown;
  /** @default false */
  readonly nullable?: boolean;
  /** Rules that this variable alone shows. @default - none but the type */
  readonly rules?: readonly Validation[];
}

/**
 * A module for other configurations to call: version ranges, but neither a backend nor a provider block, which would forbid
 * `count`, `for_each` and `depends_on` to its callers. What it holds has its construct id as its name.
 * Read it with `toTerraform()`: the app's own synthesis would give it a backend.
 * @see https://developer.hashicorp.com/terraform/language/modules/develop/providers
 */
export class ModuleStack extends TerraformStack {
  constructor(scope: Construct, id: string, { terraform, providers }: ModuleVersions) {
    super(scope, id);
    this.addOverride("terraform.required_version", terraform);
    for (const [name, required] of Object.entries(providers)) {
      this.addOverride(`terraform.required_providers.${name}`, required);
    }
  }

  addVariable(name: string, { rules = [], nullable = false, default: value, ...variable }: ModuleVariable): void {
    // Each kind of element has names of its own in Terraform, so a variable and an output may share one.
    const element = new TerraformVariable(this, `var.${name}`, {
      ...variable,
      nullable,
      validation: rules.map(({ condition, message }) => ({
        condition: `\${${condition(`var.${name}`)}}`,
        errorMessage: sentence(message),
      })),
    });
    element.overrideLogicalId(name);
    // As an override, since cdktf takes no null here and would write the keys of objects in snake case.
    if (value !== undefined) element.addOverride("default", value);
  }

  /**
   * Variables by name, each with the rules that are about it; null is allowed where it is the default.
   * @param rules of all of them
   */
  addVariables(variables: Readonly<Record<string, ModuleVariable>>, rules: readonly Validation[]): void {
    for (const [name, variable] of Object.entries(variables)) {
      this.addVariable(name, { ...variable, nullable: variable.default === null, rules: rulesOf(name, rules) });
    }
  }

  /** @param value an expression of Terraform's */
  addLocal(name: string, value: string): void {
    new TerraformLocal(this, `local.${name}`, `\${${value}}`).overrideLogicalId(name);
  }

  /**
   * @param value an expression of Terraform's
   * @param conditions what must hold for the output, as cdktf takes one alone
   */
  addModuleOutput(
    name: string,
    description: string,
    value: string,
    conditions: readonly { readonly condition: string; readonly errorMessage: string }[] = [],
  ): void {
    const element = new TerraformOutput(this, `output.${name}`, { description, value: `\${${value}}` });
    element.overrideLogicalId(name);
    if (conditions.length === 0) return;
    const preconditions = conditions.map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage }));
    element.addOverride("precondition", preconditions);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return "node" in element ? element.node.id : element.id;
  }
}
