import { type ModuleDocument, type ModuleExample } from "../core/terraform/module-definition";

const KEEP_NEWEST = {
  rulePriority: 1,
  description: "Keep the newest 30 images",
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
  action: { type: "expire" },
};

const POLICY = {
  rules: [
    {
      rulePriority: 1,
      description: "Delete what no tag names after two weeks",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    { ...KEEP_NEWEST, rulePriority: 2 },
  ],
};

const READ_BY_THE_ORGANISATION =
  '${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "OrganisationPulls", Effect = "Allow", Principal = "*", ' +
  'Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], ' +
  'Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }] })}';

/** How the README begins. */
export const USAGE: ModuleDocument = {
  module: {
    api: {
      source: "./terraform/modules/ecr-repository",
      name: "team/api",
      lifecycle_policy: { rules: [KEEP_NEWEST] },
      pull_principals: ["111122223333"],
      tags: { Team: "api" },
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "One repository with every setting at its default.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      module: { repository: { source: "../..", name: "example/minimal" } },
      output: { repository_url: { description: "Where to push.", value: "${module.repository.repository_url}" } },
    },
  },
  {
    name: "complete",
    shows: "A repository with both policies, several at once by `for_each`, and one that is switched off.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      locals: { lifecycle_policy: POLICY },
      module: {
        api: {
          source: "../..",
          name: "example/api",
          image_tag_mutability: "MUTABLE",
          force_delete: true,
          lifecycle_policy: "${local.lifecycle_policy}",
          pull_principals: ["111122223333", "arn:aws:iam::444455556666:role/deploy"],
          push_principals: ["arn:aws:iam::111122223333:role/build"],
          repository_policy: READ_BY_THE_ORGANISATION,
          tags: { Team: "api" },
        },
        workers: {
          source: "../..",
          for_each: '${toset(["import", "export"])}',
          name: "example/worker-${each.key}",
          lifecycle_policy: "${local.lifecycle_policy}",
        },
        off: { source: "../..", create: false, name: "example/off" },
      },
      output: {
        repository_urls: {
          description: "Where to push, by repository.",
          value:
            "${{ for repository in concat([module.api], values(module.workers)) : repository.repository_name => repository.repository_url }}",
        },
      },
    },
  },
];
