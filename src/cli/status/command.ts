import { type Command } from "commander";
import { environmentOrAll, environmentArgument, outputOption } from "../support/arguments";
import { type StatusOptions } from "./status";

type Options = StatusOptions & { readonly all?: boolean };

export function registerStatus(program: Command, root: string): void {
  program
    .command("status")
    .description(
      "compare declared repositories with AWS (read-only). Exits with 1 if a repository is missing, differs or could not be read completely",
    )
    .addArgument(environmentArgument(root, "environment to compare", "[environment]"))
    .argument("[repository...]", "repositories to show, declared or not, by name, URI or ARN (default: all)")
    .option("--all", "compare every environment, in one table")
    .addOption(outputOption(["table", "wide", "json", "yaml"]))
    .option("-w, --watch", "update until you press Ctrl-C (redraws on a terminal, appends to a file)")
    .option("--interval <seconds>", "seconds between updates with --watch, 1 to 3600", "10")
    .addHelpText("after", AFTER)
    .action(async (environment: string | undefined, repositories: string[], { all, ...options }: Options) => {
      const name = environmentOrAll("status", environment, all);
      if (name === undefined) {
        const { allStatusCommand } = require("./all") as typeof import("./all");
        await allStatusCommand(root, options);
        return;
      }
      const { statusCommand } = require("./status") as typeof import("./status");
      await statusCommand(root, { environment: name, repositories, ...options });
    });
}

const AFTER = `
Undeclared repositories come last and do not affect the exit code. With -o json
and -o yaml, an undeclared repository has "state": "undeclared" and an "owner":
operator (covered by operator.manages), removed (no longer managed by Terraform) or
nobody. Its images are counted only if you name the repository.

READY is True (exists as declared), False (missing or differs) or Unknown (could
not be read completely). FINDINGS shows the findings in the newest image that ECR
scans, by severity, with the image's tag.

Unless you name repositories, declared registry settings are compared too. Their
lines begin with "registry:". Rules and templates that exist only in AWS do not count
as differences, because Terraform does not change them.

If the environment declares public repositories, the account's public repositories
are compared too (catalog, policy and tags). In the output, the names of public
repositories begin with public:. The images in public repositories are not counted.
AWS does not return the image of a logo, so only a missing logo is reported.

--all reads four environments at a time. If an environment cannot be read, for
example because the credentials are for a different account, the other environments
are still shown, and the exit code is 1. With --all, -o json prints a list with one
record per environment and region. The record of an environment that cannot be read
is { environment, account?, region?, error }. -o wide shows all differences.

-o json: { environment, account, region, lastSyncTime, repositories, registry,
totals }. registry has state (ready, differs, unread), settings, differences and
faults.
Each repository has repositoryName, state (ready, differs, missing, unread,
undeclared), ready, owner, repositoryArn, repositoryUri?, registryId,
creationDate, imageTagMutability, encryptionType, imageScanningConfiguration,
imageCount, imageBytes, lastPush, scan (digest, tags, status, severities,
completedAt), differences (field, declared, found, origin, and lostAccess: the
services that a deployment would lock out, with the grant to declare), faults,
warnings, message and lastSyncTime. origin is one of:
  service       an AWS service wrote the value. Declare the value
  unmanaged     the value is not declared. A deployment does not change the value
  not-imported  a deployment may overwrite the policy in AWS. Import the policy
  changed       the value in AWS differs from the declared value. Deploy
ecr doctor shows how to fix each difference. Warnings appear at 90% of a quota:
100,000 images in a repository and 1,000 tags on an image. If a deployment would
change a lifecycle policy, or if you name an undeclared repository, a warning also
shows how many of the repository's images are used by ECS tasks and EKS pods,
according to Amazon Inspector. Warnings do not affect the exit code.

Required permissions: ecr:DescribeRepositories, ecr:DescribeImages,
ecr:DescribeImageScanFindings, ecr:GetLifecyclePolicy, ecr:GetRepositoryPolicy
and ecr:ListTagsForResource. For registry settings, also
ecr:GetRegistryScanningConfiguration, ecr:DescribeRegistry,
ecr:GetRegistryPolicy, ecr:DescribePullThroughCacheRules,
ecr:DescribeRepositoryCreationTemplates, ecr:ListPullTimeUpdateExclusions
and ecr:GetAccountSetting. To count images in use, also inspector2:ListCoverage
(optional). For public repositories, also
ecr-public:DescribeRepositories, ecr-public:GetRepositoryCatalogData,
ecr-public:GetRepositoryPolicy and ecr-public:ListTagsForResource.

Examples:
  npx ecr status dev
  npx ecr status dev team/api -o wide
  npx ecr status dev public:tools/cli
  npx ecr status --all
  npx ecr status dev -o json | jq '.repositories[] | select(.state == "differs").differences'
  npx ecr status dev --watch --interval 30`;
