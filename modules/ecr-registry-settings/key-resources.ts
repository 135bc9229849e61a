import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { type Construct } from "constructs";
import { type AwsLocation } from "../../src/domain/aws/arn";
import {
  isRetainedKey,
  KEY_DESCRIPTION,
  KEY_NAME,
  registryKeyPolicy,
  type RegistryKey,
} from "../../src/domain/registry/key";
import { literalText } from "../../src/domain/terraform/strings";
import { jsonPolicy } from "../kit/json-policy";

/** Adds the registry's key with its alias. */
export function addKey(scope: Construct, key: RegistryKey, location: AwsLocation): KmsKey {
  const { description = KEY_DESCRIPTION, rotationPeriodInDays, deletionWindowInDays } = key;
  const resource = new KmsKey(scope, "Key", {
    description: literalText(description),
    policy: jsonPolicy(registryKeyPolicy(location)),
    enableKeyRotation: true,
    rotationPeriodInDays,
    deletionWindowInDays,
    lifecycle: isRetainedKey(key) ? { preventDestroy: true } : undefined,
  });
  resource.overrideLogicalId(KEY_NAME);
  new KmsAlias(scope, "KeyAlias", { name: key.alias, targetKeyId: resource.keyId }).overrideLogicalId(KEY_NAME);
  return resource;
}
