import { type ProviderActions } from "./provider-actions";

/**
 * The calls for the registry's KMS key, from the provider's source: test/e2e/runner-policy.test.ts does not record them.
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/v5.100.0/internal/service/kms
 */
export const KEY_TYPE_ACTIONS: Readonly<Record<string, ProviderActions>> = {
  aws_kms_key: {
    subject: "Keys",
    read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
    // Rotation is enabled before the key has its alias. The other permissions are in dependent-permissions.ts.
    create: ["kms:EnableKeyRotation"],
    tag: "kms:TagResource",
    update: [],
    // A policy cannot limit the deletion to this key, because its alias is deleted first. It is left to administrators.
    delete: [],
  },
  // KMS also requires these on the key of the alias.
  aws_kms_alias: {
    subject: "KeyAliases",
    read: [],
    create: ["kms:CreateAlias"],
    update: [],
    delete: [],
  },
};
