import { type z } from "zod";
import { error, oneOf, quoteValue, warning, type Path, type Problem } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { located } from "../problems";
import { awsProviderManifestSchema, ecrRepositoryManifestSchema, MANIFEST_KINDS } from "../schema/manifest-schema";
import { OPERATOR_API_VERSION, OPERATOR_GROUP } from "../../domain/operator/crds";
import { NO_FAULTS, problemsBelow, validFields, type ValidFields } from "../valid-fields";
import { type SourceDocument } from "../source/source";
import { type Drafts, type SettingName } from "./draft";

/** Whether a document is a Kubernetes manifest. */
export function isManifest(data: unknown): data is { apiVersion?: unknown; kind?: unknown } {
  return typeof data === "object" && data !== null && ("apiVersion" in data || "kind" in data);
}

/** Reads one manifest of the operator. */
export function readManifest(document: SourceDocument, into: Drafts): void {
  const { apiVersion, kind } = document.data as { apiVersion?: unknown; kind?: unknown };
  const report = (problem: Problem): void => void into.problems.push(...located(document, [], [problem]));
  const group = typeof apiVersion === "string" && apiVersion.startsWith(`${OPERATOR_GROUP}/`);
  if (kind === "Secret") {
    const message = `expected ${oneOf(MANIFEST_KINDS)}, found "Secret", which is ignored. Do not store credentials here. Terraform uses the provider setting, and the operator uses its role`;
    report(warning("manifest/secret", ["kind"], message));
  } else if (!group || (apiVersion !== OPERATOR_API_VERSION && MANIFEST_KINDS.some((known) => known === kind))) {
    const advice = group
      ? `The settings differ between versions. Convert the manifest to ${OPERATOR_API_VERSION}`
      : "Keep manifests of other kinds outside this folder";
    const message = `expected ${OPERATOR_API_VERSION}, found ${quoteValue(apiVersion)}. ${advice}`;
    report(error("manifest/api-version", ["apiVersion"], message));
  } else if (kind === "ECRRepository") {
    readRepository(document, into);
  } else if (kind === "AWSProvider") {
    readProvider(document, into);
  } else {
    const hint = didYouMean(String(kind), MANIFEST_KINDS) || " Keep manifests of other kinds outside this folder";
    report(error("manifest/kind", ["kind"], `expected ${oneOf(MANIFEST_KINDS)}, found ${quoteValue(kind)}.${hint}`));
  }
}

function readRepository(document: SourceDocument, into: Drafts): void {
  const manifest = parse("manifest", ecrRepositoryManifestSchema, document.data);
  const { fields, invalid } = manifest.ok
    ? { fields: manifest.value.spec, invalid: NO_FAULTS }
    : validSpec(document.data, manifest.problems);
  if (!manifest.ok) into.problems.push(...located(document, [], manifest.problems));
  const { repositoryName, providerRef, repositoryPolicyText, ...settings } = fields;
  if (providerRef !== undefined) into.providerRefs.push({ document, name: providerRef.name });
  into.problems.push(...located(document, [], checkOperatorSupport(fields)));
  if (repositoryName === undefined) return;
  into.repositories.push({
    document,
    repositoryName,
    namePath: ["spec", "repositoryName"],
    written: { ...settings, ...(repositoryPolicyText === undefined ? {} : { repositoryPolicy: repositoryPolicyText }) },
    invalid,
    settingPath,
    defaults: "operator",
  });
}

type RepositorySpec = z.output<typeof ecrRepositoryManifestSchema>["spec"];

/** The valid fields of the `spec` in a manifest with faults. */
function validSpec(data: unknown, problems: readonly Problem[]): ValidFields<RepositorySpec> {
  const { spec } = data as { spec?: unknown };
  return validFields(spec, Object.keys(ecrRepositoryManifestSchema.shape.spec.shape), problemsBelow(problems, "spec"));
}

function settingPath(name: SettingName): Path {
  return ["spec", name === "repositoryPolicy" ? "repositoryPolicyText" : name];
}

/**
 * Warns about settings that the operator's page describes but its code does not support, because clusters may use the
 * manifest too.
 */
function checkOperatorSupport({
  repositoryPolicyText,
  deletionPolicy,
  encryptionConfiguration: encryption,
}: Partial<RepositorySpec>) {
  const problems: Problem[] = [];
  if (encryption?.encryptionType === "KMS" && encryption.kmsKey === undefined) {
    const message =
      "expected a kmsKey with KMS in a manifest, found none. Terraform uses the key aws/ecr, but the operator rejects the manifest. Add kmsKey";
    problems.push(warning("manifest/kms-key", ["spec", "encryptionConfiguration"], message));
  }
  if (repositoryPolicyText !== undefined) {
    const message =
      "the operator's CRD does not have repositoryPolicyText. Terraform applies the policy, but the cluster rejects or drops the field";
    problems.push(warning("manifest/repository-policy-text", ["spec", "repositoryPolicyText"], message));
  }
  if (deletionPolicy === "Retain" || deletionPolicy === "Orphan") {
    const message = `expected Delete in a manifest, found ${deletionPolicy}. Terraform applies this setting, but the operator ignores it. When you delete the manifest, the operator deletes the repository and its images`;
    problems.push(warning("manifest/deletion-policy", ["spec", "deletionPolicy"], message));
  }
  return problems;
}

function readProvider(document: SourceDocument, into: Drafts): void {
  const manifest = parse("manifest", awsProviderManifestSchema, document.data);
  if (!manifest.ok) {
    into.problems.push(...located(document, [], manifest.problems));
    const name = valueAt(document.data, ["metadata", "name"]);
    if (typeof name === "string") into.providerNames.add(name);
    return;
  }
  const { metadata, spec } = manifest.value;
  into.providerNames.add(metadata.name);
  into.providers.push({ document, name: metadata.name, spec });
}
