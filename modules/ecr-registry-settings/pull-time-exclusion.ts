import { TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { EXCLUSION_TYPE } from "../../src/domain/registry/addresses";

/** An `aws_ecr_pull_time_update_exclusion`, which the bindings do not have: it requires AWS provider 6.28. */
export class PullTimeUpdateExclusion extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly principalArn: string,
  ) {
    super(scope, id, { terraformResourceType: EXCLUSION_TYPE, terraformGeneratorMetadata: { providerName: "aws" } });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { principal_arn: this.principalArn };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return {
      principal_arn: { value: this.principalArn, isBlock: false, type: "simple", storageClassType: "string" },
    };
  }
}
