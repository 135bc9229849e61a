import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, S3Backend, TerraformOutput, TerraformStack } from "cdktf";

// The smallest app with the two stacks that `ecr local` deploys; the tests run it in a temporary folder.
const app = new App();

function stack(name: string): TerraformStack {
  const made = new TerraformStack(app, name);
  new S3Backend(made, {
    bucket: "local-app-state",
    key: `${name}.tfstate`,
    region: "us-east-1",
    usePathStyle: true,
  }).addOverride("use_lockfile", true);
  made.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ">= 5.100, < 7.0" });
  // A test that wants the deployment to fail asks for an account that the emulator does not have.
  const account = process.env["LOCAL_APP_ACCOUNT"] ?? "123456789012";
  new AwsProvider(made, "aws", { region: "us-east-1", allowedAccountIds: [account] });
  return made;
}

const registry = stack("local-registry");
const repository = new EcrRepository(registry, "api", { name: "local-app/api", imageTagMutability: "IMMUTABLE" });
new EcrLifecyclePolicy(registry, "lifecycle", {
  repository: repository.name,
  policy: Fn.jsonencode({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
        action: { type: "expire" },
      },
    ],
  }),
});

const access = stack("local-access");
const role = new IamRole(access, "role", {
  name: "local-app-operator",
  assumeRolePolicy: Fn.jsonencode({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
new TerraformOutput(access, "operator_role_arn", { value: role.arn, staticId: true });

app.synth();
