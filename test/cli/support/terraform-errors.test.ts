import { terraformErrors } from "../../../src/cli/support/terraform-errors";

const STACKS = ["local-registry", "local-access"];
const LOG = `local-registry  Initializing the backend...
local-access  aws_iam_role.operator: Creating...
local-access  Error: creating IAM Role (operator): EntityAlreadyExists

                with aws_iam_role.operator,
                on cdk.tf.json line 12

local-registry  aws_ecr_repository.api: Creating...
local-registry  Error: reading ECR Repository

                  on cdk.tf.json line 146

                Error: reading ECR Lifecycle Policy

                The bucket is another's.
                aws_ecr_repository.web: Creation complete after 0s [id=web]
local-registry  Error: reading ECR Repository

                  on cdk.tf.json line 146
1 Stack deploying     1 Stack done     0 Stacks waiting
Invoking Terraform CLI failed with exit code 1
`;

test("returns each error once, with its stack and without the output of other stacks and resources", () => {
  expect(terraformErrors(LOG, STACKS)).toEqual([
    {
      stack: "local-access",
      text: "Error: creating IAM Role (operator): EntityAlreadyExists\n\n  with aws_iam_role.operator,\n  on cdk.tf.json line 12",
    },
    { stack: "local-registry", text: "Error: reading ECR Repository\n\n  on cdk.tf.json line 146" },
    { stack: "local-registry", text: "Error: reading ECR Lifecycle Policy\n\nThe bucket is another's." },
  ]);
});

test("returns no errors from a log without any, and the start of an error that is cut off", () => {
  expect(terraformErrors("local-access  Apply complete!\n", STACKS)).toEqual([]);
  expect(terraformErrors("local-access  Error: cut", STACKS)).toEqual([{ stack: "local-access", text: "Error: cut" }]);
});
