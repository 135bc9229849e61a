import { z } from "zod";
import { CLUSTER_IDENTITIES, DEFAULT_IDENTITY } from "./clusters";
import { EKS_NAME, EKS_NAME_ALLOWED } from "./eks-name";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { roleFields, roleNameSchema } from "../iam/role-schema";
import { DESCRIPTIONS as ROLE, OPERATOR_ROLE_DEFAULTS } from "./role-settings";
import { SESSION_NAME } from "./service-account-limits";
import {
  DESCRIPTIONS as SERVICE_ACCOUNT,
  KUBERNETES_AUTHENTICATIONS,
  SERVICE_ACCOUNT_MODES,
} from "./service-account-settings";
import { formatError } from "../problems/schema-messages";

const name = z.string().min(1);

/** Defaults of an operator's settings. */
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
      .describe("How the operator was installed. Sets the defaults of `namespace`, `serviceAccount` and `deployment`.")
      .optional(),
    namespace: name.describe("Namespace of the operator. Required without `install`.").optional(),
    serviceAccount: name.describe("ServiceAccount of the operator. Required without `install`.").optional(),
    otherServiceAccounts: z
      .array(
        z.strictObject({
          namespace: name.describe("Namespace of the ServiceAccount."),
          name: name.describe("Name of the ServiceAccount."),
        }),
      )
      .describe("Additional ServiceAccounts that may assume the role. `*` and `?` are wildcards.")
      .optional(),
    deployment: name
      .describe(
        "Deployment of the operator. Defaults to the name that `install` implies, or to the ServiceAccount's name.",
      )
      .optional(),
    container: name.describe("Container in the Deployment that gets `sessionName`. Defaults to `manager`.").optional(),
    roleName: roleNameSchema.describe(`${ROLE.roleName} Defaults to \`${OPERATOR_DEFAULTS.roleName}\`.`).optional(),
    ...roleFields(OPERATOR_DEFAULTS),
    trustPolicyQuota: z
      .int()
      .min(TRUST_POLICY_QUOTA.characters)
      .max(TRUST_POLICY_QUOTA.most)
      .describe(`${ROLE.trustPolicyQuota} Defaults to ${TRUST_POLICY_QUOTA.characters}.`)
      .optional(),
    manages: z.array(z.string().min(1)).min(1).describe(ROLE.manages),
    allowDelete: z.boolean().describe(`${ROLE.allowDelete} Defaults to ${OPERATOR_DEFAULTS.allowDelete}.`).optional(),
    kmsKeys: z.array(z.string()).describe(ROLE.kmsKeys).optional(),
    serviceAccountMode: z
      .enum(SERVICE_ACCOUNT_MODES)
      .describe(
        "What Terraform does in the cluster: `annotate` the existing ServiceAccount, `create` the namespace and the ServiceAccount, or `none` (change nothing and print the commands). Defaults to `none`.",
      )
      .optional(),
    createNamespace: z.boolean().describe(`${SERVICE_ACCOUNT.createNamespace} Defaults to true.`).optional(),
    forceAnnotation: z.boolean().describe(`${SERVICE_ACCOUNT.force} Defaults to false.`).optional(),
    restartOnRoleChange: z.boolean().describe(`${SERVICE_ACCOUNT.restartOnRoleChange} Defaults to false.`).optional(),
    sessionName: z
      .string()
      .regex(SESSION_NAME, {
        error: formatError("2 to 64 letters, digits and _ + = , . @ -"),
      })
      .describe(SERVICE_ACCOUNT.sessionName)
      .optional(),
  })
  .describe("A Kubernetes operator that manages its own repositories, and the IAM role that it assumes.");

export const clusterSchema = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, {
        error: formatError("lowercase letters, digits and hyphens, starting with a letter"),
      })
      .describe(
        "Unique name of the cluster in the environment. Defaults to the EKS cluster's name, or to `cluster` for `oidcIssuer`.",
      )
      .optional(),
    eks: z
      .string()
      .regex(EKS_NAME, {
        error: formatError(EKS_NAME_ALLOWED),
      })
      .describe("Name of an EKS cluster in the environment's account and region. Terraform looks up its OIDC issuer.")
      .optional(),
    oidcIssuer: z
      .string()
      .describe("OIDC issuer of the cluster if you do not set `eks`, such as `https://oidc.example.com/id/1`.")
      .optional(),
    identity: z
      .enum(CLUSTER_IDENTITIES)
      .describe(
        `How pods in an EKS cluster get the role's credentials: \`irsa\` (IAM roles for service accounts), \`podIdentity\` (EKS Pod Identity; Terraform creates the associations) or \`both\` while you migrate from one to the other. Defaults to \`${DEFAULT_IDENTITY}\`.`,
      )
      .optional(),
    oidcProvider: z
      .enum(["lookup", "create"])
      .describe(
        "Whether to look up the IAM OIDC provider of the issuer (`lookup`) or create it (`create`). An account can have only one provider per issuer. Defaults to `lookup`.",
      )
      .optional(),
    authentication: z
      .enum(KUBERNETES_AUTHENTICATIONS)
      .describe(
        "How Terraform authenticates to the cluster: `kubeconfig` (a context), `exec` (`aws eks get-token`; requires the AWS CLI where Terraform runs) or `token` (valid for 15 minutes, stored in the state). Defaults to `exec` for EKS clusters and to `kubeconfig` for others.",
      )
      .optional(),
    kubeconfig: z
      .strictObject({
        path: z
          .string()
          .min(1)
          .describe("Path of the kubeconfig file, relative to the project's folder. Defaults to `~/.kube/config`.")
          .optional(),
        context: z
          .string()
          .min(1)
          .describe("Context in the kubeconfig file. Defaults to the current context.")
          .optional(),
      })
      .optional(),
  })
  .refine((cluster) => (cluster.eks === undefined) !== (cluster.oidcIssuer === undefined), {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      (input as { eks?: string }).eks === undefined
        ? "expected eks or oidcIssuer, found neither. Set one of them"
        : "expected eks or oidcIssuer, found both. Remove one of them",
  })
  .describe("The cluster in which the operator and the workloads in `workloadRoles` run.")
  .meta({ id: "Cluster" });

export type WrittenOperator = z.output<typeof operatorSchema>;
export type WrittenCluster = z.output<typeof clusterSchema>;
