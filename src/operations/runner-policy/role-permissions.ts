import { type PolicyCondition } from "../../domain/iam/policy";
import { OPERATIONS, type Operation, type Permission } from "./permission";
import { RESOURCE_ACTIONS } from "./provider-actions";
import { attachedPolicyArn, arnsOf, roleOf } from "./resource-arns";
import { literalOf, type Block, type SynthesizedStack } from "./stack";
import { isTagged, SID_VERBS } from "./type-permissions";

/**
 * The actions that give a role permissions. With a permissions boundary, each of them is limited to roles that have it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
const GRANTING: readonly string[] = ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"];

/**
 * Sids of roles with a boundary. Their statements are apart from those of other roles, which have the same actions without the
 * condition. Reading and deleting need no condition.
 */
const BOUNDED_SIDS: Readonly<Partial<Record<Operation, { readonly limited: string; readonly others: string }>>> = {
  create: { limited: "CreateBoundedRoles", others: "TagBoundedRoles" },
  update: { limited: "BoundRoles", others: "UpdateBoundedRoles" },
};

/** The permissions for a block about a role: the role, one of its inline policies, or an attached policy. */
export function rolePermissions(block: Block, stack: SynthesizedStack): Permission[] {
  const actions = RESOURCE_ACTIONS[block.type];
  if (actions === undefined) return [];
  const resources = arnsOf("Roles", block, stack);
  const boundary = literalOf(roleOf(block, stack).body["permissions_boundary"]);
  const isBounded = boundary !== undefined;
  const permission = (operation: Operation, sid: string, list: readonly string[], condition?: PolicyCondition) => ({
    ...{ sid, operation, actions: list, resources },
    ...(condition === undefined ? {} : { condition }),
  });
  const ofOperation = (operation: Operation): Permission[] => {
    const all = [
      ...actions[operation],
      ...(operation === "create" && isTagged(block, stack) && actions.tag !== undefined ? [actions.tag] : []),
      // A boundary that is not declared may be left over from an earlier declaration.
      ...(operation === "update" && block.type === "aws_iam_role"
        ? [isBounded ? "iam:PutRolePermissionsBoundary" : "iam:DeleteRolePermissionsBoundary"]
        : []),
    ];
    const limited = isBounded ? all.filter((action) => GRANTING.includes(action)) : [];
    const others = all.filter((action) => !limited.includes(action));
    const sids = isBounded ? BOUNDED_SIDS[operation] : undefined;
    return [
      permission(operation, sids?.others ?? `${SID_VERBS[operation]}Roles`, others),
      ...(sids === undefined ? [] : [permission(operation, sids.limited, limited, boundaryCondition(boundary))]),
    ];
  };
  const attachment = (): Permission[] => {
    const isAttached: PolicyCondition = { ArnEquals: { "iam:PolicyARN": [attachedPolicyArn(block, stack)] } };
    return [
      permission("create", "AttachPolicies", ["iam:AttachRolePolicy"], {
        ...isAttached,
        ...boundaryCondition(boundary),
      }),
      permission("delete", "DetachPolicies", ["iam:DetachRolePolicy"], isAttached),
    ].map((it) => ({ ...it, apart: true }));
  };
  return [
    ...OPERATIONS.flatMap(ofOperation),
    ...(block.type === "aws_iam_role_policy_attachment" ? attachment() : []),
  ].filter(({ actions: list }) => list.length > 0);
}

function boundaryCondition(boundary: string | undefined): PolicyCondition | undefined {
  return boundary === undefined ? undefined : { StringEquals: { "iam:PermissionsBoundary": boundary } };
}
