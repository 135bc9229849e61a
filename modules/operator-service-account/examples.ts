import { type ModuleDocument, type ModuleExample } from "../kit/module-definition";
import { INSTALL_PRESETS } from "../../src/domain/operator/install-presets";

const { namespace, serviceAccount, deployment } = INSTALL_PRESETS.helm;
const ROLE_ARN = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
const PROVIDER: ModuleDocument = { kubernetes: [{ config_path: "~/.kube/config" }] };
const DEPLOYMENT = { name: deployment, restart_on_role_change: true, session_name: "infra-operator" };

/** The call in the README's usage section. */
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
    shows: "Assigns the role to the ServiceAccount and Deployment of an operator that is already installed.",
    document: {
      provider: PROVIDER,
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
          description: "Command that restarts running pods.",
          value: "${module.operator_service_account.restart_command}",
        },
      },
    },
  },
  {
    name: "create",
    shows:
      "Creates the namespace and the ServiceAccount before the operator is installed. For a second ServiceAccount, the example only outputs the commands.",
    document: {
      provider: PROVIDER,
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
          description: "kubectl command to run yourself if Terraform cannot access the cluster.",
          value: "${module.by_hand.annotate_command}",
        },
      },
    },
  },
];
