import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, Testing, TerraformStack } from "cdktf";
import {
  OperatorServiceAccount,
  type OperatorServiceAccountProps,
} from "../../../modules/operator-service-account/construct";
import { INSTALL_PRESETS } from "../../../src/domain/operator/install-presets";
import { roleArnHash } from "../../../src/domain/operator/instructions";

const roleArn = "arn:aws:iam::111122223333:role/operator";
const common = {
  roleArn,
  namespace: "infra-operator",
  serviceAccount: "infra-operator",
  fieldManager: "cdktf-ecr-production",
};
const annotate = { ...common, mode: "annotate" } as const;
const create = { ...common, mode: "create" } as const;

function resources(...all: OperatorServiceAccountProps[]): Record<string, Record<string, unknown>> {
  const stack = new TerraformStack(new App(), "cluster");
  new KubernetesProvider(stack, "kubernetes", { configContext: "test" });
  all.forEach(
    (props, index) => new OperatorServiceAccount(stack, index === 0 ? "Operator" : `Operator${index + 1}`, props),
  );
  return (JSON.parse(Testing.synth(stack, true)) as { resource: Record<string, Record<string, unknown>> }).resource;
}

test("annotate mode sets one annotation, with its own field manager and without force", () => {
  expect(resources(annotate)).toEqual({
    kubernetes_annotations: {
      operator: {
        api_version: "v1",
        kind: "ServiceAccount",
        metadata: { name: "infra-operator", namespace: "infra-operator" },
        annotations: { "eks.amazonaws.com/role-arn": roleArn },
        field_manager: "cdktf-ecr-production",
        force: false,
      },
    },
  });
});

test("force takes over fields", () => {
  expect(resources({ ...annotate, force: true })["kubernetes_annotations"]?.["operator"]).toMatchObject({
    force: true,
  });
});

test("create mode creates the namespace, then the annotated ServiceAccount", () => {
  expect(resources(create)).toEqual({
    kubernetes_namespace_v1: { operator: { metadata: { name: "infra-operator" } } },
    kubernetes_service_account_v1: {
      operator: {
        metadata: {
          name: "infra-operator",
          namespace: "infra-operator",
          annotations: { "eks.amazonaws.com/role-arn": roleArn },
        },
        depends_on: ["kubernetes_namespace_v1.operator"],
      },
    },
  });
});

test("an existing namespace is not created", () => {
  expect(resources({ ...create, createNamespace: false })).toEqual({
    kubernetes_service_account_v1: {
      operator: {
        metadata: {
          name: "infra-operator",
          namespace: "infra-operator",
          annotations: { "eks.amazonaws.com/role-arn": roleArn },
        },
      },
    },
  });
});

test("pods restart when the role changes, after the annotation is set", () => {
  const deployment = { name: "infra-operator", restartOnRoleChange: true };
  expect(resources({ ...annotate, deployment })["kubernetes_annotations"]?.["operator_restart"]).toEqual({
    api_version: "apps/v1",
    kind: "Deployment",
    metadata: { name: "infra-operator", namespace: "infra-operator" },
    template_annotations: { "cdktf-ecr/operator-role-sha256": roleArnHash(roleArn) },
    field_manager: "cdktf-ecr-production-restart",
    force: false,
    depends_on: ["kubernetes_annotations.operator"],
  });
});

test("the session name is set in the operator's container, with its own field manager", () => {
  const deployment = { name: "infra-operator", restartOnRoleChange: true, sessionName: "infra-operator" };
  const { kubernetes_env: env } = resources({ ...annotate, deployment });
  expect(env).toEqual({
    operator_session_name: {
      api_version: "apps/v1",
      kind: "Deployment",
      metadata: { name: "infra-operator", namespace: "infra-operator" },
      container: "manager",
      env: [{ name: "AWS_ROLE_SESSION_NAME", value: "infra-operator" }],
      field_manager: "cdktf-ecr-production-env",
      force: false,
      depends_on: ["kubernetes_annotations.operator"],
    },
  });
});

test("the container is configurable", () => {
  const deployment = { name: "infra-operator", container: "operator", sessionName: "infra-operator" };
  expect(resources({ ...annotate, deployment })["kubernetes_env"]?.["operator_session_name"]).toMatchObject({
    container: "operator",
  });
});

test("changes to the Deployment depend on the created ServiceAccount", () => {
  const deployment = { name: "infra-operator", sessionName: "infra-operator" };
  expect(resources({ ...create, deployment })["kubernetes_env"]?.["operator_session_name"]).toMatchObject({
    depends_on: ["kubernetes_service_account_v1.operator"],
  });
});

test("one stack can have two operators", () => {
  const second = { ...annotate, ...INSTALL_PRESETS.manifests, deployment: undefined };
  expect(Object.keys(resources(annotate, second)["kubernetes_annotations"] ?? {})).toEqual(["operator", "operator2"]);
});

test("all invalid arguments are reported at once, with the construct's path and the field", () => {
  expect(() => resources({ ...annotate, namespace: "A", roleArn: "operator" })).toThrow(
    /^\[cluster\/Operator\] roleArn: expected the ARN of a role.*"operator"\n\[cluster\/Operator\] namespace: expected a namespace name/,
  );
});
