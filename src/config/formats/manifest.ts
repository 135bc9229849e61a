import { type z } from "zod";
import { error, quoteValue, warning, type Path, type Problem } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { located } from "../problems";
import { awsProviderManifestSchema, ecrRepositoryManifestSchema, MANIFEST_KINDS } from "../schema/manifest-schema";
import { OPERATOR_GROUP } from "../../domain/operator/crds";
import { validFields, type ValidFields } from "../valid-fields";
import { type SourceDocument } from "../source/source";
import { type Drafts, type SettingName } from "./draft";

/** Whether a document is a Kubernetes manifest. */
export function isManifest(data: unknown): data is { apiVersion?: unknown; kind?: unknown } {
  return typeof data === "object" && data !== null && ("apiVersion" in data || "kind" in data);
}

/** Reads one manifest of the operator. */
export function readManifest(document: SourceDocument, into: Drafts): void {
  const { apiVersion, kind } = document.data as { apiVersion?: unknown; kind?: unknown };
  const say = (problem: ReturnType<typeof error>): void => void into.problems.push(...located(document, [], [problem]));
  if (kind === "Secret") {
    say(
      warning(
        "manifest/secret",
        ["kind"],
        "a Secret is left out: credentials do not belong beside an environment. Terraform signs in by `provider`, the operator by its role",
      ),
    );
  } else if (typeof apiVersion !== "string" || !apiVersion.startsWith(`${OPERATOR_GROUP}/`)) {
    say(
      error(
        "manifest/api-version",
        ["apiVersion"],
        `found ${quoteValue(kind)} with apiVersion ${quoteValue(apiVersion)}; ${OPERATOR_GROUP}/v1alpha1 is read here, keep other manifests elsewhere`,
      ),
    );
  } else if (kind === "ECRRepository") {
    readRepository(document, into);
  } else if (kind === "AWSProvider") {
    readProvider(document, into);
  } else {
    const hint = didYouMean(String(kind), MANIFEST_KINDS);
    say(
      error(
        "manifest/kind",
        ["kind"],
        `found ${quoteValue(kind)}; ${MANIFEST_KINDS.join(" and ")} are read here, keep others elsewhere.${hint}`,
      ),
    );
  }
}

function readRepository(document: SourceDocument, into: Drafts): void {
  const manifest = parse("manifest", ecrRepositoryManifestSchema, document.data);
  const { fields, invalid: invalid } = manifest.ok
    ? { fields: manifest.value.spec, invalid: NOTHING }
    : soundSpec(document.data, manifest.problems);
  if (!manifest.ok) into.problems.push(...located(document, [], manifest.problems));
  const { repositoryName, providerRef, repositoryPolicyText, ...settings } = fields;
  if (providerRef !== undefined) into.providerRefs.push({ document, name: providerRef.name });
  into.problems.push(...located(document, [], promisesOf(fields)));
  if (repositoryName === undefined) return;
  into.repositories.push({
    document,
    repositoryName,
    namePath: ["spec", "repositoryName"],
    written: { ...settings, ...(repositoryPolicyText === undefined ? {} : { repositoryPolicy: repositoryPolicyText }) },
    invalid: invalid,
    settingPath,
    defaults: "operator",
  });
}

const NOTHING: ReadonlySet<string> = new Set();
type RepositorySpec = z.output<typeof ecrRepositoryManifestSchema>["spec"];

/** What of a manifest's `spec` is right, where something in the manifest is not. */
function soundSpec(data: unknown, problems: readonly Problem[]): ValidFields<RepositorySpec> {
  const { spec } = data as { spec?: unknown };
  const own = problems.flatMap(({ at: [first, ...rest], ...problem }) =>
    first === "spec" ? [{ ...problem, at: rest }] : [],
  );
  return validFields(spec, Object.keys(ecrRepositoryManifestSchema.shape.spec.shape), own);
}

function settingPath(name: SettingName): Path {
  return ["spec", name === "repositoryPolicy" ? "repositoryPolicyText" : name];
}

/** What the operator's page promises and its code does not do: said, since the same manifest may be in a cluster too. */
function promisesOf({
  repositoryPolicyText,
  deletionPolicy,
}: {
  readonly repositoryPolicyText?: string;
  readonly deletionPolicy?: string;
}) {
  const problems: Problem[] = [];
  if (repositoryPolicyText !== undefined) {
    problems.push(
      warning(
        "manifest/repository-policy-text",
        ["spec", "repositoryPolicyText"],
        "repositoryPolicyText is applied here; the operator's CRD does not have it, so a cluster refuses or drops it",
      ),
    );
  }
  if (deletionPolicy === "Retain" || deletionPolicy === "Orphan") {
    problems.push(
      warning(
        "manifest/deletion-policy",
        ["spec", "deletionPolicy"],
        `deletionPolicy ${deletionPolicy} holds here; the operator deletes the repository and its images all the same when the manifest leaves a cluster`,
      ),
    );
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
