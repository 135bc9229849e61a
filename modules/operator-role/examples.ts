import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";
import { TOKEN_AUDIENCE } from "../../src/domain/operator/trust-policy";

const { namespace, serviceAccount: name } = INSTALL_PRESETS.helm;
const OPERATOR = { namespace, name };

/** Looks up a cluster's OIDC provider by the cluster's name. */
const LOOKED_UP: ModuleDocument = {
  data: {
    aws_eks_cluster: { this: { name: "production" } },
    aws_iam_openid_connect_provider: { this: { url: "${data.aws_eks_cluster.this.identity[0].oidc[0].issuer}" } },
  },
};

/** AWS's default key policy: the account's IAM policies control access. */
const KEY_POLICY =
  '${jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "AccountDecides", Effect = "Allow", ' +
  'Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }, Action = "kms:*", Resource = "*" }] })}';

const FROM_LOOK_UP = { production: { oidc_provider_arn: "${data.aws_iam_openid_connect_provider.this.arn}" } };

/** The call in the README's usage section. */
export const USAGE: ModuleDocument = {
  ...LOOKED_UP,
  module: {
    operator_role: {
      source: "./terraform/modules/operator-role",
      name: "infra-operator-ecr-role",
      clusters: FROM_LOOK_UP,
      service_accounts: [OPERATOR],
      manages: ["sandbox/"],
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "minimal",
    shows: "A role for the operator in one EKS cluster. Terraform looks up the cluster by name.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      variable: { cluster: { description: "Name of an EKS cluster that has an IAM OIDC provider.", type: "string" } },
      data: {
        ...(LOOKED_UP["data"] as ModuleDocument),
        aws_eks_cluster: { this: { name: "${var.cluster}" } },
      },
      module: {
        operator_role: {
          source: "../..",
          name: "example-operator",
          clusters: { example: FROM_LOOK_UP.production },
          service_accounts: [OPERATOR],
          manages: ["sandbox/"],
        },
      },
      output: {
        role_arn: {
          description: "ARN for the ServiceAccount's annotation.",
          value: "${module.operator_role.role_arn}",
        },
      },
    },
  },
  {
    name: "complete",
    shows:
      "A role for the operators in two clusters, with new OIDC providers, a customer managed key, a permissions boundary and permission to delete repositories. Another module call has `create = false`, so it creates nothing.",
    document: {
      provider: { aws: [{ region: "eu-west-1" }] },
      locals: {
        issuers: {
          blue: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
          green: "https://oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210",
        },
      },
      data: { aws_caller_identity: { current: {} } },
      resource: {
        aws_iam_openid_connect_provider: {
          this: { for_each: "${local.issuers}", url: "${each.value}", client_id_list: [TOKEN_AUDIENCE] },
        },
        aws_kms_key: {
          this: { description: "Images of the operator's repositories", enable_key_rotation: true, policy: KEY_POLICY },
        },
      },
      module: {
        operator_role: {
          source: "../..",
          name: "example-operator",
          path: "/platform/",
          permissions_boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
          max_session_duration: 7200,
          clusters:
            "${{ for name, provider in aws_iam_openid_connect_provider.this : name => { oidc_provider_arn = provider.arn } }}",
          service_accounts: [OPERATOR, { namespace: "preview-*", name: "infra-operator" }],
          manages: ["sandbox/", "playground"],
          allow_delete: true,
          kms_key_arns: ["${aws_kms_key.this.arn}"],
          tags: { Team: "platform" },
        },
        off: {
          source: "../..",
          create: false,
          name: "example-off",
          clusters: { blue: { oidc_provider_arn: '${aws_iam_openid_connect_provider.this["blue"].arn}' } },
          service_accounts: [OPERATOR],
          manages: ["off/"],
        },
      },
      output: {
        service_account_annotations: {
          description: "Annotations for the operator's Helm chart.",
          value: "${module.operator_role.service_account_annotations}",
        },
      },
    },
  },
];
