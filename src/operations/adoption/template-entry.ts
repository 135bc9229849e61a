import { isDeepStrictEqual } from "node:util";
import { type AwsLocation } from "../../domain/aws/arn";
import { lifecycleDocument } from "../../domain/lifecycle-policy/document";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type ExistingTemplate } from "../../domain/registry/existing";
import { TEMPLATE_DEFAULTS } from "../../domain/registry/template-settings";
import { lifecyclePolicyOf, repositoryPolicyOf } from "./found";

/** An entry of one of the registry's lists. */
export interface Entry {
  /** Prefix or principal. */
  readonly prefix: string;
  /** The entry to write, and as checks need it. */
  readonly written: unknown;
  readonly complete: unknown;
  readonly faults: readonly string[];
}

/**
 * The shortest entry that declares a creation template as it is.
 * @param nameOf name of an equal lifecycle policy of the environment, if there is one
 */
export function templateEntry(
  found: ExistingTemplate,
  location: AwsLocation,
  nameOf: (policy: LifecyclePolicy) => string | undefined,
): Entry {
  const { lifecyclePolicyText, repositoryPolicyText, imageTagMutability, encryptionType, kmsKey, tags, ...plain } =
    found;
  const lifecycle = lifecyclePolicyOf(lifecyclePolicyText);
  const access = repositoryPolicyOf(repositoryPolicyText, location);
  const settings = {
    imageTagMutability: imageTagMutability ?? TEMPLATE_DEFAULTS.imageTagMutability,
    encryptionConfiguration: {
      encryptionType: encryptionType ?? TEMPLATE_DEFAULTS.encryptionConfiguration.encryptionType,
      ...(kmsKey === undefined ? {} : { kmsKey }),
    },
    tags,
  };
  const differing = Object.entries(settings).filter(
    ([name, value]) => !isDeepStrictEqual(value, TEMPLATE_DEFAULTS[name as keyof typeof settings]),
  );
  const { policy } = lifecycle;
  return {
    prefix: found.prefix,
    complete: { ...plain, ...settings },
    written: {
      ...plain,
      ...Object.fromEntries(differing),
      ...(policy === undefined ? {} : { lifecyclePolicy: nameOf(policy) ?? lifecycleDocument(policy) }),
      ...(access.policy === undefined ? {} : { repositoryPolicy: access.policy }),
    },
    faults: [lifecycle.fault, access.fault].flatMap((fault) => fault ?? []),
  };
}
