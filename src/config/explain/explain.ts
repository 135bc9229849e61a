import { OPERATOR_DEFAULTS } from "../../domain/operator/schema";
import { isMapping } from "../../domain/problems/mapping";
import { oneOf, quoteValue, type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { repositoryDefaultsSchema } from "../../domain/repository/schema";
import { REPOSITORY_DEFAULTS } from "../../domain/repository/settings";
import { didYouMean } from "../../domain/text/suggestions";
import { DEFAULT_PROJECT } from "../build-environment";
import { type Basis, type EnvironmentResult } from "../environment-result";
import { hasPath, mergeLayers } from "../extends/merge";
import { type ProviderDraft, type RepositorySource, type SettingName, type SettingsSource } from "../formats/draft";
import { REPOSITORIES_FOLDER } from "../read-drafts";
import { MANIFEST_DEFAULTS } from "../schema/manifest-schema";
import { environmentSchema } from "../schema/environment-schema";
import { type Place, type SourceDocument } from "../source/source";
import { unknownStep, type Subject } from "./known-keys";
import { longestStart, parseSettingPath } from "./setting-path";

/** What sets a value. */
export interface Origin {
  readonly kind:
    | "repository"
    | "file defaults"
    | "policy file"
    | "environment"
    | "base file"
    | "AWSProvider manifest"
    | "built-in default"
    | "operator default";
  /** The value as it is written. `null` removes one, `undefined` leaves it out of a mapping that replaces another. */
  readonly value: unknown;
  /** @default - not in a file */
  readonly place?: Place;
}

/** The value of a setting, and what sets it. */
export interface Explanation {
  readonly environment: string;
  readonly path: string;
  /** `undefined` if nothing sets it. */
  readonly value: unknown;
  /** The strongest first. */
  readonly origins: readonly Origin[];
  /** How many of the origins, from the first on, are mappings that are merged. With none, the first origin sets the value. */
  readonly merged: number;
}

const REPOSITORIES = "repositories.";

/**
 * Explains the value of a setting.
 * @param path a path in the environment, or `repositories.<name>.<setting>`
 * @throws Error if there is no such repository or setting
 */
export function explainSetting(result: EnvironmentResult, path: string): Explanation | undefined {
  const { document, basis, name } = result;
  if (document === undefined || basis === undefined) return undefined;
  const origins = path.startsWith(REPOSITORIES)
    ? repositoryOrigins(path.slice(REPOSITORIES.length), basis, document, name)
    : environmentOrigins(document, basis, path);
  const isTags = /^(repositories\..*\.)?tags$/.test(path);
  const merged = mergedCount(origins, isTags);
  const [first] = origins;
  const parts = origins.slice(0, merged).map(({ value }) => value);
  const value = merged > 0 ? mergeLayers(parts.reverse()).data : (first?.value ?? undefined);
  return { environment: name, path, value, origins, merged };
}

/** How many of the origins, from the first on, are mappings whose keys are merged. */
function mergedCount(origins: readonly Origin[], isTags: boolean): number {
  const merges = ({ kind, value }: Origin): boolean =>
    isMapping(value) && (isTags || kind === "environment" || kind === "base file");
  const end = origins.findIndex((origin) => !merges(origin));
  return end === -1 ? origins.length : end;
}

function environmentOrigins(document: SourceDocument, { providers }: Basis, text: string): Origin[] {
  const at = parseSettingPath(text, document.data);
  const [key = ""] = at;
  const known = Object.keys(environmentSchema.shape);
  if (!known.includes(String(key)))
    throw new Error(
      `--explain: expected a setting of the environment, or repositories.<name>.<setting>, found ${quoteValue(text)}.${didYouMean(String(key), known)}`,
    );
  const written = [...writtenOrigins(document, at), ...providerOrigins(providers, at)];
  requireKnown("environment", at, written);
  const builtIn = valueAt(BUILT_IN, at);
  // Defaults are those of single settings, and those of the operator need one.
  const isUsed = (at.length > 1 || !isMapping(builtIn)) && (key !== "operator" || hasPath(document.data, ["operator"]));
  return [...written, ...(builtIn === undefined || !isUsed ? [] : [builtInOrigin(builtIn)])];
}

/** @throws Error for a path that no setting has, and no file either */
function requireKnown(subject: Subject, at: Path, origins: readonly Origin[], prefix = ""): void {
  const isWritten = origins.some(({ value }) => value !== undefined && value !== null);
  const unknown = isWritten ? undefined : unknownStep(subject, at);
  if (unknown !== undefined) throw new Error(`--explain: ${prefix}${unknown}`);
}

const BUILT_IN = {
  project: DEFAULT_PROJECT,
  repositories: [REPOSITORIES_FOLDER],
  repositoryDefaults: REPOSITORY_DEFAULTS,
  operator: OPERATOR_DEFAULTS,
};

function builtInOrigin(value: unknown): Origin {
  return { kind: "built-in default", value };
}

/** What an environment and its base files say at a path. A value other than a mapping also replaces everything below it. */
function writtenOrigins(document: SourceDocument, at: Path): Origin[] {
  const layers = document.layers ?? [document];
  return [...layers].reverse().flatMap((layer, index): Origin[] => {
    const kind = index === 0 ? "environment" : "base file";
    if (hasPath(layer.data, at)) return [{ kind, value: valueAt(layer.data, at), place: layer.positionOf(at) }];
    const above = at.findIndex(
      (_, length) => hasPath(layer.data, at.slice(0, length)) && !isMapping(valueAt(layer.data, at.slice(0, length))),
    );
    return above === -1 ? [] : [{ kind, value: null, place: layer.positionOf(at.slice(0, above)) }];
  });
}

/** What `AWSProvider` manifests fill in. */
function providerOrigins(providers: readonly ProviderDraft[], at: Path): Origin[] {
  const [key, ...rest] = at;
  if (key !== "region" && key !== "tags") return [];
  const path = ["spec", key === "region" ? "region" : "defaultTags", ...rest];
  return providers.flatMap(({ document }): Origin[] => {
    const value = valueAt(document.data, path);
    return value === undefined ? [] : [{ kind: "AWSProvider manifest", value, place: document.positionOf(path) }];
  });
}

function repositoryOrigins(
  text: string,
  { drafts, providers }: Basis,
  document: SourceDocument,
  environment: string,
): Origin[] {
  const names = drafts.map(({ repositoryName }) => repositoryName);
  const name = longestStart(text, names);
  const draft = drafts.find(({ repositoryName }) => repositoryName === name);
  if (draft === undefined)
    throw new Error(
      `--explain: expected a repository of ${environment} after "repositories.", found ${quoteValue(text)}.${didYouMean(text.replace(/\.\w+$/, ""), names)}`,
    );
  const settings = Object.keys(repositoryDefaultsSchema.shape);
  const [setting = "", ...rest] = parseSettingPath(text.slice(name.length), draft.written);
  if (!isSetting(setting))
    throw new Error(
      `--explain: expected ${oneOf(settings)} after the repository's name, found ${quoteValue(setting)}.${didYouMean(String(setting), settings)}`,
    );
  const own = [
    ...sourceOrigins(draft, "repository", setting, rest),
    ...(draft.fileDefaults === undefined ? [] : sourceOrigins(draft.fileDefaults, "file defaults", setting, rest)),
    ...(setting === "lifecyclePolicy" ? folderPolicyOrigins(draft, rest) : []),
  ];
  const builtIn = valueAt(REPOSITORY_DEFAULTS, [setting, ...rest]);
  const least = builtIn === undefined ? [] : [builtInOrigin(builtIn)];
  const ofOperator = valueAt(MANIFEST_DEFAULTS, [setting, ...rest]);
  const inherited =
    draft.defaults === "environment"
      ? writtenOrigins(document, ["repositoryDefaults", setting, ...rest])
      : ofOperator === undefined
        ? []
        : [{ kind: "operator default", value: ofOperator } as const];
  const defaultTags =
    setting === "tags"
      ? [...writtenOrigins(document, ["tags", ...rest]), ...providerOrigins(providers, ["tags", ...rest])]
      : [];
  const origins = [...own, ...inherited, ...defaultTags, ...least];
  requireKnown("repository", [setting, ...rest], origins, `${name}: `);
  return origins;
}

/** The policy in the folder of a `repositories.json`. */
function folderPolicyOrigins({ folderPolicy, folderPolicyPlace: place }: RepositorySource, rest: Path): Origin[] {
  if (folderPolicy === undefined) return [];
  return [{ kind: "policy file", value: valueAt(folderPolicy, rest), ...(place === undefined ? {} : { place }) }];
}

function isSetting(step: string | number): step is SettingName {
  return Object.hasOwn(repositoryDefaultsSchema.shape, step);
}

function sourceOrigins(source: SettingsSource, kind: Origin["kind"], setting: SettingName, rest: Path): Origin[] {
  const { document, written, settingPath } = source;
  if (written[setting] !== undefined) {
    const value = valueAt(written[setting], rest);
    // Tags merge; other mappings are replaced as a whole.
    if (value === undefined && setting === "tags") return [];
    return [{ kind, value, place: document.positionOf([...settingPath(setting), ...rest]) }];
  }
  // A mutability without filters has no filters, whatever the defaults are.
  if (setting !== "imageTagMutabilityExclusionFilters" || written.imageTagMutability === undefined) return [];
  return [{ kind, value: [], place: document.positionOf(settingPath("imageTagMutability")) }];
}
