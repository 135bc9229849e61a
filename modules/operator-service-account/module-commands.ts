import { PLAIN_WORD, QUOTE_IN_QUOTES } from "../../src/domain/text/format";
import { hclText, matchesRegex } from "../kit/validation";
import {
  annotateWords,
  restartWords,
  ROLE_ARN_ANNOTATION,
  type OperatorIdentity,
} from "../../src/domain/operator/instructions";

/** The operator's names, as references to the module's variables. */
const OPERATOR: OperatorIdentity = {
  roleArn: "${var.role_arn}",
  namespace: "${var.namespace}",
  serviceAccount: "${var.service_account}",
  deployment: "${var.deployment.name}",
  container: "${var.deployment.container}",
};

/** The locals with the annotation and the shell commands, as expressions by name. */
export function commandLocals(): Record<string, string> {
  const annotation = `${ROLE_ARN_ANNOTATION}=${OPERATOR.roleArn}`;
  // Kubernetes names and session names need no quotes. A role's path can have characters with a meaning in a shell.
  const words = annotateWords(OPERATOR).map((word) => (word === annotation ? "${local.quoted_annotation}" : word));
  const restart = `"${restartWords(OPERATOR).join(" ")}"`;
  const nameSessions = `"${restartWords({ ...OPERATOR, sessionName: "${local.session_name}" }).join(" ")}"`;
  return {
    annotation: `"${annotation}"`,
    quoted_annotation: `${matchesRegex(PLAIN_WORD, "local.annotation")} ? local.annotation : "'\${replace(local.annotation, "'", ${hclText(QUOTE_IN_QUOTES)})}'"`,
    annotate_command: `"${words.join(" ")}"`,
    session_name: "var.deployment == null ? null : var.deployment.session_name",
    rollout_command: `var.deployment == null ? null : ${restart}`,
    session_name_command: `local.session_name == null ? null : ${nameSessions}`,
    // If Terraform sets the session name, setting the same name again does not restart the pods.
    restart_command: "var.create || local.session_name == null ? local.rollout_command : local.session_name_command",
  };
}
