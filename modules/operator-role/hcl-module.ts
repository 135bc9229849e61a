import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { addAnnotationsOutput, addModuleRole, addRoleOutputs, addPodIdentityAssociations } from "../kit/iam-role";
import { addCurrent, type ModuleStack } from "../kit/module-stack";
import { OPERATOR_ROLE_RULES } from "./validations";
import { VARIABLES } from "./variables";
import { policyPreconditions, rolePreconditions } from "../kit/role-preconditions";
import { EXAMPLES, USAGE } from "./examples";
import {
  arnLocals,
  KEY_ARN_SIZE,
  LOCAL_COMMENTS,
  permissionLocals,
  REPOSITORY_ARN_SIZE,
  trustLocals,
} from "../kit/role-locals";
import { moduleTests } from "./tests";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";
import { policyDescription, policyName } from "../../src/domain/operator/role-settings";

/** The Terraform module `operator-role`: the construct of this folder as an HCL module. */
export const OPERATOR_ROLE_MODULE: ModuleDefinition = {
  name: "operator-role",
  source: "modules/operator-role",
  providers: ["aws"],
  build,
  sections: [
    {
      blocks: ["locals", "data.aws_caller_identity.current", "data.aws_service.ecr", "var.create", "var.tags"],
    },
    {
      title: "Role",
      blocks: [
        ...["aws_iam_role.this", "var.name", "var.path", "var.description", "var.permissions_boundary"],
        ...["var.max_session_duration", "var.clusters", "var.service_accounts", "var.trust_policy_quota"],
        ...["aws_eks_pod_identity_association.this"],
        ...["output.role_name", "output.role_arn", "output.service_account_annotations"],
      ],
    },
    {
      title: "Permissions",
      blocks: [
        ...["aws_iam_policy.this", "aws_iam_role_policy_attachment.this"],
        ...["var.manages", "var.allow_delete", "var.kms_key_arns", "output.policy_arns"],
      ],
    },
  ],
  comments: {
    ...LOCAL_COMMENTS,
    "local.exact_subjects":
      "Exact names and names with wildcards need separate statements, because all conditions of a statement must match.",
    "local.managed": "Without duplicates, and without entries that another prefix covers.",
    "local.arn_sizes":
      "Terraform must know the number of policies before it knows the account and the region. The sizes therefore assume the\n" +
      `longest possible ARNs: ${REPOSITORY_ARN_SIZE} characters in addition to a repository's name, ${KEY_ARN_SIZE} for a key. The maxima below are the\n` +
      `${MANAGED_POLICY_QUOTA.characters} characters of a policy without its statements. There is one policy if everything fits, otherwise one for each\n` +
      "statement.",
    "local.deny_statement":
      "Overrides anything another policy allows, registry settings included. NotResource must list every exception, so the\n" +
      "statement cannot be split.",
    "data.aws_service.ecr": SERVICE_COMMENT,
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { "policy-characters": MANAGED_POLICY_QUOTA.characters },
};

const TAGS = Token.asStringMap("${var.tags}");

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, OPERATOR_ROLE_RULES);
  addCurrent(stack);
  stack.addLocals({ ...arnLocals(), ...trustLocals(), ...permissionLocals() });
  addModuleRole(stack, rolePreconditions());
  addPodIdentityAssociations(stack);
  addPolicy(stack);
  addOutputs(stack);
}

function addPolicy(stack: ModuleStack): void {
  const count = Token.asNumber("${var.create ? length(local.policies) : 0}");
  new IamPolicy(stack, "policy.this", {
    count,
    name: policyName("${var.name}", "${count.index + 1}"),
    path: "${var.path}",
    description: policyDescription("${var.name}"),
    policy: "${local.policies[count.index]}",
    tags: TAGS,
    lifecycle: { precondition: policyPreconditions() },
  });
  new IamRolePolicyAttachment(stack, "attachment.this", {
    count,
    role: "${aws_iam_role.this[0].name}",
    policyArn: "${aws_iam_policy.this[count.index].arn}",
  });
}

function addOutputs(stack: ModuleStack): void {
  addRoleOutputs(stack);
  addAnnotationsOutput(stack);
  stack.addModuleOutput(
    "policy_arns",
    "ARNs of the policies with the role's permissions; empty if `create` is false.",
    "aws_iam_policy.this[*].arn",
  );
}
