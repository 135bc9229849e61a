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
    "expected the ARN of a role (arn:<partition>:iam::<account>:role/<path and name>)",
    "arn:aws:iam::111122223333:user/infra-operator",
  ),
  rejected(
    "role_arn",
    "a session instead of a role",
    "expected the ARN of a role",
    "arn:aws:sts::111122223333:assumed-role/r/s",
  ),
  rejected("role_arn", "a short account ID", "expected the ARN of a role", "arn:aws:iam::1111:role/r"),
  rejected(
    "namespace",
    "a namespace with a dot",
    "1 to 63 lowercase letters, digits and hyphens, starting and ending with a letter or digit",
    "infra.operator",
  ),
  rejected("namespace", "a long namespace", "1 to 63 lowercase letters, digits and hyphens", "n".repeat(64)),
  rejected(
    "service_account",
    "a ServiceAccount with a capital letter",
    "1 to 253 lowercase letters, digits, hyphens and dots",
    "Operator",
  ),
  rejected(
    "service_account",
    "a ServiceAccount with a hyphen at the end",
    "expected a ServiceAccount name of",
    "operator-",
  ),
  rejected(
    "field_manager",
    "a field manager with a space",
    "expected 1 to 110 printable ASCII characters without spaces",
    "my terraform",
  ),
  rejected("field_manager", "a long field manager", "(111 characters)", "m".repeat(111)),
  rejected("deployment", "a Deployment with an underscore", "expected a Deployment name of", {
    name: "infra_operator",
  }),
  rejected(
    "deployment",
    "a container with a dot",
    "expected a container name of",
    deployment({ container: "a.b", session_name: "op" }),
  ),
  rejected(
    "deployment",
    "a session name with a space",
    "expected 2 to 64 letters, digits and _ + = , . @ -",
    deployment({ session_name: "my session" }),
  ),
];

/** Invalid inputs that the construct's types exclude. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("mode", "an unknown mode", "expected annotate or create", "none"),
];
