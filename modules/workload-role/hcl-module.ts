import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { addAnnotationsOutput, addModuleRole, addRoleOutputs, addPodIdentityAssociations } from "../kit/iam-role";
import { type ModuleDefinition } from "../kit/module-definition";
import { addCurrent, countIf, type ModuleStack } from "../kit/module-stack";
import { LOCAL_COMMENTS } from "../kit/role-locals";
import { EXAMPLES, USAGE } from "./examples";
import { workloadPermissionLocals, workloadTrustLocals } from "./locals";
import { workloadPolicyPreconditions, workloadRolePreconditions } from "./preconditions";
import { moduleTests } from "./tests";
import { WORKLOAD_ROLE_RULES } from "./validations";
import { VARIABLES } from "./variables";

/** The Terraform module `workload-role`: the construct of this folder as an HCL module. */
export const WORKLOAD_ROLE_MODULE: ModuleDefinition = {
  name: "workload-role",
  source: "modules/workload-role",
  providers: ["aws"],
  build,
  sections: [
    { blocks: ["locals", "data.aws_caller_identity.current", "data.aws_service.ecr", "var.create", "var.tags"] },
    {
      title: "Role",
      blocks: [
        ...["aws_iam_role.this", "var.name", "var.path", "var.description", "var.permissions_boundary"],
        ...["var.max_session_duration", "var.nodes", "var.fargate_clusters", "var.ecs_task_execution"],
        ...["var.service_accounts", "var.clusters", "aws_eks_pod_identity_association.this"],
        ...["output.role_name", "output.role_arn", "output.service_account_annotations"],
      ],
    },
    {
      title: "Permissions",
      blocks: [
        ...["aws_iam_policy.this", "aws_iam_role_policy_attachment.this", "aws_iam_role_policy_attachment.existing"],
        ...["var.attach_to", "var.access", "var.repositories", "var.pull_repositories", "var.import_repositories"],
        ...["var.create_repositories", "var.other_registries", "output.policy_arn"],
      ],
    },
  ],
  comments: {
    "local.nodes_trust":
      "EC2 sends neither a source account nor a source ARN, so a condition on them would exclude every instance.",
    ...LOCAL_COMMENTS,
    "local.repositories": "Without duplicates, and without entries that another prefix covers.",
    "data.aws_service.ecr": SERVICE_COMMENT,
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { "policy-characters": MANAGED_POLICY_QUOTA.characters },
};

const OWN_ROLE = "var.attach_to == null";

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, WORKLOAD_ROLE_RULES);
  addCurrent(stack);
  stack.addLocals({ ...workloadTrustLocals(), ...workloadPermissionLocals() });
  addModuleRole(stack, workloadRolePreconditions(), { when: OWN_ROLE, description: "local.description" });
  addPodIdentityAssociations(stack);
  addPolicy(stack);
  addOutputs(stack);
}

function addPolicy(stack: ModuleStack): void {
  new IamPolicy(stack, "policy.this", {
    count: countIf(),
    name: "${var.name}",
    path: "${var.path}",
    description: "${local.description}",
    policy: "${local.policy}",
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: { precondition: workloadPolicyPreconditions() },
  });
  const policyArn = "${aws_iam_policy.this[0].arn}";
  new IamRolePolicyAttachment(stack, "attachment.this", {
    count: countIf(OWN_ROLE),
    role: "${aws_iam_role.this[0].name}",
    policyArn,
  });
  new IamRolePolicyAttachment(stack, "existing", { role: "${each.value}", policyArn }).addOverride(
    "for_each",
    "${{ for key, role in coalesce(var.attach_to, {}) : key => role if var.create }}",
  );
}

function addOutputs(stack: ModuleStack): void {
  const none = "null if `create` is false";
  addRoleOutputs(stack, `${none} or \`attach_to\` is set`);
  addAnnotationsOutput(stack);
  stack.addModuleOutput(
    "policy_arn",
    `ARN of the policy with the permissions; ${none}.`,
    "one(aws_iam_policy.this[*].arn)",
  );
}
