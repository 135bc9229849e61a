import { type AwsLocation } from "../domain/aws/arn";
import { type Tags } from "../domain/aws/tags";
import { type PullThroughCacheRule } from "../domain/registry/settings";
import { type WrittenEnvironment } from "./schema/environment-schema";

/** The parts of an environment that its roles depend on. */
export interface AccessSource {
  /** Name of the environment. */
  readonly environment: string;
  readonly written: Partial<WrittenEnvironment>;
  /** Fields of the environment that have faults. */
  readonly invalid: ReadonlySet<string>;
  /** `undefined` if other faults make it unknown. */
  readonly location: AwsLocation | undefined;
  /** Names of the repositories that Terraform owns. */
  readonly declared: readonly string[];
  /** Names and prefixes that the operator owns. */
  readonly manages: readonly string[];
  /** The environment's default tags. */
  readonly tags: Tags;
  /** Every pull-through cache rule of the registry, also those of other environments. */
  readonly pullThroughCache: readonly PullThroughCacheRule[];
}
