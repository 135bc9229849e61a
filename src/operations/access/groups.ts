import { listOf } from "../../domain/iam/policy";
import { matchesPattern, patternOf } from "../../domain/iam/evaluation/pattern";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { type AccessFacts } from "./facts";
import { accessArn, isPublicName } from "./public-repositories";
import { requiredStatements } from "./statements";
import { type ReadPolicies, type RepositoryPolicyRead } from "./read-policies";

/** Repositories that no policy distinguishes. */
export interface RepositoryGroup {
  readonly members: readonly [RepositoryPolicyRead, ...RepositoryPolicyRead[]];
  /** Number that is equal for groups that only their own policies distinguish. */
  readonly surroundings: number;
}

/**
 * Groups repositories that no policy distinguishes: the same document, the same tested tags, and the same resources of the roles'
 * and the registry's policies.
 */
export function groupRepositories(facts: AccessFacts, { repositories, registry }: ReadPolicies): RepositoryGroup[] {
  const resources = new ResourcePatterns([
    ...facts.roles.flatMap(({ policies, boundary }) => [
      ...(policies ?? []).flatMap(({ document, name }) => requiredStatements(document, "identity", name)),
      ...(boundary?.document === undefined ? [] : requiredStatements(boundary.document, "identity", boundary.name)),
    ]),
    ...(registry?.statements.all ?? []),
  ]);
  const groups = new Map<
    string,
    RepositoryGroup & { readonly members: [RepositoryPolicyRead, ...RepositoryPolicyRead[]] }
  >();
  const numbers = new Map<string, number>();
  for (const repository of repositories) {
    const { text, context, facts: own } = repository;
    const arn = accessArn(facts.location, own.repositoryName);
    const around = JSON.stringify([isPublicName(own.repositoryName), context.present, resources.matching(arn)]);
    const surroundings = numbers.get(around) ?? numbers.size;
    numbers.set(around, surroundings);
    const key = `${surroundings} ${text}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members: [repository], surroundings });
    else group.members.push(repository);
  }
  return [...groups.values()];
}

/** The resources that statements name, each with a number. */
class ResourcePatterns {
  private readonly exact = new Map<string, number>();
  private readonly patterns: { readonly number: number; readonly matches: (arn: string) => boolean }[] = [];
  /** Whether a policy variable can make any two resources differ. */
  private readonly hasVariables: boolean;

  constructor(statements: readonly NamedStatement[]) {
    const texts = [
      ...new Set(
        statements.flatMap(({ statement }) => [...listOf(statement.Resource), ...listOf(statement.NotResource)]),
      ),
    ];
    this.hasVariables = texts.some((text) => text.includes("${"));
    texts.forEach((text, number) => {
      if (!/[*?]/.test(text)) this.exact.set(text, number);
      else this.patterns.push({ number, matches: matcherOf(text) });
    });
  }

  /** What distinguishes a resource from others. */
  matching(arn: string): unknown {
    if (this.hasVariables) return arn;
    const exact = this.exact.get(arn);
    const matching = this.patterns.flatMap(({ number, matches }) => (matches(arn) ? [number] : []));
    return exact === undefined ? matching : [exact, ...matching];
  }
}

function matcherOf(text: string): (arn: string) => boolean {
  const start = text.slice(0, -1);
  // Most patterns are prefixes.
  if (text.endsWith("*") && !/[*?]/.test(start)) return (arn) => arn.startsWith(start);
  const pattern = patternOf(text, { wildcards: true });
  return (arn) => matchesPattern(pattern, arn) === true;
}
