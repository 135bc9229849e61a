import { parse } from "yaml";
import { INSTALL_PRESETS } from "../../../src/domain/operator/install-presets";
import { annotateCommand, helmValues, restartCommand, roleArnHash } from "../../../src/domain/operator/instructions";

const roleArn = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
const helm = { ...INSTALL_PRESETS.helm, roleArn };

test("the Helm values annotate the trusted ServiceAccount and disable LocalStack", () => {
  expect(parse(helmValues(helm))).toEqual({
    serviceAccount: { create: true, name: "infra-operator", annotations: { "eks.amazonaws.com/role-arn": roleArn } },
    aws: { localstack: { enabled: false } },
  });
});

test("the Helm values set the session name, if there is one", () => {
  expect(parse(helmValues({ ...helm, sessionName: "infra-operator" }))).toMatchObject({
    env: [{ name: "AWS_ROLE_SESSION_NAME", value: "infra-operator" }],
  });
});

test("the Helm values have one key per line, even with a long ARN", () => {
  const long = `${roleArn.slice(0, roleArn.lastIndexOf("/") + 1)}${"path/".repeat(40)}name`;
  expect(helmValues({ ...helm, roleArn: long })).toContain(`    eks.amazonaws.com/role-arn: ${long}\n`);
});

test("the annotate command is a kubectl command", () => {
  expect(annotateCommand({ ...INSTALL_PRESETS.manifests, roleArn })).toBe(
    `kubectl annotate serviceaccount infra-operator-controller-manager --namespace infra-operator-system --overwrite eks.amazonaws.com/role-arn=${roleArn}`,
  );
});

test("special characters in an ARN are quoted for the shell", () => {
  const arn = "arn:aws:iam::111122223333:role/a$b'c/name";
  expect(annotateCommand({ ...helm, roleArn: arn })).toContain(
    `'eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/a$b'\\''c/name'`,
  );
});

test("pods are restarted, or restart because their session name is set", () => {
  expect(restartCommand(helm)).toBe("kubectl rollout restart deployment/infra-operator --namespace infra-operator");
  expect(restartCommand({ ...helm, sessionName: "infra-operator" })).toBe(
    "kubectl set env deployment/infra-operator --namespace infra-operator --containers manager AWS_ROLE_SESSION_NAME=infra-operator",
  );
});

test("the hash of a role's ARN is short and differs between roles", () => {
  expect(roleArnHash(roleArn)).toMatch(/^[0-9a-f]{16}$/);
  expect(roleArnHash(roleArn)).toBe(roleArnHash(roleArn));
  expect(roleArnHash(`${roleArn}2`)).not.toBe(roleArnHash(roleArn));
});

test("the presets are the names of the two installation methods", () => {
  expect(INSTALL_PRESETS.manifests).toMatchObject({
    namespace: "infra-operator-system",
    serviceAccount: "infra-operator-controller-manager",
  });
  expect(INSTALL_PRESETS.helm).toMatchObject({ namespace: "infra-operator", serviceAccount: "infra-operator" });
});
