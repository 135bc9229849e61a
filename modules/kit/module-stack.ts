import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import {
  Token,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  type TerraformElement,
} from "cdktf";
import { type Construct, type Node } from "constructs";
import { sentence } from "./sentence";
import { rulesOf, type Validation } from "./validation";

export interface ModuleVersions {
  /** Version range of Terraform. */
  readonly terraform: string;
  /** Source and version range of each provider, by its local name. */
  readonly providers: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
}

/** A variable of a module; `type` is in HCL syntax. */
export interface ModuleVariable {
  readonly type: string;
  readonly description: string;
  /** @default - the variable is required */
  readonly default?: unknown;
  /** @default false */
  readonly nullable?: boolean;
  /** Validation rules of this variable. @default - only the type is checked */
  readonly rules?: readonly Validation[];
}

/** Variables by name. */
export type ModuleVariables = Readonly<Record<string, ModuleVariable>>;

/**
 * A module for other configurations to call. It has version ranges, but neither a backend nor a provider block, which
 * would prevent callers from using `count`, `for_each` and `depends_on`. Elements are named after their construct IDs,
 * without what comes before a dot: `policy.this` is named `this`. Read it with `toTerraform()`, because the app's own synthesis would add a backend.
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
    // Terraform has a separate namespace for each kind of element, so a variable and an output may have the same name.
    const element = new TerraformVariable(this, `var.${name}`, {
      ...variable,
      nullable,
      validation: rules.map(({ condition, message }) => ({
        condition: `\${${condition(`var.${name}`)}}`,
        errorMessage: sentence(message),
      })),
    });
    // An override, because cdktf rejects null here and would convert the keys of objects to snake case.
    if (value !== undefined) element.addOverride("default", value);
  }

  /**
   * Adds variables by name, each with its own rules. A variable accepts null only if its default is null. @param rules
   * rules of all variables
   */
  addVariables(variables: ModuleVariables, rules: readonly Validation[]): void {
    for (const [name, variable] of Object.entries(variables)) {
      this.addVariable(name, { ...variable, nullable: variable.default === null, rules: rulesOf(name, rules) });
    }
  }

  /** @param value a Terraform expression */
  addLocal(name: string, value: string): void {
    new TerraformLocal(this, `local.${name}`, `\${${value}}`);
  }

  /** @param locals Terraform expressions by name */
  addLocals(locals: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(locals)) this.addLocal(name, value);
  }

  /**
   * @param value a Terraform expression * @param conditions preconditions of the output; cdktf itself supports only one
   */
  addModuleOutput(
    name: string,
    description: string,
    value: string,
    conditions: readonly { readonly condition: string; readonly errorMessage: string }[] = [],
  ): void {
    const element = new TerraformOutput(this, `output.${name}`, { description, value: `\${${value}}` });
    if (conditions.length === 0) return;
    const preconditions = conditions.map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage }));
    element.addOverride("precondition", preconditions);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { id } = "node" in element ? element.node : element;
    return id.slice(id.indexOf(".") + 1);
  }
}

/** One resource with `create`, and under a condition. */
export function countIf(when?: string): number {
  return Token.asNumber(`\${var.create${when === undefined ? "" : ` && ${when}`} ? 1 : 0}`);
}

/** Adds the data sources of account, partition and region. */
export function addCurrent(stack: ModuleStack): void {
  new DataAwsCallerIdentity(stack, "current");
  new DataAwsService(stack, "ecr", { serviceId: "ecr" });
}
