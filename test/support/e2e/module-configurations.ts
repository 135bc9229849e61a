import { EMULATED_ACCOUNT } from "./emulator";

/** Texts of a configuration's files by path. */
type Files = Readonly<Record<string, string>>;
type MakeFiles = (count: number, region: string) => Files;

/** Stands for what the modules write into a policy: the login, which has no effect there. */
const LOGIN = "ecr:GetAuthorizationToken";

/** A provider with default tags, which a state has in tags_all only. */
const provider = (region: string): string => `provider "aws" {
  region = "${region}"
  default_tags {
    tags = { Owner = "platform" }
  }
}
`;

const LIFECYCLE = (keep: string): string => `jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the newest \${${keep}}"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = ${keep} }
      action       = { type = "expire" }
    }]
  })`;

const ACCESS = (sid: string): string => `jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "${sid}"
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::444455556666:root", "arn:aws:iam::${EMULATED_ACCOUNT}:root"] }
      Action    = ["${LOGIN}", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })`;

/** One repository for each call, which has a key: the addresses of terraform-aws-modules/ecr. */
const singleRepository: MakeFiles = (count, region) => ({
  "provider.tf": provider(region),
  "main.tf": `module "ecr" {
  source   = "./module"
  for_each = { for index in range(${count}) : "app.\${index}" => index }
  name     = "state-this/app-\${each.value}"
  mutable  = each.value % 2 == 0
  keep     = 5 + each.value % 3
}
`,
  "module/main.tf": `variable "name" {}
variable "mutable" {}
variable "keep" {}

resource "aws_ecr_repository" "this" {
  count                = 1
  name                 = var.name
  image_tag_mutability = var.mutable ? "MUTABLE" : "IMMUTABLE"
  force_delete         = false
  encryption_configuration {
    encryption_type = "AES256"
  }
  image_scanning_configuration {
    scan_on_push = true
  }
  tags = { Module = "this" }
}

resource "aws_ecr_repository_policy" "this" {
  count      = 1
  repository = aws_ecr_repository.this[0].name
  policy     = ${ACCESS("PrivateReadOnly")}
}

resource "aws_ecr_lifecycle_policy" "this" {
  count      = 1
  repository = aws_ecr_repository.this[0].name
  policy     = ${LIFECYCLE("var.keep")}
}
`,
});

/** All repositories in one call, each resource with keys: the addresses of cloudposse/ecr. */
const manyRepositories: MakeFiles = (count, region) => ({
  "provider.tf": provider(region),
  "main.tf": `module "ecr" {
  source      = "./module"
  image_names = [for index in range(${count}) : "state-name/image-\${index}"]
}
`,
  "module/main.tf": `variable "image_names" {}

resource "aws_ecr_repository" "name" {
  for_each             = toset(var.image_names)
  name                 = each.value
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
  tags = { Name = "images" }
}

resource "aws_ecr_lifecycle_policy" "name" {
  for_each   = toset(var.image_names)
  repository = aws_ecr_repository.name[each.value].name
  policy     = ${LIFECYCLE("500")}
}

resource "aws_ecr_repository_policy" "name" {
  for_each   = toset(var.image_names)
  repository = aws_ecr_repository.name[each.value].name
  policy     = ${ACCESS("ReadonlyAccess")}
}
`,
});

/** A call for each repository by number, some of them protected, with the KMS key of a child module: as in lgallard/ecr. */
const protectedRepositories: MakeFiles = (count, region) => ({
  "provider.tf": provider(region),
  "main.tf": `module "ecr" {
  source          = "./module"
  count           = ${count}
  name            = "state-repo-\${count.index}"
  prevent_destroy = count.index % 2 == 1
  kms             = count.index % 5 == 0
}
`,
  "module/main.tf": `variable "name" {}
variable "prevent_destroy" {}
variable "kms" {}

module "kms" {
  source = "./kms"
  count  = var.kms ? 1 : 0
}

${["repo", "repo_protected"]
  .map(
    (resource) => `resource "aws_ecr_repository" "${resource}" {
  count                = var.prevent_destroy == ${resource === "repo" ? "false" : "true"} ? 1 : 0
  name                 = var.name
  image_tag_mutability = "MUTABLE"
  dynamic "encryption_configuration" {
    for_each = var.kms ? module.kms[*].arn : []
    content {
      encryption_type = "KMS"
      kms_key         = encryption_configuration.value
    }
  }
  image_scanning_configuration {
    scan_on_push = false
  }
  lifecycle {
    prevent_destroy = ${resource === "repo" ? "false" : "true"}
  }
}
`,
  )
  .join("\n")}
locals {
  repository = var.prevent_destroy ? one(aws_ecr_repository.repo_protected[*].name) : one(aws_ecr_repository.repo[*].name)
}

resource "aws_ecr_repository_policy" "policy" {
  count      = 1
  repository = local.repository
  policy     = ${ACCESS("AllowPull")}
}

resource "aws_ecr_lifecycle_policy" "lifecycle_policy" {
  count      = 1
  repository = local.repository
  policy     = ${LIFECYCLE("30")}
}
`,
  "module/kms/main.tf": `resource "aws_kms_key" "this" {
  description = "Images"
}

output "arn" {
  value = aws_kms_key.this.arn
}
`,
});

/** Hand-written configurations, by the name that each module gives the resource of its repositories. */
export const CONFIGURATIONS = { this: singleRepository, name: manyRepositories, repo: protectedRepositories };

export type ModuleName = keyof typeof CONFIGURATIONS;

/** Does something for the configuration of each module, one after the other. */
export async function ofEachModule(act: (name: ModuleName) => Promise<void>): Promise<void> {
  for (const name of Object.keys(CONFIGURATIONS) as ModuleName[]) await act(name);
}
