import { type AwsLocation } from "../../domain/aws/arn";
import { didYouMean } from "../../domain/text/suggestions";
import { isCovered, type Manages } from "../../domain/operator/manages";
import { listText } from "../../domain/text/format";
import { cause, ok, type Diagnosis } from "./diagnosis";

/** Declared, managed and existing repositories of an environment. */
export interface RepositoriesFacts {
  readonly environment: string;
  /** Name of the stack that has a repository. */
  readonly stackOf: (repositoryName: string) => string;
  readonly location: AwsLocation;
  /** Names that the environment declares. */
  readonly declared: readonly string[];
  /** What the operator owns. */
  readonly manages: Manages;
  /** Host name of the upstream registry that a missing repository is cached from. @default - it is not cached */
  readonly upstreamOf?: (repositoryName: string) => string | undefined;
  /** Names of the repositories that exist in AWS. */
  readonly existing: ReadonlySet<string>;
}

/** Id for a repository that the first pull through the cache creates. */
export const NOT_CACHED = "repository/not-cached";

/** Checks that repositories exist, and reports who owns them. */
export function diagnoseRepositories(names: readonly string[], facts: RepositoriesFacts): Diagnosis[] {
  const missing = names.filter((name) => !facts.existing.has(name));
  const found = names.filter((name) => facts.existing.has(name));
  const { location, declared } = facts;
  if (missing.length > 1 && found.length === 0 && missing.every((name) => declared.includes(name))) {
    const evidence = `none of the ${missing.length} declared repositories exists in ${where(location)}: ${listText(missing)}`;
    const fix = `npx cdktf deploy ${[...new Set(missing.map(facts.stackOf))].join(" ")}`;
    return [cause("repository/not-deployed", undefined, evidence, fix)];
  }
  return [...missing.map((name) => diagnoseMissing(name, facts)), ...diagnoseFound(found, facts)];
}

function diagnoseMissing(name: string, facts: RepositoriesFacts): Diagnosis {
  const { environment, location, declared, manages } = facts;
  const absent = `it does not exist in ${where(location)}`;
  if (declared.includes(name)) {
    const evidence = `it is declared, but does not exist in ${where(location)}`;
    return cause("repository/not-deployed", name, evidence, `npx cdktf deploy ${facts.stackOf(name)}`);
  }
  if (isCovered(name, manages)) {
    const evidence = `${absent}. operator.manages covers it (${manages.join(", ")}), so only the operator can create it`;
    const fix = `check that it has a manifest: kubectl get ecrrepository -A. To diagnose the operator: npx ecr doctor ${environment} --kubeconfig`;
    return cause("repository/not-made-by-operator", name, evidence, fix);
  }
  const upstream = facts.upstreamOf?.(name);
  if (upstream !== undefined) {
    const evidence = `it does not exist yet in ${where(location)}: the first pull creates it and caches the image from ${upstream}`;
    return ok(NOT_CACHED, name, evidence);
  }
  const evidence = `${absent}, ${environment} does not declare it, and no operator manages it.${didYouMean(name, declared)}`;
  return cause(
    "repository/unknown",
    name,
    evidence,
    `correct the name, or declare it in the environment ${environment}`,
  );
}

function diagnoseFound(found: readonly string[], { location, declared, manages }: RepositoriesFacts): Diagnosis[] {
  const [only] = found;
  if (only === undefined) return [];
  if (found.length > 1)
    return [ok("repository/exists", undefined, `${found.length} repositories exist in ${where(location)}`)];
  const owner = declared.includes(only)
    ? "is declared"
    : isCovered(only, manages)
      ? "belongs to the operator"
      : "is not declared";
  return [ok("repository/exists", only, `it exists in ${where(location)} and ${owner}`)];
}

function where({ account, region }: AwsLocation): string {
  return `account ${account}, ${region}`;
}
