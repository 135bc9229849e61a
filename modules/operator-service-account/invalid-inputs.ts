import { refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
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
  rejected(
    "role_arn",
    "a user instead of a role",
    "arn:aws:iam::111122223333:user/infra-operator",
    "expected the ARN of a role (arn:<partition>:iam::<account>:role/<path and name>)",
  ),
  rejected(
    "role_arn",
    "a session instead of a role",
    "arn:aws:sts::111122223333:assumed-role/r/s",
    "expected the ARN of a role",
  ),
  rejected("role_arn", "a short account ID", "arn:aws:iam::1111:role/r", "expected the ARN of a role"),
  rejected(
    "namespace",
    "a namespace with a dot",
    "infra.operator",
    "1 to 63 lowercase letters, digits and hyphens, starting and ending with a letter or digit",
  ),
  rejected("namespace", "a long namespace", "n".repeat(64), "1 to 63 lowercase letters, digits and hyphens"),
  rejected(
    "service_account",
    "a ServiceAccount with a capital letter",
    "Operator",
    "1 to 253 lowercase letters, digits, hyphens and dots",
  ),
  rejected(
    "service_account",
    "a ServiceAccount with a hyphen at the end",
    "operator-",
    "expected a ServiceAccount name of",
  ),
  rejected(
    "field_manager",
    "a field manager with a space",
    "my terraform",
    "expected 1 to 110 printable ASCII characters without spaces",
  ),
  rejected("field_manager", "a long field manager", "m".repeat(111), "(111 characters)"),
  rejected(
    "deployment",
    "a Deployment with an underscore",
    { name: "infra_operator" },
    "expected a Deployment name of",
  ),
  rejected(
    "deployment",
    "a container with a dot",
    deployment({ container: "a.b", session_name: "op" }),
    "expected a container name of",
  ),
  rejected(
    "deployment",
    "a session name with a space",
    deployment({ session_name: "my session" }),
    "expected 2 to 64 letters, digits and _ + = , . @ -",
  ),
];

/** Invalid inputs that the construct's types exclude. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("mode", "an unknown mode", "none", "expected annotate or create"),
];
