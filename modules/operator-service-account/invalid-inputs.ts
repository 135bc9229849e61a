import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** The required inputs of the module. */
export const ACCEPTED_INPUTS = {
  role_arn: "arn:aws:iam::111122223333:role/infra-operator-ecr-role",
  namespace: "infra-operator",
  service_account: "infra-operator",
  field_manager: "terraform-test",
} as const satisfies ModuleDocument;

const deployment = (settings: ModuleDocument) => ({ name: "infra-operator", ...settings });

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of(
    "role_arn",
    "a user in place of the role",
    "arn:aws:iam::111122223333:user/infra-operator",
    "expected the ARN of a role (arn:<partition>:iam::<account>:role/<path and name>)",
  ),
  of("role_arn", "a session of the role", "arn:aws:sts::111122223333:assumed-role/r/s", "expected the ARN of a role"),
  of("role_arn", "a short account id", "arn:aws:iam::1111:role/r", "expected the ARN of a role"),
  of(
    "namespace",
    "a namespace with a dot",
    "infra.operator",
    "1 to 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
  ),
  of("namespace", "a long namespace", "n".repeat(64), "1 to 63 lower-case letters, digits and hyphens"),
  of(
    "service_account",
    "a ServiceAccount with a capital letter",
    "Operator",
    "1 to 253 lower-case letters, digits, hyphens and dots",
  ),
  of("service_account", "a ServiceAccount with a hyphen at its end", "operator-", "expected a ServiceAccount name of"),
  of(
    "field_manager",
    "a field manager with a blank",
    "my terraform",
    "expected 1 to 110 printable ASCII characters without spaces",
  ),
  of("field_manager", "a long field manager", "m".repeat(111), "(111 characters)"),
  of("deployment", "a Deployment with an underscore", { name: "infra_operator" }, "expected a Deployment name of"),
  of(
    "deployment",
    "a container with a dot",
    deployment({ container: "a.b", session_name: "op" }),
    "expected a container name of",
  ),
  of(
    "deployment",
    "a session name with a blank",
    deployment({ session_name: "my session" }),
    "expected 2 to 64 letters, digits and _ + = , . @ -",
  ),
];

/** Invalid inputs that the construct's types exclude. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of("mode", "a mode that there is not", "none", "expected annotate or create"),
];
