import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { ROLE_ARN_ANNOTATION, ROLE_HASH_ANNOTATION, roleArnHash } from "../../src/domain/operator/instructions";
import { ACCEPTED_INPUTS, MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "./invalid-inputs";

const MOCKED: Readonly<Record<string, ModuleDocument>> = { kubernetes: {} };
const ROLE_ARN = ACCEPTED_INPUTS.role_arn;

/** What shell lines are made of: a role whose path a shell would not take as it is. */
const PRINTED = {
  role_arn: "arn:aws:iam::111122223333:role/it's&/r",
  deployment: { name: "infra-operator", restart_on_role_change: true, session_name: "op" },
};

/** The test files of the module, which run without a cluster. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    the_least_annotates: run(ACCEPTED_INPUTS, [
      [
        `\${kubernetes_annotations.this[0].annotations["${ROLE_ARN_ANNOTATION}"] == "${ROLE_ARN}"}`,
        "The annotation is the role's ARN.",
      ],
      ["${kubernetes_annotations.this[0].force == false}", "Nobody's annotation is taken over by default."],
      [
        "${length(kubernetes_namespace_v1.this) + length(kubernetes_service_account_v1.this) == 0}",
        "What is there is not made.",
      ],
      [
        "${length(kubernetes_annotations.restart) + length(kubernetes_env.session_name) == 0}",
        "The pods are left alone.",
      ],
      ["${output.restart_command == null}", "Without a Deployment there is nothing to restart."],
    ]),
    the_service_account_is_made: run({ ...ACCEPTED_INPUTS, mode: "create" }, [
      [
        `\${kubernetes_service_account_v1.this[0].metadata[0].annotations["${ROLE_ARN_ANNOTATION}"] == "${ROLE_ARN}"}`,
        "It is made with the annotation.",
      ],
      ["${length(kubernetes_namespace_v1.this) == 1}", "So is its namespace."],
      ["${length(kubernetes_annotations.this) == 0}", "It has one owner."],
    ]),
    the_namespace_is_there: run({ ...ACCEPTED_INPUTS, mode: "create", create_namespace: false }, [
      ["${length(kubernetes_namespace_v1.this) == 0}", "The namespace is not made."],
    ]),
    pods_take_the_role_up: run(
      {
        ...ACCEPTED_INPUTS,
        force: true,
        deployment: { name: "infra-operator", restart_on_role_change: true, session_name: "infra-operator" },
      },
      [
        [
          `\${kubernetes_annotations.restart[0].template_annotations["${ROLE_HASH_ANNOTATION}"] == "${roleArnHash(ROLE_ARN)}"}`,
          "The hash is the construct's.",
        ],
        [
          '${kubernetes_annotations.restart[0].field_manager == "terraform-test-restart"}',
          "It has a manager of its own.",
        ],
        ['${kubernetes_env.session_name[0].container == "manager"}', "The operator's container gets the name."],
        ["${kubernetes_env.session_name[0].force}", "What is forced is forced there too."],
        [
          '${output.restart_command == "kubectl rollout restart deployment/infra-operator --namespace infra-operator"}',
          "Setting the name again would restart nothing.",
        ],
      ],
    ),
    nothing_is_changed: run({ ...ACCEPTED_INPUTS, create: false, ...PRINTED }, [
      [
        "${length(kubernetes_annotations.this) + length(kubernetes_annotations.restart) + length(kubernetes_env.session_name) == 0}",
        "With create = false there is no resource.",
      ],
      [
        '${output.restart_command == "kubectl set env deployment/infra-operator --namespace infra-operator --containers manager AWS_ROLE_SESSION_NAME=op"}',
        "The name of sessions is left to the reader.",
      ],
      [
        `\${output.annotate_command == "kubectl annotate serviceaccount infra-operator --namespace infra-operator --overwrite '${ROLE_ARN_ANNOTATION}=arn:aws:iam::111122223333:role/it'\\\\''s&/r'"}`,
        "The line is printed, quoted for a shell.",
      ],
    ]),
  };
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return { service_account: testFile(runs, MOCKED), refused: testFile(refused, MOCKED) };
}
