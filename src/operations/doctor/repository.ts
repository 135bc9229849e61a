import { type AwsLocation } from "../../domain/aws/arn";
import { didYouMean } from "../../domain/text/suggestions";
import { differenceText, type RepositoryDifference } from "../../domain/repository/differences/difference";
import { isCovered, type Manages } from "../../domain/operator/manages";
import { cause, ok, someOf, type Diagnosis } from "./diagnosis";

/** Who says what about an environment's repositories. */
export interface RepositoriesFacts {
  readonly environment: string;
  readonly location: AwsLocation;
  /** Names that the environment declares. */
  readonly declared: readonly string[];
  /** What the operator owns. */
  readonly manages: Manages;
  /** Names of those looked for that AWS has. */
  readonly existing: ReadonlySet<string>;
}

/** Whether repositories are there, and whose they are. */
export function diagnoseRepositories(names: readonly string[], facts: RepositoriesFacts): Diagnosis[] {
  const missing = names.filter((name) => !facts.existing.has(name));
  const found = names.filter((name) => facts.existing.has(name));
  const { environment, location, declared } = facts;
  if (missing.length > 1 && found.length === 0 && missing.every((name) => declared.includes(name))) {
    return [
      cause(
        "repository/not-deployed",
        undefined,
        `none of the ${missing.length} declared repositories is in ${where(location)}: ${someOf(missing)}`,
        `npx cdktf deploy ${environment}-registry`,
      ),
    ];
  }
  return [...missing.map((name) => diagnoseMissing(name, facts)), ...diagnoseFound(found, facts)];
}

function diagnoseMissing(name: string, { environment, location, declared, manages }: RepositoriesFacts): Diagnosis {
  const absent = `there is no repository of that name in ${where(location)}`;
  if (declared.includes(name))
    return cause(
      "repository/not-deployed",
      name,
      `it is declared, and ${absent}`,
      `npx cdktf deploy ${environment}-registry`,
    );
  if (isCovered(name, manages))
    return cause(
      "repository/not-made-by-operator",
      name,
      `${absent}, and making it is up to the operator, which manages ${manages.join(", ")}`,
      `kubectl get ecrrepository -A shows whether it is asked to; doctor ${environment} --kubeconfig looks at the operator`,
    );
  return cause(
    "repository/unknown",
    name,
    `${absent}, ${environment} does not declare it, and no operator manages it.${didYouMean(name, declared)}`,
    `correct the name, or declare it in environments/${environment}/repositories/`,
  );
}

function diagnoseFound(found: readonly string[], { location, declared, manages }: RepositoriesFacts): Diagnosis[] {
  const [only] = found;
  if (only === undefined) return [];
  if (found.length > 1)
    return [ok("repository/exists", undefined, `${found.length} repositories are in ${where(location)}`)];
  const owner = declared.includes(only)
    ? "and declared"
    : isCovered(only, manages)
      ? "and the operator's"
      : "though nobody here declares it";
  return [ok("repository/exists", only, `it is in ${where(location)}, ${owner}`)];
}

/** Whether a repository is as it is declared. */
export function diagnoseDifferences(
  environment: string,
  name: string,
  declaredAt: string,
  differences: readonly RepositoryDifference[],
): Diagnosis[] {
  if (differences.length === 0) return [];
  return [
    cause(
      "repository/differs",
      name,
      `AWS has it otherwise than ${declaredAt} declares it: ${differences.map(differenceText).join("; ")}`,
      `npx cdktf diff ${environment}-registry, then npx cdktf deploy ${environment}-registry`,
    ),
  ];
}

function where({ account, region }: AwsLocation): string {
  return `account ${account}, ${region}`;
}
