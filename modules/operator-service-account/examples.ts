import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";

const { namespace, serviceAccount, deployment } = INSTALL_PRESETS.helm;
const ROLE_ARN = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
const SIGNED_IN: ModuleDocument = { kubernetes: [{ config_path: "~/.kube/config" }] };
const DEPLOYMENT = { name: deployment, restart_on_role_change: true, session_name: "infra-operator" };

/** How the README begins. */
export const USAGE: ModuleDocument = {
  module: {
    operator_service_account: {
      source: "./terraform/modules/operator-service-account",
      role_arn: ROLE_ARN,
      namespace,
      service_account: serviceAccount,
      field_manager: "terraform-production",
      deployment: DEPLOYMENT,
    },
  },
};

export const EXAMPLES: readonly ModuleExample[] = [
  {
    name: "annotate",
    shows:
      "The ServiceAccount and the Deployment of an operator that is installed, by its Helm chart say, get the role.",
    document: {
      provider: SIGNED_IN,
      module: {
        operator_service_account: {
          source: "../..",
          role_arn: ROLE_ARN,
          namespace,
          service_account: serviceAccount,
          field_manager: "terraform-example",
          deployment: DEPLOYMENT,
        },
      },
      output: {
        restart_command: {
          description: "For pods that run already.",
          value: "${module.operator_service_account.restart_command}",
        },
      },
    },
  },
  {
    name: "create",
    shows: "Namespace and ServiceAccount are made before the operator is installed; one more is only printed.",
    document: {
      provider: SIGNED_IN,
      module: {
        operator_service_account: {
          source: "../..",
          mode: "create",
          role_arn: ROLE_ARN,
          namespace: "example-operator",
          service_account: serviceAccount,
          field_manager: "terraform-example",
        },
        by_hand: {
          source: "../..",
          create: false,
          role_arn: ROLE_ARN,
          namespace,
          service_account: serviceAccount,
          field_manager: "terraform-example",
        },
      },
      output: {
        annotate_command: {
          description: "What to run where Terraform may not change the cluster.",
          value: "${module.by_hand.annotate_command}",
        },
      },
    },
  },
];
