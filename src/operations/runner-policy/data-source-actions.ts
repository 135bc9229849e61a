import { type Subject } from "./provider-actions";

/** The calls of a data source. */
interface DataSourceActions {
  readonly subject: Subject;
  readonly read: readonly string[];
  /** Actions without a resource, which search for the object. @default - none */
  readonly list?: readonly string[];
}

/** The calls of data sources of the same provider; `undefined` for those without a call that needs a permission. */
export const DATA_SOURCE_ACTIONS: Readonly<Record<string, DataSourceActions | undefined>> = {
  aws_eks_cluster: { subject: "Clusters", read: ["eks:DescribeCluster"] },
  // Both use only STS's GetCallerIdentity, which everyone may call.
  aws_caller_identity: undefined,
  aws_eks_cluster_auth: undefined,
  // Known to the provider itself.
  aws_service: undefined,
  aws_iam_openid_connect_provider: {
    subject: "OidcProviders",
    read: ["iam:GetOpenIDConnectProvider"],
    list: ["iam:ListOpenIDConnectProviders"],
  },
  aws_secretsmanager_secret: {
    subject: "Secrets",
    read: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
  },
  aws_kms_alias: { subject: "Keys", read: ["kms:DescribeKey"], list: ["kms:ListAliases"] },
};
