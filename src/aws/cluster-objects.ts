import type { V1EnvVar, V1ObjectMeta, V1Pod } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { type AnnotatedAccount, type PodFacts, type ResourceFacts } from "../operations/doctor/cluster-facts";
import { TOKEN_AUDIENCE } from "../domain/operator/trust-policy";
import { ROLE_ARN_ANNOTATION } from "../domain/operator/instructions";

/** The fields of an operator's resource that are read. */
export interface OperatorResource {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly repositoryName?: string };
  readonly status?: {
    readonly ready?: boolean;
    readonly conditions?: readonly {
      readonly type?: string;
      readonly status?: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

/** The role annotation of a ServiceAccount, and when it was set. */
export function annotatedAccountOf(metadata: V1ObjectMeta | undefined): AnnotatedAccount {
  const roleArn = metadata?.annotations?.[ROLE_ARN_ANNOTATION];
  if (roleArn === undefined) return {};
  const managers = (metadata?.managedFields ?? []).filter(({ fieldsV1 }) => hasAnnotation(fieldsV1));
  const times = managers.flatMap(({ time }) => (time === undefined ? [] : [time.getTime()]));
  return times.length === 0 ? { roleArn } : { roleArn, annotatedAt: Math.max(...times) };
}

function hasAnnotation(fields: unknown): boolean {
  const annotations = child(child(fields, "f:metadata"), "f:annotations");
  return child(annotations, `f:${ROLE_ARN_ANNOTATION}`) !== undefined;
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Finished pods say nothing about running ones. */
export function isLivePhase(phase: string | undefined): boolean {
  return phase !== "Succeeded" && phase !== "Failed";
}

/** A pod's settings for AWS. */
export function podOf({ metadata, spec }: V1Pod): PodFacts {
  const variables = (spec?.containers ?? []).flatMap(({ env = [] }) => env);
  const roleArn = valueOf(variables, "AWS_ROLE_ARN");
  const sources = (spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  const endpoint = ENDPOINT_VARIABLES.flatMap((variable) => {
    const url = valueOf(variables, variable);
    return url === undefined ? [] : [{ variable, url }];
  })[0];
  return {
    name: metadata?.name ?? "",
    createdAt: metadata?.creationTimestamp?.getTime() ?? 0,
    ...(roleArn === undefined ? {} : { roleArn }),
    podIdentity: valueOf(variables, "AWS_CONTAINER_CREDENTIALS_FULL_URI") !== undefined,
    hasToken: sources.some(({ serviceAccountToken }) => serviceAccountToken?.audience === TOKEN_AUDIENCE),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

const ENDPOINT_VARIABLES = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_STS"];

function valueOf(variables: readonly V1EnvVar[], name: string): string | undefined {
  const value = variables.find((variable) => variable.name === name)?.value;
  return value === "" ? undefined : value;
}

/** The state of an operator's resource. */
export function resourceOf(kind: ResourceFacts["kind"], { metadata, spec, status }: OperatorResource): ResourceFacts {
  const message = (status?.conditions ?? [])
    .filter((condition) => condition.status !== "True")
    .map(({ reason, message: text }) => [reason, text].filter((part) => part !== undefined && part !== "").join(": "))
    .filter((text) => text !== "")
    .join("; ");
  const repositoryName = spec?.repositoryName;
  return {
    kind,
    namespace: metadata?.namespace ?? "",
    name: metadata?.name ?? "",
    ...(repositoryName === undefined ? {} : { repositoryName }),
    ready: status?.ready === true,
    ...(message === "" ? {} : { message }),
  };
}
