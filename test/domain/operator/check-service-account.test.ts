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
  "the preset %s is taken",
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

test("names of one letter are taken", () => {
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
    '"operator" is no ARN of a role; arn:<partition>:iam::<account>:role/<path and name> is allowed.',
  ],
  [
    "a user",
    { roleArn: "arn:aws:iam::111122223333:user/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "is no ARN of a role",
  ],
  [
    "an unknown partition",
    { roleArn: "arn:amazon:iam::111122223333:role/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "is no ARN of a role",
  ],
  [
    "a short account",
    { roleArn: "arn:aws:iam::1111:role/operator" },
    "service-account/role-arn",
    ["roleArn"],
    "is no ARN of a role",
  ],
  [
    "a session",
    { roleArn: "arn:aws:sts::111122223333:assumed-role/operator/x" },
    "service-account/role-arn",
    ["roleArn"],
    "This one names a session, not the role.",
  ],
  ["a namespace with a dot", { namespace: "a.b" }, "kubernetes/dns-label", ["namespace"], "is no name of a namespace"],
  [
    "a ServiceAccount with capitals",
    { serviceAccount: "Operator" },
    "kubernetes/dns-subdomain",
    ["serviceAccount"],
    "is no name of a ServiceAccount",
  ],
  [
    "an empty field manager",
    { fieldManager: "" },
    "service-account/field-manager",
    ["fieldManager"],
    '"" (0 characters) can not be a field manager; 1 to 110 printable',
  ],
  [
    "a field manager with a blank",
    { fieldManager: "a b" },
    "service-account/field-manager",
    ["fieldManager"],
    "without blanks are allowed",
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
    "is no name of a Deployment",
  ],
  [
    "a container with a dot",
    { deployment: { ...deployment, container: "a.b" } },
    "kubernetes/dns-label",
    ["deployment", "container"],
    "is no name of a container",
  ],
  [
    "a session name of one letter",
    { deployment: { ...deployment, sessionName: "a" } },
    "service-account/session-name",
    ["deployment", "sessionName"],
    '"a" can not name a session; 2 to 64 letters, digits and _ + = , . @ - are allowed',
  ],
  [
    "a session name with a slash",
    { deployment: { ...deployment, sessionName: "a/b" } },
    "service-account/session-name",
    ["deployment", "sessionName"],
    "can not name a session",
  ],
])("%s is reported at its field", (_, change, rule, at, message) => {
  expect(checkOperatorServiceAccount({ ...settings, ...change })).toEqual([
    { rule, severity: "error", at, message: expect.stringContaining(message) },
  ]);
});

test("a Deployment to which nothing is done is warned about", () => {
  expect(checkOperatorServiceAccount({ ...settings, deployment: { name: "operator" } })).toEqual([
    {
      rule: "service-account/deployment-unused",
      severity: "warning",
      at: ["deployment"],
      message: "nothing is done to the Deployment; set restartOnRoleChange or sessionName, or leave deployment out",
    },
  ]);
});

test("a Deployment beside a ServiceAccount that is only created is warned about", () => {
  expect(checkOperatorServiceAccount({ ...settings, mode: "create", deployment })).toEqual([
    {
      rule: "service-account/deployment-later",
      severity: "warning",
      at: ["deployment"],
      message: expect.stringContaining(
        "a Deployment that is not there fails the deploy; add it once the operator runs",
      ),
    },
  ]);
});
