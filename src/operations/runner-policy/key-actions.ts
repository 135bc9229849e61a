import { type ProviderActions } from "./provider-actions";

/**
 * The calls for the registry's KMS key. They were recorded on 2026-11-30, except `kms:PutKeyPolicy` and `kms:DeleteAlias`, which come
 * from the provider's documentation. No test repeats that, because Terraform waits long for keys.
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_key
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
    // Another name replaces it.
    update: ["kms:CreateAlias", "kms:DeleteAlias"],
    delete: [],
  },
};
