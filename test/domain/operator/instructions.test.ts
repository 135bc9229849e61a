import { parse } from "yaml";
import { INSTALL_PRESETS } from "../../../src/domain/operator/install-presets";
import { annotateCommand, helmValues, restartCommand, roleArnHash } from "../../../src/domain/operator/instructions";

const roleArn = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
const helm = { ...INSTALL_PRESETS.helm, roleArn };

test("the Helm values annotate the ServiceAccount that the role trusts, and switch LocalStack off", () => {
  expect(parse(helmValues(helm))).toEqual({
    serviceAccount: { create: true, name: "infra-operator", annotations: { "eks.amazonaws.com/role-arn": roleArn } },
    aws: { localstack: { enabled: false } },
  });
});

test("the Helm values name the sessions where a name is given", () => {
  expect(parse(helmValues({ ...helm, sessionName: "infra-operator" }))).toMatchObject({
    env: [{ name: "AWS_ROLE_SESSION_NAME", value: "infra-operator" }],
  });
});

test("the Helm values are YAML of one key a line, however long the ARN", () => {
  const long = `${roleArn.slice(0, roleArn.lastIndexOf("/") + 1)}${"path/".repeat(40)}name`;
  expect(helmValues({ ...helm, roleArn: long })).toContain(`    eks.amazonaws.com/role-arn: ${long}\n`);
});

test("the annotate line is the one that kubectl takes", () => {
  expect(annotateCommand({ ...INSTALL_PRESETS.manifests, roleArn })).toBe(
    `kubectl annotate serviceaccount infra-operator-controller-manager --namespace infra-operator-system --overwrite eks.amazonaws.com/role-arn=${roleArn}`,
  );
});

test("what a shell would read in an ARN is quoted", () => {
  const arn = "arn:aws:iam::111122223333:role/a$b'c/name";
  expect(annotateCommand({ ...helm, roleArn: arn })).toContain(
    `'eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/a$b'\\''c/name'`,
  );
});

test("pods are restarted, or get the name of their sessions, which restarts them too", () => {
  expect(restartCommand(helm)).toBe("kubectl rollout restart deployment/infra-operator --namespace infra-operator");
  expect(restartCommand({ ...helm, sessionName: "infra-operator" })).toBe(
    "kubectl set env deployment/infra-operator --namespace infra-operator --containers manager AWS_ROLE_SESSION_NAME=infra-operator",
  );
});

test("the hash of a role's ARN is short, and another for another role", () => {
  expect(roleArnHash(roleArn)).toMatch(/^[0-9a-f]{16}$/);
  expect(roleArnHash(roleArn)).toBe(roleArnHash(roleArn));
  expect(roleArnHash(`${roleArn}2`)).not.toBe(roleArnHash(roleArn));
});

test("the presets are the names that the two ways of installing leave behind", () => {
  expect(INSTALL_PRESETS.manifests).toMatchObject({
    namespace: "infra-operator-system",
    serviceAccount: "infra-operator-controller-manager",
  });
  expect(INSTALL_PRESETS.helm).toMatchObject({ namespace: "infra-operator", serviceAccount: "infra-operator" });
});
