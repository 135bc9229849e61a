import { z } from "zod";
import { EKS_NAME } from "./clusters";
import { ROLE_LIMITS, TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { DESCRIPTIONS as ROLE, OPERATOR_ROLE_DEFAULTS } from "./role-settings";
import { SESSION_NAME } from "./service-account-limits";
import {
  DESCRIPTIONS as SERVICE_ACCOUNT,
  KUBERNETES_AUTHENTICATIONS,
  SERVICE_ACCOUNT_MODES,
} from "./service-account-settings";
import { tagsSchema } from "../aws/tags";
import { formatError } from "../problems/schema-messages";

const name = z.string().min(1);

/** What an operator gets where its environment does not say otherwise. */
export const OPERATOR_DEFAULTS = {
  roleName: "infra-operator-ecr-role",
  path: OPERATOR_ROLE_DEFAULTS.path,
  maxSessionDuration: OPERATOR_ROLE_DEFAULTS.maxSessionDuration,
  allowDelete: OPERATOR_ROLE_DEFAULTS.allowDelete,
  serviceAccountMode: "none",
  createNamespace: true,
  forceAnnotation: false,
  restartOnRoleChange: false,
} as const;

export const operatorSchema = z
  .strictObject({
    install: z
      .enum(["manifests", "helm"])
      .describe("How the operator was installed, which tells its namespace, ServiceAccount and Deployment.")
      .optional(),
    namespace: name.describe("Namespace of the operator. Required unless `install` tells it.").optional(),
    serviceAccount: name.describe("ServiceAccount of the operator. Required unless `install` tells it.").optional(),
    otherServiceAccounts: z
      .array(z.strictObject({ namespace: name, name }))
      .describe("More ServiceAccounts that may assume the role. `*` and `?` are wildcards.")
      .optional(),
    deployment: name
      .describe("Deployment of the operator. Defaults to the preset's, or the ServiceAccount's name.")
      .optional(),
    container: name.describe("Container of the Deployment. Defaults to the preset's.").optional(),
    roleName: z
      .string()
      .regex(ROLE_LIMITS.name, { error: formatError("a role name of 1 to 64 letters, digits and _ + = , . @ -") })
      .describe(`${ROLE.roleName} Defaults to \`${OPERATOR_DEFAULTS.roleName}\`.`)
      .optional(),
    path: z
      .string()
      .regex(ROLE_LIMITS.path, { error: formatError('a path that begins and ends with "/"') })
      .max(ROLE_LIMITS.pathLength)
      .describe(`${ROLE.path} Defaults to \`${OPERATOR_DEFAULTS.path}\`.`)
      .optional(),
    description: z.string().max(1000).describe(ROLE.description).optional(),
    permissionsBoundary: z.string().describe(ROLE.permissionsBoundary).optional(),
    maxSessionDuration: z
      .int()
      .min(ROLE_LIMITS.sessionSeconds.least)
      .max(ROLE_LIMITS.sessionSeconds.most)
      .describe(`${ROLE.maxSessionDuration} Defaults to ${OPERATOR_DEFAULTS.maxSessionDuration}.`)
      .optional(),
    trustPolicyQuota: z
      .int()
      .min(TRUST_POLICY_QUOTA.characters)
      .max(TRUST_POLICY_QUOTA.most)
      .describe(`${ROLE.trustPolicyQuota} Defaults to ${TRUST_POLICY_QUOTA.characters}.`)
      .optional(),
    tags: tagsSchema.optional(),
    manages: z.array(z.string().min(1)).min(1).describe(ROLE.manages),
    allowDelete: z.boolean().describe(`${ROLE.allowDelete} Defaults to ${OPERATOR_DEFAULTS.allowDelete}.`).optional(),
    kmsKeys: z.array(z.string()).describe(ROLE.kmsKeys).optional(),
    serviceAccountMode: z
      .enum(SERVICE_ACCOUNT_MODES)
      .describe(
        "`annotate` annotates the ServiceAccount that is there, `create` makes namespace and ServiceAccount, `none` leaves the cluster alone and prints what to do. Defaults to `none`.",
      )
      .optional(),
    createNamespace: z.boolean().describe(`${SERVICE_ACCOUNT.createNamespace} Defaults to true.`).optional(),
    forceAnnotation: z.boolean().describe(`${SERVICE_ACCOUNT.force} Defaults to false.`).optional(),
    restartOnRoleChange: z.boolean().describe(`${SERVICE_ACCOUNT.restartOnRoleChange} Defaults to false.`).optional(),
    sessionName: z
      .string()
      .regex(SESSION_NAME, {
        error: formatError("a session name of 2 to 64 letters, digits and _ + = , . @ -"),
      })
      .describe(SERVICE_ACCOUNT.sessionName)
      .optional(),
  })
  .describe("The Kubernetes operator that manages repositories of its own, and the role that it assumes.");

export const clusterSchema = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, {
        error: formatError("lower-case letters, digits and hyphens after a letter"),
      })
      .describe("Name that tells the cluster from the environment's others. Defaults to the EKS cluster's name.")
      .optional(),
    eks: z
      .string()
      .regex(EKS_NAME, {
        error: formatError("an EKS cluster's name: 1 to 100 letters, digits, - and _, the first a letter or digit"),
      })
      .describe("Name of the EKS cluster, in the environment's account and region. Its OIDC issuer is looked up.")
      .optional(),
    oidcIssuer: z
      .string()
      .describe("OIDC issuer of a cluster that is not looked up, as in `https://oidc.example.com/id/1`.")
      .optional(),
    oidcProvider: z
      .enum(["lookup", "create"])
      .describe(
        "Whether IAM's OIDC provider of the issuer is there already (`lookup`) or made here (`create`). There is one an account. Defaults to `lookup`.",
      )
      .optional(),
    authentication: z
      .enum(KUBERNETES_AUTHENTICATIONS)
      .describe(
        "How Terraform signs in to the cluster: `kubeconfig` (a context), `exec` (`aws eks get-token`, needs the AWS CLI where Terraform runs), `token` (15 minutes, kept in the state). Defaults to `exec` for EKS, else `kubeconfig`.",
      )
      .optional(),
    kubeconfig: z
      .strictObject({
        path: z
          .string()
          .min(1)
          .describe(
            "The kubeconfig file; a relative path begins at the project's folder. Defaults to `~/.kube/config`.",
          )
          .optional(),
        context: z.string().min(1).describe("Context in it. Defaults to its current one.").optional(),
      })
      .optional(),
  })
  .refine((cluster) => (cluster.eks === undefined) !== (cluster.oidcIssuer === undefined), {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      (input as { eks?: string }).eks === undefined
        ? "found neither eks nor oidcIssuer; give one of them"
        : "found both eks and oidcIssuer; give one of them",
  })
  .describe("The cluster that the operator runs in.")
  .meta({ id: "Cluster" });

export type WrittenOperator = z.output<typeof operatorSchema>;
export type WrittenCluster = z.output<typeof clusterSchema>;
