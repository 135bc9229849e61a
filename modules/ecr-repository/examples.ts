import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";

const KEEP_NEWEST = {
  rulePriority: 1,
  description: "Keep the newest 30 images",
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
  action: { type: "expire" },
};

const UNTAGGED = {
  rulePriority: 1,
  description: "Delete untagged images after two weeks",
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
  action: { type: "expire" },
};

const POLICY = { rules: [UNTAGGED, { ...KEEP_NEWEST, rulePriority: 2 }] };

/** Rules for active images, with each kind of selection and count. */
const BY_TAGS = [
  {
    rulePriority: 1,
    description: "Keep all releases: the count is higher than the number of releases will ever be",
    selection: { tagStatus: "tagged", tagPatternList: ["v*.*.*"], countType: "imageCountMoreThan", countNumber: 10000 },
    action: { type: "expire" },
  },
  {
    rulePriority: 2,
    description: "Delete images of pull requests after two weeks",
    selection: {
      tagStatus: "tagged",
      tagPrefixList: ["pr-"],
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: 14,
    },
    action: { type: "expire" },
  },
  {
    rulePriority: 3,
    description: "Keep the newest 10 images of the main branch",
    selection: { tagStatus: "tagged", tagPrefixList: ["main-"], countType: "imageCountMoreThan", countNumber: 10 },
    action: { type: "expire" },
  },
  { ...UNTAGGED, rulePriority: 4 },
  {
    ...KEEP_NEWEST,
    rulePriority: 5,
    description: "Delete other images unless they are among the newest 100 of all images",
    selection: { ...KEEP_NEWEST.selection, countNumber: 100 },
  },
];

const ARCHIVED = [
  {
    rulePriority: 1,
    description: "Archive images that have not been pulled for 90 days",
    selection: { tagStatus: "any", countType: "sinceImagePulled", countUnit: "days", countNumber: 90 },
    action: { type: "transition", targetStorageClass: "archive" },
  },
  {
    rulePriority: 2,
    description: "Delete images after a year in the archive",
    selection: {
      tagStatus: "any",
      storageClass: "archive",
      countType: "sinceImageTransitioned",
      countUnit: "days",
      countNumber: 365,
    },
    action: { type: "expire" },
  },
];

/** Everyone but the build role must not push. */
const ONLY_BUILDS_PUSH =
  '${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "OnlyBuildsPush", Effect = "Deny", Principal = "*", ' +
  'Action = ["ecr:PutImage"], ' +
  'Condition = { ArnNotEquals = { "aws:PrincipalArn" = aws_iam_role.build.arn } } }] })}';

const PULL_GRANTS = [
  { organization: "${var.organization_id}" },
  { service: "lambda", source_accounts: ["${var.pulling_account_id}"] },
  { principals: ["${aws_iam_role.deploy.arn}"], vpc_endpoints: ["vpce-0123456789abcdef0"] },
];

/** A role of the example that principals of the example's own account may assume. */
const role = (name: string) => ({ name: `example-${name}`, assume_role_policy: "${local.trust_policy}" });

const TRUST_POLICY =
  '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", ' +
  "Principal = { AWS = data.aws_caller_identity.current.account_id } }] })}";

/** The call in the README's usage section. */
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
      output: {
        repository_url: { description: "URL to push images to.", value: "${module.repository.repository_url}" },
      },
    },
  },
  {
    name: "complete",
    shows:
      "A repository with a lifecycle policy and a repository policy, which allows pulls by a role, another account, an organization and Lambda. The example also contains several repositories with `for_each`, and a call with `create = false`. It prompts for the IDs of the other account and the organization.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: {
        organization_id: {
          description: "ID of the AWS organization whose accounts may pull, such as `o-a1b2c3d4e5`.",
          type: "string",
        },
        pulling_account_id: {
          description: "ID of another AWS account that may pull. The account must exist.",
          type: "string",
        },
      },
      data: { aws_caller_identity: { current: {} } },
      locals: { lifecycle_policy: POLICY, trust_policy: TRUST_POLICY },
      resource: { aws_iam_role: { deploy: role("deploy"), build: role("build") } },
      module: {
        api: {
          source: "../..",
          name: "example/api",
          image_tag_mutability: "MUTABLE",
          force_delete: true,
          lifecycle_policy: "${local.lifecycle_policy}",
          pull_principals: ["${var.pulling_account_id}"],
          push_principals: ["${aws_iam_role.build.arn}"],
          pull_grants: PULL_GRANTS,
          repository_policy: ONLY_BUILDS_PUSH,
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
          description: "URL to push images to, by repository.",
          value:
            "${{ for repository in concat([module.api], values(module.workers)) : repository.repository_name => repository.repository_url }}",
        },
      },
    },
  },
  {
    name: "lifecycle-rules",
    shows: "One lifecycle rule of each kind: by tags, by age, by number of images, and with the archive.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      module: {
        by_tags: { source: "../..", name: "example/by-tags", lifecycle_policy: { rules: BY_TAGS } },
        archived: { source: "../..", name: "example/archived", lifecycle_policy: { rules: ARCHIVED } },
      },
    },
  },
];
