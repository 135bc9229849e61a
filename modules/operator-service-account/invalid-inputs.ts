import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** The least that the module takes. */
export const ACCEPTED_INPUTS = {
  role_arn: "arn:aws:iam::111122223333:role/infra-operator-ecr-role",
  namespace: "infra-operator",
  service_account: "infra-operator",
  field_manager: "terraform-test",
} as const satisfies ModuleDocument;

const deployment = (settings: ModuleDocument) => ({ name: "infra-operator", ...settings });

/** Inputs that the module refuses, and the checks of the construct with it. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of(
    "role_arn",
    "a user in place of the role",
    "arn:aws:iam::111122223333:user/infra-operator",
    "is no ARN of a role; arn:<partition>:iam::<account>:role/<path and name> is allowed",
  ),
  of("role_arn", "a session of the role", "arn:aws:sts::111122223333:assumed-role/r/s", "is no ARN of a role"),
  of("role_arn", "a short account id", "arn:aws:iam::1111:role/r", "is no ARN of a role"),
  of(
    "namespace",
    "a namespace with a dot",
    "infra.operator",
    "1 to 63 lower-case letters, digits and hyphens are allowed, a letter or digit first and last",
  ),
  of("namespace", "a long namespace", "n".repeat(64), "1 to 63 lower-case letters, digits and hyphens are allowed"),
  of(
    "service_account",
    "a ServiceAccount with a capital letter",
    "Operator",
    "1 to 253 lower-case letters, digits, hyphens and dots are allowed",
  ),
  of("service_account", "a ServiceAccount with a hyphen at its end", "operator-", "is no name of a ServiceAccount"),
  of("field_manager", "a field manager with a blank", "my terraform", "can not be a field manager; 1 to 110 printable"),
  of("field_manager", "a long field manager", "m".repeat(111), "(111 characters) can not be a field manager"),
  of("deployment", "a Deployment with an underscore", { name: "infra_operator" }, "is no name of a Deployment"),
  of(
    "deployment",
    "a container with a dot",
    deployment({ container: "a.b", session_name: "op" }),
    "is no name of a container",
  ),
  of(
    "deployment",
    "a session name with a blank",
    deployment({ session_name: "my session" }),
    "can not name a session; 2 to 64 letters, digits and _ + = , . @ - are allowed",
  ),
];

/** What the construct's types do not let anybody write. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of("mode", "a mode that there is not", "none", "allowed: annotate or create"),
];
