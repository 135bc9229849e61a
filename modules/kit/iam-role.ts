import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Token } from "cdktf";
import { ROLE_ARN_ANNOTATION } from "../../src/domain/operator/instructions";
import { type Precondition } from "./validation";
import { countIf, type ModuleStack } from "./module-stack";

/** What differs between the roles of modules. */
interface ModuleRole {
  /** Condition of the role, as an expression. @default - `create` alone decides */
  readonly when?: string;
  /** Expression of the description. @default "var.description" */
  readonly description?: string;
}

/**
 * The role of a module, `aws_iam_role.this`, from the variables that the modules of roles share and the local
 * `trust_policy`.
 * @param precondition condition of the role
 */
export function addModuleRole(
  stack: ModuleStack,
  precondition: Precondition[],
  { when, description = "var.description" }: ModuleRole = {},
): void {
  new IamRole(stack, "role.this", {
    count: countIf(when),
    name: "${var.name}",
    path: "${var.path}",
    description: `\${${description}}`,
    assumeRolePolicy: "${jsonencode(local.trust_policy)}",
    permissionsBoundary: "${var.permissions_boundary}",
    maxSessionDuration: Token.asNumber("${var.max_session_duration}"),
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: { precondition },
  });
}

/** The associations of EKS Pod Identity in the local `associations`, as `aws_eks_pod_identity_association.this`. */
export function addPodIdentityAssociations(stack: ModuleStack): void {
  new EksPodIdentityAssociation(stack, "association.this", {
    clusterName: "${each.value.cluster}",
    namespace: "${each.value.namespace}",
    serviceAccount: "${each.value.name}",
    roleArn: "${aws_iam_role.this[0].arn}",
    tags: Token.asStringMap("${var.tags}"),
  }).addOverride("for_each", "${{ for key, association in local.associations : key => association if var.create }}");
}

/** The outputs with the name and the ARN of the role. @param none when there is no role */
export function addRoleOutputs(stack: ModuleStack, none = "null if `create` is false"): void {
  stack.addModuleOutput("role_name", `Name of the role; ${none}.`, "one(aws_iam_role.this[*].name)");
  stack.addModuleOutput("role_arn", `ARN of the role; ${none}.`, "one(aws_iam_role.this[*].arn)");
}

/** The output with the annotations for ServiceAccounts in clusters with IRSA. */
export function addAnnotationsOutput(stack: ModuleStack): void {
  stack.addModuleOutput(
    "service_account_annotations",
    "Annotations that assign the role to a ServiceAccount, as a map for Helm charts; empty if `create` is false or if all clusters use only EKS Pod Identity.",
    `{ for role in aws_iam_role.this : "${ROLE_ARN_ANNOTATION}" => role.arn if length(local.clusters) > 0 }`,
  );
}
