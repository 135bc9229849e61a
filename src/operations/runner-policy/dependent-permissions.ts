import { KEY_ACTIONS } from "../../domain/operator/permissions";
import { type Operation, type Permission } from "./permission";
import { arnsOf, iamArn, keyArn, repositoryNameOf } from "./resource-arns";
import { firstBody, literalOf, referenced, textOf, type Block, type SynthesizedStack } from "./stack";

/** Alias of the key that ECR creates in an account for repositories with KMS but no key of their own. */
const ECR_ALIAS = "alias/aws/ecr";

/** Permissions that AWS checks on behalf of a resource's own calls: on keys, roles and other services. */
export function dependentPermissions(block: Block, stack: SynthesizedStack): Permission[] {
  switch (block.type) {
    case "aws_ecr_repository":
      return keyPermissions(block, stack);
    case "aws_ecr_registry_scanning_configuration":
      return block.body["scan_type"] === "ENHANCED" ? inspectorPermissions(stack) : [];
    case "aws_ecr_replication_configuration":
      return [serviceLinkedRole("replication.ecr.amazonaws.com", stack)];
    case "aws_ecr_pull_through_cache_rule":
      return [
        serviceLinkedRole("pullthroughcache.ecr.amazonaws.com", stack),
        ...passedRole(block.body["custom_role_arn"], ECR_SERVICES, stack),
      ];
    case "aws_ecr_repository_creation_template":
      return [
        serviceLinkedRole("ecr.amazonaws.com", stack),
        ...passedRole(block.body["custom_role_arn"], ECR_SERVICES, stack),
        templatePermission(block, stack),
      ];
    case "aws_kms_key":
      return registryKeyPermissions(block, stack);
    case "aws_kms_alias":
      return [{ sid: "ListKeyAliases", operation: "read", actions: ["kms:ListAliases"], resources: ["*"] }];
    case "aws_eks_pod_identity_association":
      return podIdentityPermissions(block, stack);
    default:
      return [];
  }
}

/**
 * ECR creates grants on a customer managed key for the caller, and retires them with the repository. The policy of the key that
 * AWS manages allows everything but retiring.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
function keyPermissions(block: Block, stack: SynthesizedStack): Permission[] {
  const { encryption_type: type, kms_key: key } = firstBody(block.body["encryption_configuration"]);
  if (type !== "KMS" && type !== "KMS_DSSE") return [];
  if (key === undefined) {
    return stack.retained.has(repositoryNameOf(block, stack)) ? [] : [retiredManagedGrants(stack)];
  }
  const use = { sid: "UseKeys", operation: "create", actions: KEY_ACTIONS } as const;
  const alias = aliasOf(referenced(stack, key), stack);
  const anyKey = [keyArn(stack.location, "*")];
  if (alias !== undefined) return [{ ...use, sid: "UseKeysByAlias", resources: anyKey, condition: ofAlias(alias) }];
  return [{ ...use, resources: [textOf(key) ?? "*"] }];
}

/** Alias of a key that the stack looks up by it, or creates with it. */
function aliasOf(key: Block | undefined, stack: SynthesizedStack): string | undefined {
  if (key?.type !== "aws_kms_key") return literalOf(key?.body["name"]);
  const aliases = [...stack.blocks.values()].filter(({ type }) => type === "aws_kms_alias");
  return literalOf(aliases.find((it) => referenced(stack, it.body["target_key_id"]) === key)?.body["name"]);
}

/** Only the key with the alias can be changed. */
function registryKeyPermissions(block: Block, stack: SynthesizedStack): Permission[] {
  const alias = aliasOf(block, stack) ?? "";
  return [
    { sid: "CreateNewKeys", operation: "create", actions: ["kms:CreateKey"], resources: ["*"] },
    {
      ...{ sid: "UpdateKeysByAlias", operation: "update", resources: [keyArn(stack.location, "*")] },
      actions: ["kms:PutKeyPolicy", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription"],
      condition: ofAlias(alias),
    },
  ];
}

/** Deleting a repository releases its grants on the key that AWS manages. */
export function retiredManagedGrants({ location }: SynthesizedStack): Permission {
  return {
    sid: "RetireKeyGrants",
    operation: "delete",
    actions: ["kms:RetireGrant"],
    resources: [keyArn(location, "*")],
    condition: ofAlias(ECR_ALIAS),
  };
}

/** The key that an alias points to is known only to AWS. */
export function ofAlias(alias: string): NonNullable<Permission["condition"]> {
  return { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [alias] } };
}

/**
 * AWS creates the role with the first setting that needs it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/using-service-linked-roles.html
 */
function serviceLinkedRole(service: string, { location }: SynthesizedStack): Permission {
  return {
    sid: "CreateServiceLinkedRoles",
    operation: "create",
    actions: ["iam:CreateServiceLinkedRole"],
    resources: [iamArn(location, `role/aws-service-role/${service}/*`)],
    condition: { StringEquals: { "iam:AWSServiceName": [service] } },
  };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-enabling.html */
function inspectorPermissions(stack: SynthesizedStack): Permission[] {
  const permission = (sid: string, operation: Operation, ...names: readonly string[]): Permission => ({
    ...{ sid, operation, resources: ["*"] },
    actions: names.map((name) => `inspector2:${name}`),
  });
  return [
    serviceLinkedRole("inspector2.amazonaws.com", stack),
    permission("EnableInspector", "create", "Enable", "ListAccountPermissions", "ListCoverage", "ListFindings"),
    // Terraform returns the registry to basic scans, and ECR turns Inspector off for it.
    permission("DisableInspector", "delete", "Disable"),
  ];
}

/** Settings that name a role pass it to a service, whose domain is the same in all partitions. */
function passedRole(value: unknown, services: readonly string[], stack: SynthesizedStack): Permission[] {
  const role = referenced(stack, value);
  const resources = role === undefined ? [literalOf(value) ?? ""] : arnsOf("Roles", role, stack);
  if (resources.includes("")) return [];
  const condition = { StringLike: { "iam:PassedToService": services } };
  return [{ sid: "PassRoles", operation: "create", actions: ["iam:PassRole"], resources, condition }];
}

/** Parts of ECR that assume roles have domains of their own. */
const ECR_SERVICES = ["ecr.amazonaws.com", "*.ecr.amazonaws.com"];

/**
 * An association is created on its cluster, and hands its role to the agent of EKS.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
function podIdentityPermissions({ body }: Block, stack: SynthesizedStack): Permission[] {
  const cluster: Block = { kind: "data", type: "aws_eks_cluster", body: { name: body["cluster_name"] } };
  const passed = passedRole(body["role_arn"], ["pods.eks.amazonaws.com"], stack);
  const create = { operation: "create" as const, resources: arnsOf("Clusters", cluster, stack) };
  return [
    { sid: "AssociatePodIdentities", actions: ["eks:CreatePodIdentityAssociation"], ...create },
    ...passed.map(({ resources }) => ({ ...create, sid: "ReadPassedRoles", actions: ["iam:GetRole"], resources })),
    ...passed,
  ];
}

/**
 * What a template sets, its author must be allowed to set.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create.html
 */
function templatePermission(block: Block, stack: SynthesizedStack): Permission {
  const { prefix, lifecycle_policy: lifecycle, repository_policy: policy } = block.body;
  const below = prefix === "ROOT" ? "*" : `${textOf(prefix) ?? ""}/*`;
  const any: Block = { kind: "resource", type: "aws_ecr_repository", body: { name: below } };
  return {
    sid: "UseTemplates",
    operation: "create",
    actions: [
      "ecr:CreateRepository",
      ...(lifecycle === undefined ? [] : ["ecr:PutLifecyclePolicy"]),
      ...(policy === undefined ? [] : ["ecr:SetRepositoryPolicy"]),
    ],
    resources: arnsOf("Repositories", any, stack),
  };
}
