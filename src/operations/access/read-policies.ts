import { documentPrincipals, type PolicyDocument } from "../../domain/iam/policy";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { type Truth } from "../../domain/iam/evaluation/truth";
import { StatementsByPrincipal } from "./statements-by-principal";
import { type AccessFacts, type RepositoryFacts, type UnreadRepository } from "./facts";
import { ActionStatements, requiredStatements } from "./statements";

/** The policies of the facts, ready to decide. */
export interface ReadPolicies {
  readonly repositories: readonly RepositoryPolicyRead[];
  readonly registry?: RegistryPolicyRead;
  readonly unread: readonly UnreadRepository[];
}

export interface RepositoryPolicyRead {
  readonly facts: RepositoryFacts;
  /** The same text for the same policy. */
  readonly text: string;
  readonly statements: StatementsByPrincipal;
  /** Principals that the policy names. */
  readonly named: readonly string[];
  /** Condition keys of the repository's tags, as far as a policy tests them. */
  readonly context: TagKeys;
}

export interface TagKeys {
  readonly present: Readonly<Record<string, string>>;
  readonly absent: readonly string[];
}

export interface RegistryPolicyRead {
  readonly statements: ActionStatements;
  readonly named: readonly string[];
  readonly inForce: Truth;
}

type ReadText = Pick<RepositoryPolicyRead, "text" | "statements" | "named">;

/** Reads every distinct policy once. */
export function readAccessPolicies(facts: AccessFacts): ReadPolicies {
  const texts = new Map<string, ReadText | { readonly why: string }>();
  const unread: UnreadRepository[] = [];
  const repositories = facts.repositories.flatMap((repository): Omit<RepositoryPolicyRead, "context">[] => {
    if (repository.unread !== undefined) {
      unread.push({ repositoryName: repository.repositoryName, why: repository.unread });
      return [];
    }
    const text = repository.policy === undefined ? "" : JSON.stringify(repository.policy);
    const known = texts.get(text) ?? readText(text, repository.policy);
    texts.set(text, known);
    if (!("why" in known)) return [{ facts: repository, ...known }];
    unread.push({ repositoryName: repository.repositoryName, why: known.why });
    return [];
  });
  const tagKeys = testedTagKeys([...texts.keys(), JSON.stringify([facts.roles, facts.registry])]);
  return {
    repositories: repositories.map((read) => ({ ...read, context: tagContext(read.facts, tagKeys) })),
    unread,
    ...(facts.registry === undefined ? {} : { registry: registryOf(facts.registry) }),
  };
}

function readText(text: string, policy: unknown): ReadText | { readonly why: string } {
  if (policy === undefined) return { text, statements: new StatementsByPrincipal([]), named: [] };
  try {
    const statements = requiredStatements(policy, "resource");
    return { text, statements: new StatementsByPrincipal(statements), named: principalsOf(statements) };
  } catch (cause) {
    return { why: (cause as Error).message };
  }
}

function registryOf({ document, inForce }: NonNullable<AccessFacts["registry"]>): RegistryPolicyRead {
  const statements = requiredStatements(document, "resource");
  return { statements: new ActionStatements(statements), named: principalsOf(statements), inForce };
}

/** IDs of deleted principals, which AWS leaves in policies, cannot call. */
const DELETED = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

function principalsOf(statements: readonly NamedStatement[]): string[] {
  const document: PolicyDocument = { Version: "2012-10-17", Statement: statements.map(({ statement }) => statement) };
  return documentPrincipals(document).filter((name) => !DELETED.test(name));
}

const TAG_KEY = /(?:"|\$\{)(?:aws|ecr|ecr-public):ResourceTag\/([^"}]+)/gi;

/** The tags that conditions of the policies test. */
function testedTagKeys(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(TAG_KEY)].map(([, key = ""]) => key)))];
}

function tagContext({ tags }: RepositoryFacts, keys: readonly string[]): TagKeys {
  const present: Record<string, string> = {};
  const absent: string[] = [];
  for (const key of keys) {
    const value = tags[key];
    for (const name of [`aws:ResourceTag/${key}`, `ecr:ResourceTag/${key}`, `ecr-public:ResourceTag/${key}`]) {
      if (value === undefined) absent.push(name);
      else present[name] = value;
    }
  }
  return { present, absent };
}
