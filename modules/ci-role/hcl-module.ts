import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { INLINE_POLICY_QUOTA } from "../../src/domain/ci/permissions";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { addModuleRole, addRoleOutputs } from "../kit/iam-role";
import { addCurrent, countIf, type ModuleStack } from "../kit/module-stack";
import { EXAMPLES, USAGE } from "./examples";
import { ciPermissionLocals, ciPolicyPreconditions, ciRolePreconditions, ciTrustLocals } from "./locals";
import { moduleTests } from "./tests";
import { CI_ROLE_RULES } from "./validations";
import { VARIABLES } from "./variables";

/** The Terraform module `ci-role`: the construct of this folder as an HCL module. */
export const CI_ROLE_MODULE: ModuleDefinition = {
  name: "ci-role",
  source: "modules/ci-role",
  providers: ["aws"],
  build,
  sections: [
    { blocks: ["locals", "data.aws_caller_identity.current", "data.aws_service.ecr", "var.create", "var.tags"] },
    {
      title: "Role",
      blocks: [
        ...["aws_iam_role.this", "var.name", "var.path", "var.description", "var.permissions_boundary"],
        ...["var.max_session_duration", "var.oidc_provider_arn", "var.github", "var.gitlab"],
        ...["var.oidc", "var.allow_broad"],
        ...["output.role_name", "output.role_arn"],
      ],
    },
    {
      title: "Permissions",
      blocks: [
        ...["aws_iam_role_policy.this", "var.access", "var.repositories", "var.scanning", "var.scanned_on_request"],
        ...["var.pull_repositories", "var.import_repositories", "var.create_repositories", "var.signing_profiles"],
      ],
    },
  ],
  comments: {
    "local.github_audience": "The audience that the workflows of `npx ecr ci` request.",
    "local.github_projects": "With the numeric IDs, if they are set.",
    "local.branches": "The default applies only if you do not name any other runs.",
    "local.broad_subjects": "Subjects that also match tokens from other projects, or from any branch.",
    "local.repositories": "Without duplicates, and without entries that another prefix covers.",
    "data.aws_service.ecr": SERVICE_COMMENT,
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { "policy-characters": INLINE_POLICY_QUOTA },
};

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, CI_ROLE_RULES);
  addCurrent(stack);
  stack.addLocals({ ...ciTrustLocals(), ...ciPermissionLocals() });
  addModuleRole(stack, ciRolePreconditions());
  new IamRolePolicy(stack, "policy.this", {
    count: countIf(),
    name: "${var.access}",
    role: "${aws_iam_role.this[0].name}",
    policy: "${local.policy}",
    lifecycle: { precondition: ciPolicyPreconditions() },
  });
  addRoleOutputs(stack);
}
