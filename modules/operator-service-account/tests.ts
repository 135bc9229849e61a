import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { ROLE_ARN_ANNOTATION, ROLE_HASH_ANNOTATION, roleArnHash } from "../../src/domain/operator/instructions";
import { ACCEPTED_INPUTS, MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "./invalid-inputs";

const MOCKED: Readonly<Record<string, ModuleDocument>> = { kubernetes: {} };
const ROLE_ARN = ACCEPTED_INPUTS.role_arn;

/** Inputs of the shell commands: the role's path needs quotes in a shell. */
const PRINTED = {
  role_arn: "arn:aws:iam::111122223333:role/it's&/r",
  deployment: { name: "infra-operator", restart_on_role_change: true, session_name: "op" },
};

/** The module's test files. They run without a cluster. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    required_inputs_annotate: run(ACCEPTED_INPUTS, {
      "The annotation must be the role's ARN.": `kubernetes_annotations.this[0].annotations["${ROLE_ARN_ANNOTATION}"] == "${ROLE_ARN}"`,
      "Annotations of other managers must not be overwritten by default.":
        "kubernetes_annotations.this[0].force == false",
      "The existing namespace and ServiceAccount must not be created.":
        "length(kubernetes_namespace_v1.this) + length(kubernetes_service_account_v1.this) == 0",
      "The Deployment must not change.":
        "length(kubernetes_annotations.restart) + length(kubernetes_env.session_name) == 0",
      "Without a Deployment there must be no restart command.": "output.restart_command == null",
    }),
    service_account_is_created: run(
      { ...ACCEPTED_INPUTS, mode: "create" },
      {
        "The ServiceAccount must have the annotation.": `kubernetes_service_account_v1.this[0].metadata[0].annotations["${ROLE_ARN_ANNOTATION}"] == "${ROLE_ARN}"`,
        "The namespace must be created.": "length(kubernetes_namespace_v1.this) == 1",
        "The ServiceAccount must not be annotated a second time.": "length(kubernetes_annotations.this) == 0",
      },
    ),
    namespace_exists: run(
      { ...ACCEPTED_INPUTS, mode: "create", create_namespace: false },
      {
        "The namespace must not be created.": "length(kubernetes_namespace_v1.this) == 0",
      },
    ),
    deployment_changes: run(
      {
        ...ACCEPTED_INPUTS,
        force: true,
        deployment: { name: "infra-operator", restart_on_role_change: true, session_name: "infra-operator" },
      },
      {
        "The hash must be the same as the construct's.": `kubernetes_annotations.restart[0].template_annotations["${ROLE_HASH_ANNOTATION}"] == "${roleArnHash(ROLE_ARN)}"`,
        "The restart annotation must have its own field manager.":
          'kubernetes_annotations.restart[0].field_manager == "terraform-test-restart"',
        "The session name must be set in the operator's container.":
          'kubernetes_env.session_name[0].container == "manager"',
        "force must apply to the Deployment too.": "kubernetes_env.session_name[0].force",
        "The command must restart the pods, because setting the same name again does not.":
          'output.restart_command == "kubectl rollout restart deployment/infra-operator --namespace infra-operator"',
      },
    ),
    create_is_false: run(
      { ...ACCEPTED_INPUTS, create: false, ...PRINTED },
      {
        "create = false must not create resources.":
          "length(kubernetes_annotations.this) + length(kubernetes_annotations.restart) + length(kubernetes_env.session_name) == 0",
        "The command must set the session name, because Terraform does not.":
          'output.restart_command == "kubectl set env deployment/infra-operator --namespace infra-operator --containers manager AWS_ROLE_SESSION_NAME=op"',
        "The command must be quoted for a shell.": `output.annotate_command == "kubectl annotate serviceaccount infra-operator --namespace infra-operator --overwrite '${ROLE_ARN_ANNOTATION}=arn:aws:iam::111122223333:role/it'\\\\''s&/r'"`,
      },
    ),
  };
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return { service_account: testFile(runs, MOCKED), refused: testFile(refused, MOCKED) };
}
