import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const KEEP_NEWEST = {
  rules: [
    {
      rulePriority: 1,
      description: "Keep the newest 30 images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
      action: { type: "expire" },
    },
  ],
};

const LIFECYCLE_POLICIES = { keep_newest: KEEP_NEWEST };

const repositories = (pullingAccount: string) => ({
  "example/api": { lifecycle_policy_name: "keep_newest", pull_principals: [pullingAccount] },
  "example/base": { deletion_policy: "Retain", lifecycle_policy_name: "keep_newest" },
  "example/scratch": { image_tag_mutability: "MUTABLE", force_delete: true },
});

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  module: {
    registry: {
      source: "./terraform/modules/ecr-repositories",
      lifecycle_policies: LIFECYCLE_POLICIES,
      repositories: repositories("111122223333"),
      tags: { Team: "platform" },
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "complete",
    shows:
      "Three repositories that share a lifecycle policy. One of them is protected from deletion. The example prompts for the ID of an account that may pull.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: {
        pulling_account_id: {
          description: "ID of another AWS account that may pull. The account must exist.",
          type: "string",
        },
      },
      module: {
        registry: {
          source: "../..",
          lifecycle_policies: LIFECYCLE_POLICIES,
          repositories: repositories("${var.pulling_account_id}"),
          tags: { Team: "platform" },
        },
      },
      output: {
        repository_urls: { description: "URLs to push images to.", value: "${module.registry.repository_urls}" },
      },
    },
  },
];
