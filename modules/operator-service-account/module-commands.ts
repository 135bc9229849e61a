import { PLAIN_WORD, QUOTE_IN_QUOTES } from "../../src/domain/text/format";
import { hclText, matchesRegex } from "../kit/validation";
import {
  annotateWords,
  restartWords,
  ROLE_ARN_ANNOTATION,
  type OperatorIdentity,
} from "../../src/domain/operator/instructions";

/** The module's variables in place of an operator's parts. */
const OPERATOR: OperatorIdentity = {
  roleArn: "${var.role_arn}",
  namespace: "${var.namespace}",
  serviceAccount: "${var.service_account}",
  deployment: "${var.deployment.name}",
  container: "${var.deployment.container}",
};

/** The annotation and the shell lines that people may need: the module's locals, as expressions by their names. */
export function commandLocals(): Record<string, string> {
  const annotation = `${ROLE_ARN_ANNOTATION}=${OPERATOR.roleArn}`;
  // Names of Kubernetes and of sessions are plain words; a role's path may hold what a shell would take for its own.
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
    // Where Terraform sets the name, setting it again restarts nothing.
    restart_command: "var.create || local.session_name == null ? local.rollout_command : local.session_name_command",
  };
}
