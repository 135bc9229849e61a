import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const SCANNING = {
  scan_type: "ENHANCED",
  rules: [
    { scan_frequency: "CONTINUOUS_SCAN", repository_filters: ["prod/*"] },
    { scan_frequency: "SCAN_ON_PUSH", repository_filters: ["*"] },
  ],
};

const TEMPLATE = {
  applied_for: ["PULL_THROUGH_CACHE"],
  lifecycle_policy: {
    rules: [
      {
        rulePriority: 1,
        description: "Keep the newest 10 images",
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
        action: { type: "expire" },
      },
    ],
  },
};

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  module: {
    registry: {
      source: "./terraform/modules/ecr-registry-settings",
      scanning: SCANNING,
      replication: [{ destinations: [{ region: "eu-central-1" }], repository_prefixes: ["prod/"] }],
      pull_through_cache: { quay: { upstream_registry_url: "quay.io" } },
      creation_templates: { quay: TEMPLATE },
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "A pull-through cache for quay.io. Each cached repository keeps its 10 newest images.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      module: {
        registry: {
          source: "../..",
          pull_through_cache: { quay: { upstream_registry_url: "quay.io" } },
          creation_templates: { quay: TEMPLATE },
        },
      },
    },
  },
  {
    name: "complete",
    shows:
      "Scanning, replication to another region, a registry policy for another account, and caches for three upstream registries. The example prompts for the ID of an account that may replicate, and for the name of the secret for Docker Hub.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: {
        source_account_id: {
          description: "ID of another AWS account that may replicate into the registry. The account must exist.",
          type: "string",
        },
        docker_hub_secret: {
          description: "Name of the secret with a Docker Hub user name and token: `ecr-pullthroughcache/<name>`.",
          type: "string",
        },
      },
      module: {
        registry: {
          source: "../..",
          account_settings: { registry_policy_scope: "V2", basic_scan_type_version: "AWS_NATIVE" },
          scanning: SCANNING,
          replication: [{ destinations: [{ region: "eu-central-1" }], repository_prefixes: ["prod/"] }],
          policy:
            '${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Replicate", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${var.source_account_id}:root" }, Action = ["ecr:CreateRepository", "ecr:ReplicateImage"], Resource = "*" }] })}',
          pull_through_cache: {
            "docker-hub": {
              upstream_registry_url: "registry-1.docker.io",
              secret: "${var.docker_hub_secret}",
            },
            k8s: { upstream_registry_url: "registry.k8s.io" },
            quay: { upstream_registry_url: "quay.io" },
          },
          creation_templates: {
            "docker-hub": TEMPLATE,
            ROOT: { applied_for: ["PULL_THROUGH_CACHE", "REPLICATION"], image_tag_mutability: "IMMUTABLE" },
          },
        },
      },
      output: { registry_id: { description: "Account ID of the registry.", value: "${module.registry.registry_id}" } },
    },
  },
];
