import { EcrPullThroughCacheRule } from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { EcrRegistryPolicy } from "@cdktf/provider-aws/lib/ecr-registry-policy";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { type AwsLocation } from "../core/aws";
import { jsonPolicy } from "../core/terraform/json-policy";
import { throwIfAny } from "../core/terraform/throw-if-any";
import { cacheId, checkRegistrySettings } from "./check";
import {
  type PullThroughCacheRule,
  type RegistryScanning,
  type RegistrySettings,
  type ReplicationRule,
} from "./settings";

export interface EcrRegistrySettingsProps extends RegistrySettings {
  /** Account and region of the registry, which destinations and secrets are checked against. */
  readonly location: AwsLocation;
}

/**
 * Settings of the whole private registry that an account has in a region: scanning, replication, its policy and its cache of other
 * registries. There may be one such construct for an account and region.
 *
 * Terraform addresses are `aws_ecr_registry_scanning_configuration.registry` and the like, and of a cache rule
 * `aws_ecr_pull_through_cache_rule.<prefix>`.
 * @throws Error naming every argument that AWS would refuse
 * @example
 * new EcrRegistrySettings(this, "Registry", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   scanning: { scanType: "BASIC", rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] }] },
 *   replication: [{ destinations: [{ region: "eu-central-1" }] }],
 * });
 */
export class EcrRegistrySettings extends Construct {
  constructor(scope: Construct, id: string, props: EcrRegistrySettingsProps) {
    super(scope, id);
    const { location, scanning, replication, policy, pullThroughCache = [] } = props;
    throwIfAny(this, checkRegistrySettings(props, location));
    if (scanning !== undefined) this.addScanning(scanning);
    if (replication !== undefined) this.addReplication(replication, location);
    if (policy !== undefined) {
      new EcrRegistryPolicy(this, "Policy", { policy: jsonPolicy(policy) }).overrideLogicalId("registry");
    }
    for (const rule of pullThroughCache) this.addCache(rule);
  }

  private addScanning({ scanType, rules }: RegistryScanning): void {
    const rule = rules.map(({ scanFrequency, repositoryFilters }) => ({
      scanFrequency,
      repositoryFilter: repositoryFilters.map((filter) => ({ filter, filterType: "WILDCARD" })),
    }));
    const scanning = new EcrRegistryScanningConfiguration(this, "Scanning", {
      scanType,
      rule: rule.length > 0 ? rule : undefined,
    });
    scanning.overrideLogicalId("registry");
  }

  private addReplication(rules: readonly ReplicationRule[], { account }: AwsLocation): void {
    const replication = new EcrReplicationConfiguration(this, "Replication", {
      replicationConfiguration: {
        rule: rules.map(({ destinations, repositoryPrefixes }) => ({
          destination: destinations.map((it) => ({ region: it.region, registryId: it.account ?? account })),
          repositoryFilter: repositoryPrefixes?.map((filter) => ({ filter, filterType: "PREFIX_MATCH" })),
        })),
      },
    });
    replication.overrideLogicalId("registry");
  }

  private addCache(rule: PullThroughCacheRule): void {
    const id = cacheId(rule);
    new EcrPullThroughCacheRule(this, `Cache.${id}`, { ...rule }).overrideLogicalId(id);
  }
}
