import { type RegistrySettings } from "../../src/domain/registry/settings";

/** Every setting that a registry may have, of the account 111122223333 or another one in `region`. */
export function registrySettings({ account, region }: { account: string; region: string }): RegistrySettings {
  return {
    accountSettings: { REGISTRY_POLICY_SCOPE: "V2", BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE" },
    scanning: {
      scanType: "ENHANCED",
      rules: [
        { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["prod/*", "shared/*"] },
        { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] },
      ],
    },
    replication: [
      { destinations: [{ region: "us-east-2" }, { region, account: "444455556666" }], repositoryPrefixes: ["team/"] },
      { destinations: [{ region: "us-west-2" }] },
    ],
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Replicate",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::444455556666:root" },
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: `arn:aws:ecr:${region}:${account}:repository/*`,
        },
      ],
    },
    pullThroughCache: [
      { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" },
      {
        ecrRepositoryPrefix: "docker-hub",
        upstreamRegistryUrl: "registry-1.docker.io",
        credentialArn: `arn:aws:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/hub-AbCdEf`,
      },
      {
        ecrRepositoryPrefix: "theirs",
        upstreamRegistryUrl: `444455556666.dkr.ecr.${region}.amazonaws.com`,
        customRoleArn: `arn:aws:iam::${account}:role/pull`,
        upstreamRepositoryPrefix: "ROOT",
      },
    ],
    creationTemplates: [
      {
        prefix: "quay",
        appliedFor: ["PULL_THROUGH_CACHE"],
        description: "What is pulled from ${quay}",
        imageTagMutability: "MUTABLE",
        encryptionConfiguration: { encryptionType: "KMS" },
        lifecyclePolicy: {
          rules: [
            {
              rulePriority: 1,
              selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: 30 },
              action: { type: "expire" },
            },
          ],
        },
        tags: { Team: "platform" },
        customRoleArn: `arn:aws:iam::${account}:role/templates`,
      },
      {
        prefix: "ROOT",
        appliedFor: ["REPLICATION", "PULL_THROUGH_CACHE"],
        imageTagMutability: "IMMUTABLE",
        encryptionConfiguration: { encryptionType: "AES256" },
        tags: {},
      },
    ],
  };
}
