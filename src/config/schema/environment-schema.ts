import { z } from "zod";
import { ACCOUNT_ID, REGION } from "../../domain/aws/arn";
import { acceptFindingsSchema } from "../../domain/policy-lint/acceptance";
import { tagsSchema } from "../../domain/aws/tags";
import { RETAINING_POLICIES } from "../../domain/repository/retention";
import { ciRoleSchema } from "../../domain/ci/role-schema";
import { accountIdError, formatError, regionError, urlError } from "../../domain/problems/schema-messages";
import { nameGrantsSchema } from "../../domain/grants/schema";
import { groupsSchema } from "../../domain/repository/groups-schema";
import { importsSchema } from "../../domain/repository/imports-schema";
import { notificationSchema } from "../../domain/notifications/schema";
import { clusterSchema, operatorSchema } from "../../domain/operator/schema";
import { workloadRoleSchema } from "../../domain/workloads/schema";
import { publicRepositorySchema } from "../../domain/public-repositories/schema";
import { namedPoliciesSchema } from "../../domain/repository/policy-schema";
import { regionsSchema } from "../../domain/regions/schema";
import { registrySchema } from "../../domain/registry/schema";
import { repositoryDefaultsSchema } from "../../domain/repository/schema";
import { repositoryRulesSchema } from "../../domain/repository/rules/schema";
import { roleArnSchema } from "../../domain/iam/role-schema";
import { stateSchema } from "./state-schema";

const endpointOf = (service: string) =>
  z
    .url({ protocol: /^https?$/, error: urlError })
    .describe(`Endpoint URL of ${service}.`)
    .optional();

const providerSchema = z
  .strictObject({
    profile: z.string().min(1).describe("AWS profile that Terraform uses.").optional(),
    assumeRole: z
      .strictObject({
        roleArn: roleArnSchema.describe("ARN of the role."),
        sessionName: z
          .string()
          .regex(/^[\w+=,.@-]{2,64}$/, {
            error: formatError("a session name of 2 to 64 letters, digits and _ + = , . @ -"),
          })
          .describe("Name of the session, 2 to 64 characters.")
          .optional(),
        externalId: z.string().min(2).max(1224).describe("External ID that the role requires.").optional(),
      })
      .describe("Role that Terraform assumes.")
      .optional(),
    endpoints: z
      .strictObject({
        ecr: endpointOf("ECR"),
        eks: endpointOf("EKS"),
        iam: endpointOf("IAM"),
        kms: endpointOf("KMS"),
        sts: endpointOf("STS"),
      })
      .describe("Endpoint URLs of AWS services. Not needed if `AWS_ENDPOINT_URL` is set.")
      .optional(),
  })
  .describe("How Terraform's AWS provider authenticates.");

const baseFile = z.string().min(1);

/** The base files of an environment, or of another base file. */
export const extendsSchema = z
  .union([baseFile.meta({ title: "One file" }), z.array(baseFile).min(1).meta({ title: "List of files" })])
  .describe(
    "One or more base files, relative to this file, whose settings apply here. Mappings merge, lists are replaced, and null removes a setting. Later files override earlier ones, and this file overrides them all.",
  );

export const environmentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    extends: extendsSchema.optional(),
    description: z.string().describe("Purpose of the environment.").optional(),
    project: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
        error: formatError("1 to 63 lowercase letters, digits and hyphens, starting with a letter or digit"),
      })
      .describe("First part of the state's key. Defaults to `cdktf-ecr`.")
      .optional(),
    account: z
      .string({ error: accountIdError })
      .regex(ACCOUNT_ID, { error: accountIdError })
      .describe("Account ID, 12 digits, quoted. Terraform rejects credentials for any other account."),
    region: z
      .string()
      .regex(REGION, { error: regionError })
      .describe(
        "Region of the registry, which also determines the partition. An `AWSProvider` manifest can set the region instead.",
      )
      .optional(),
    regions: regionsSchema.optional(),
    dualStack: z
      .boolean()
      .describe(
        "Whether outputs, `ecr login` and printed workflows use the registry's dual-stack host name, which also has IPv6 addresses (`<account>.dkr-ecr.<region>.on.aws`).",
      )
      .optional(),
    state: stateSchema,
    provider: providerSchema.optional(),
    tags: tagsSchema.describe("Default tags for all resources in the environment.").optional(),
    repositoryDefaults: repositoryDefaultsSchema.optional(),
    lifecyclePolicies: namedPoliciesSchema.optional(),
    grants: nameGrantsSchema.optional(),
    repositoryRules: repositoryRulesSchema.optional(),
    repositories: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        "Folders and files with repositories, relative to the file that contains this setting. Defaults to `repositories` in the environment's folder.",
      )
      .optional(),
    groups: groupsSchema.optional(),
    registry: registrySchema.optional(),
    notifications: z
      .array(notificationSchema)
      .min(1)
      .describe("Notifications about events in the registry, through Amazon EventBridge.")
      .optional(),
    publicRepositories: z
      .array(publicRepositorySchema)
      .min(1)
      .describe(
        "Public repositories in the Amazon ECR Public Gallery. Everyone can see them and pull their images. They are managed in us-east-1, regardless of the environment's region.",
      )
      .optional(),
    removed: z
      .array(z.string())
      .describe(
        "Names of repositories that Terraform stops managing and leaves in AWS. To keep a repository in AWS, move its name here when you remove its entry. Write `public:<name>` for a public repository, and `key:registry` for the key of `registry.key`.",
      )
      .optional(),
    released: z
      .array(z.string())
      .describe(
        `Names of repositories that are no longer protected by ${RETAINING_POLICIES}, so that Terraform may delete them. Write \`public:<name>\` for a public repository, and \`key:registry\` for the key of \`registry.key\`.`,
      )
      .optional(),
    imports: importsSchema.optional(),
    operator: operatorSchema.optional(),
    cluster: clusterSchema.optional(),
    clusters: z.array(clusterSchema).min(1).describe("The clusters, if there are several.").optional(),
    ciRoles: z
      .array(ciRoleSchema)
      .min(1)
      .describe("Roles that CI workflows assume through OIDC, for example to push images.")
      .optional(),
    workloadRoles: z
      .array(workloadRoleSchema)
      .min(1)
      .describe("Roles and policies for workloads that pull or push images: nodes, Fargate, ECS tasks and pods.")
      .optional(),
    acceptFindings: acceptFindingsSchema.optional(),
  })
  .describe("One environment: an account and region with its repositories and the operator's access to them.");

export type WrittenEnvironment = z.output<typeof environmentSchema>;
