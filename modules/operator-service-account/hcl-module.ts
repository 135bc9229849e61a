import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { Env } from "@cdktf/provider-kubernetes/lib/env";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Token } from "cdktf";
import { type ModuleDefinition } from "../kit/module-definition";
import { countIf, type ModuleStack } from "../kit/module-stack";
import { SERVICE_ACCOUNT_RULES } from "./validations";
import { VARIABLES } from "./variables";
import {
  ROLE_ARN_ANNOTATION,
  ROLE_HASH_ANNOTATION,
  ROLE_HASH_DIGITS,
  SESSION_NAME_VARIABLE,
} from "../../src/domain/operator/instructions";
import { commandLocals } from "./module-commands";
import { EXAMPLES, USAGE } from "./examples";
import { moduleTests } from "./tests";

/** The Terraform module `operator-service-account`: the construct of this folder as an HCL module. */
export const OPERATOR_SERVICE_ACCOUNT_MODULE: ModuleDefinition = {
  name: "operator-service-account",
  source: "modules/operator-service-account",
  providers: ["kubernetes"],
  build,
  sections: [
    { blocks: ["locals", "var.create", "var.role_arn"] },
    {
      title: "ServiceAccount",
      blocks: [
        ...["kubernetes_annotations.this", "kubernetes_namespace_v1.this", "kubernetes_service_account_v1.this"],
        ...[
          "var.mode",
          "var.namespace",
          "var.service_account",
          "var.create_namespace",
          "var.field_manager",
          "var.force",
        ],
        ...["output.annotation", "output.annotate_command"],
      ],
    },
    {
      title: "Deployment",
      blocks: [
        ...["kubernetes_annotations.restart", "kubernetes_env.session_name", "var.deployment"],
        "output.restart_command",
      ],
    },
  ],
  comments: {
    "kubernetes_annotations.restart":
      "Has its own field manager, because fields that a manager applies replace those it applied before.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { annotation: ROLE_ARN_ANNOTATION },
};

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, SERVICE_ACCOUNT_RULES);
  stack.addLocals(commandLocals());
  annotate(stack);
  create(stack);
  changeDeployment(stack);
  addOutputs(stack);
}

function annotate(stack: ModuleStack): void {
  new Annotations(stack, "annotation.this", {
    count: countIf('var.mode == "annotate"'),
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "${var.service_account}", namespace: "${var.namespace}" },
    annotations: { [ROLE_ARN_ANNOTATION]: "${var.role_arn}" },
    fieldManager: "${var.field_manager}",
    force: Token.asAny("${var.force}"),
  });
}

function create(stack: ModuleStack): void {
  new NamespaceV1(stack, "namespace.this", {
    count: countIf('var.mode == "create" && var.create_namespace'),
    metadata: { name: "${var.namespace}" },
  });
  new ServiceAccountV1(stack, "serviceAccount.this", {
    count: countIf('var.mode == "create"'),
    metadata: {
      name: "${var.service_account}",
      namespace: "${var.namespace}",
      annotations: { [ROLE_ARN_ANNOTATION]: "${var.role_arn}" },
    },
  }).addOverride("depends_on", ["kubernetes_namespace_v1.this"]);
}

function changeDeployment(stack: ModuleStack): void {
  const deployment = (purpose: string) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "${var.deployment.name}", namespace: "${var.namespace}" },
    fieldManager: `\${var.field_manager}-${purpose}`,
    force: Token.asAny('${var.mode == "annotate" && var.force}'),
  });
  const restart = new Annotations(stack, "restart", {
    ...deployment("restart"),
    count: countIf("try(var.deployment.restart_on_role_change, false)"),
    templateAnnotations: { [ROLE_HASH_ANNOTATION]: `\${substr(sha256(var.role_arn), 0, ${ROLE_HASH_DIGITS})}` },
  });
  const sessionName = new Env(stack, "session_name", {
    ...deployment("env"),
    count: countIf("local.session_name != null"),
    container: "${var.deployment.container}",
    env: [{ name: SESSION_NAME_VARIABLE, value: "${local.session_name}" }],
  });
  // Pods that are created before the annotation do not get the role.
  for (const resource of [restart, sessionName]) {
    resource.addOverride("depends_on", ["kubernetes_annotations.this", "kubernetes_service_account_v1.this"]);
  }
}

function addOutputs(stack: ModuleStack): void {
  stack.addModuleOutput(
    "annotation",
    "The annotation that assigns the role to the ServiceAccount's pods, as `<key>=<value>`.",
    "local.annotation",
  );
  stack.addModuleOutput(
    "annotate_command",
    "Shell command that sets the annotation, for clusters that Terraform may not change. Running it again is safe.",
    "local.annotate_command",
  );
  stack.addModuleOutput(
    "restart_command",
    "Shell command that restarts running pods so that they get the role; null without `deployment`.",
    "local.restart_command",
  );
}
