import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Token } from "cdktf";
import { type Precondition } from "./validation";
import { type ModuleStack } from "./module-stack";

/**
 * The role of a module, `aws_iam_role.this`, from the variables that the modules of roles share and the local
 * `trust_policy`.
 * @param precondition condition of the role
 */
export function addModuleRole(stack: ModuleStack, precondition: Precondition[]): void {
  const role = new IamRole(stack, "role", {
    count: Token.asNumber("${var.create ? 1 : 0}"),
    name: "${var.name}",
    path: "${var.path}",
    description: "${var.description}",
    assumeRolePolicy: "${jsonencode(local.trust_policy)}",
    permissionsBoundary: "${var.permissions_boundary}",
    maxSessionDuration: Token.asNumber("${var.max_session_duration}"),
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: { precondition },
  });
  role.overrideLogicalId("this");
}
