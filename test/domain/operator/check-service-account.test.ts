import { checkOperatorServiceAccount } from "../../../src/domain/operator/check-service-account";
import { INSTALL_PRESETS } from "../../../src/domain/operator/install-presets";
import { type OperatorServiceAccountSettings } from "../../../src/domain/operator/service-account-settings";

const settings = {
  mode: "annotate",
  roleArn: "arn:aws:iam::111122223333:role/platform/operator",
  namespace: "infra-operator",
  serviceAccount: "infra-operator",
  fieldManager: "cdktf-ecr-production",
} as const satisfies OperatorServiceAccountSettings;

const deployment = { name: "infra-operator", restartOnRoleChange: true };

test.each(Object.entries(INSTALL_PRESETS))(
  "the preset %s is accepted",
  (_, { namespace, serviceAccount, deployment: name, container }) => {
    expect(
      checkOperatorServiceAccount({
        ...settings,
        namespace,
        serviceAccount,
        deployment: { name, container, restartOnRoleChange: true, sessionName: "infra-operator" },
      }),
    ).toEqual([]);
  },
);

test("names of one letter are accepted", () => {
  expect(checkOperatorServiceAccount({ ...settings, namespace: "a", serviceAccount: "b", fieldManager: "c" })).toEqual(
    [],
  );
});

test.each(["arn:aws-cn:iam::111122223333:role/operator", "arn:aws-us-gov:iam::111122223333:role/a/b/operator"])(
  "%s is a role",
  (roleArn) => {
    expect(checkOperatorServiceAccount({ ...settings, roleArn })).toEqual([]);
  },
);

test.each<[string, Partial<typeof settings> | object, string, string[], string]>([
  [
    "a name in place of an ARN",
    { roleArn: "operator" },
    "service-account/role-arn",
    ["roleArn"],
    'expected the ARN of a role (arn:<partition>:iam::<account>:role/<path and name>), found "operator"',
  ],
  [
    "a user",
    { roleArn: "arn:aws:iam::111122223333:user/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "expected the ARN of a role",
  ],
  [
    "an unknown partition",
    { roleArn: "arn:amazon:iam::111122223333:role/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "expected the ARN of a role",
  ],
  [
    "a short account",
    { roleArn: "arn:aws:iam::1111:role/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "expected the ARN of a role",
  ],
  [
    "a session",
    { roleArn: "arn:aws:sts::111122223333:assumed-role/operator/x" },
    "service-account/role-arn",
    ["roleArn"],
    "This is the ARN of a role session. Write the ARN of the role",
  ],
  [
    "a namespace with a dot",
    { namespace: "a.b" },
    "kubernetes/dns-label",
    ["namespace"],
    "expected a namespace name of",
  ],
  [
    "a ServiceAccount with capitals",
    { serviceAccount: "Operator" },
    "kubernetes/dns-subdomain",
    ["serviceAccount"],
    "expected a ServiceAccount name of",
  ],
  [
    "an empty field manager",
    { fieldManager: "" },
    "service-account/field-manager",
    ["fieldManager"],
    'expected 1 to 110 printable ASCII characters without spaces, found "" (0 characters)',
  ],
  [
    "a field manager with a blank",
    { fieldManager: "a b" },
    "service-account/field-manager",
    ["fieldManager"],
    "without spaces",
  ],
  [
    "a long field manager",
    { fieldManager: "m".repeat(111) },
    "service-account/field-manager",
    ["fieldManager"],
    "(111 characters)",
  ],
  [
    "a Deployment with an underscore",
    { deployment: { ...deployment, name: "a_b" } },
    "kubernetes/dns-subdomain",
    ["deployment", "name"],
    "expected a Deployment name of",
  ],
  [
    "a container with a dot",
    { deployment: { ...deployment, container: "a.b" } },
    "kubernetes/dns-label",
    ["deployment", "container"],
    "expected a container name of",
  ],
  [
    "a session name of one letter",
    { deployment: { ...deployment, sessionName: "a" } },
    "service-account/session-name",
    ["deployment", "sessionName"],
    'expected 2 to 64 letters, digits and _ + = , . @ -, found "a"',
  ],
  [
    "a session name with a slash",
    { deployment: { ...deployment, sessionName: "a/b" } },
    "service-account/session-name",
    ["deployment", "sessionName"],
    "expected 2 to 64 letters",
  ],
])("%s is reported at its field", (_, change, rule, at, message) => {
  expect(checkOperatorServiceAccount({ ...settings, ...change })).toEqual([
    { rule, severity: "error", at, message: expect.stringContaining(message) },
  ]);
});

test("a Deployment without changes is a warning", () => {
  expect(checkOperatorServiceAccount({ ...settings, deployment: { name: "operator" } })).toEqual([
    {
      rule: "service-account/deployment-unused",
      severity: "warning",
      at: ["deployment"],
      message:
        "expected restartOnRoleChange or sessionName, found neither, so the Deployment does not change. Set one of them, or remove deployment",
    },
  ]);
});

test("a Deployment with a ServiceAccount to create is a warning", () => {
  expect(checkOperatorServiceAccount({ ...settings, mode: "create", deployment })).toEqual([
    {
      rule: "service-account/deployment-later",
      severity: "warning",
      at: ["deployment"],
      message: expect.stringContaining(
        "fails if the Deployment does not exist yet. Add deployment once the operator is running",
      ),
    },
  ]);
});
