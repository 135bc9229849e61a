import { type AwsLocation } from "../../domain/aws/arn";
import { groupBy } from "../../domain/collections/group-by";
import { type CallerKeys } from "../../domain/iam/evaluation/caller";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { RIGHTS, type Right } from "./rights";
import { decideRights, type RightAccess } from "./decide-rights";
import { type AccessFacts, type RepositoryFacts, type UnreadRepository } from "./facts";
import { groupRepositories, type RepositoryGroup } from "./groups";
import { accessArn, isPublicName, rightActionsOf } from "./public-repositories";
import { Candidates, EVERYONE, type AccessPrincipal, type Candidate } from "./principals";
import { readAccessPolicies, type ReadPolicies, type RepositoryPolicyRead } from "./read-policies";
import { ActionStatements } from "./statements";

/** Who may do what with a registry's repositories. */
export interface AccessMatrix {
  readonly groups: readonly AccessGroup[];
  /** Repositories whose policy is not valid. */
  readonly unread: readonly UnreadRepository[];
}

/** A matrix, and where its policies are from. */
export interface AccessReport extends AccessMatrix {
  readonly environment: string;
  readonly location: AwsLocation;
  readonly source: "declarations" | "aws";
  /** What could not be read in addition to repositories. */
  readonly faults: readonly string[];
}

/** Repositories to which every principal has the same access. */
export interface AccessGroup {
  /** Names, in the order of the facts. */
  readonly repositories: readonly string[];
  readonly principals: readonly PrincipalAccess[];
}

export interface PrincipalAccess extends AccessPrincipal {
  readonly access: Readonly<Record<Right, RightAccess>>;
}

export interface MatrixOptions {
  /** The only principals to report, with or without access. @default - all that the policies name and the declared roles, if they have access */
  readonly principals?: readonly string[];
  /** Condition keys in addition to those of the principal and the tags, which they replace. @default - none */
  readonly keys?: (candidate: Candidate, statements: readonly NamedStatement[]) => CallerKeys;
}

/** Decides for each repository and each principal. Repositories that no policy distinguishes are decided together. */
export function accessMatrix(facts: AccessFacts, options: MatrixOptions = {}): AccessMatrix {
  const { principals } = options;
  const candidates = new Candidates(facts.location, facts.roles);
  const asked = principals?.map((name) => candidates.of(name));
  const read = readAccessPolicies(facts);
  const decisions = new Map<Candidate, Map<string, PrincipalAccess>>();
  const groups = groupRepositories(facts, read).map((group): AccessGroup => {
    const { members } = group;
    const chosen = asked ?? concerned(candidates, read, members[0]);
    const decided = chosen.map((candidate) =>
      accessOf({ location: facts.location, read, options, decisions }, group, candidate),
    );
    return {
      repositories: members.map(({ facts: { repositoryName } }) => repositoryName),
      principals: asked === undefined ? decided.filter(isShown(members[0].facts)) : decided,
    };
  });
  return { groups: merged(groups), unread: read.unread };
}

/** The principals that the policies of a repository are about, those that it names first. */
function concerned(candidates: Candidates, read: ReadPolicies, { named, facts }: RepositoryPolicyRead): Candidate[] {
  const everyone = isPublicName(facts.repositoryName) ? [EVERYONE] : [];
  const names = [...named, ...(registryOf(read, facts)?.named ?? []), ...everyone];
  const found = new Set<Candidate>(names.map((name) => candidates.of(name)));
  for (const { arn } of candidates.roles) found.add(candidates.of(arn));
  found.add(candidates.owner);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** The policy of the private registry is not about public repositories. */
function registryOf({ registry }: ReadPolicies, { repositoryName }: RepositoryFacts): ReadPolicies["registry"] {
  return isPublicName(repositoryName) ? undefined : registry;
}

/** Everyone first, because that is what a reader must not miss; the account itself last. */
function rank({ name, kind }: Candidate): number {
  if (name === EVERYONE) return 0;
  return kind === "account" ? 1 : 2;
}

interface Deciding {
  readonly location: AwsLocation;
  readonly read: ReadPolicies;
  readonly options: MatrixOptions;
  /** The decisions so far: only statements about the principal, and the surroundings, distinguish groups. */
  readonly decisions: Map<Candidate, Map<string, PrincipalAccess>>;
}

function accessOf(
  { location, read, options, decisions }: Deciding,
  { members: [{ facts, statements, context }], surroundings }: RepositoryGroup,
  candidate: Candidate,
): PrincipalAccess {
  const { name, kind, account, purpose, caller } = candidate;
  const about = statements.about(caller);
  const registry = registryOf(read, facts);
  const own = decisions.get(candidate) ?? new Map<string, PrincipalAccess>();
  decisions.set(candidate, own);
  const key = `${surroundings} ${about.text}`;
  const known = own.get(key);
  if (known !== undefined) return known;
  const more = options.keys?.(candidate, [...about.statements, ...(registry?.statements.all ?? [])]);
  const decided = {
    name,
    kind,
    account,
    ...(purpose === undefined ? {} : { purpose }),
    access: decideRights(candidate, {
      account: location.account,
      actions: rightActionsOf(facts.repositoryName),
      arn: accessArn(location, facts.repositoryName),
      context,
      ...(more === undefined ? {} : { more }),
      resource: new ActionStatements(about.statements),
      ...(registry === undefined ? {} : { registry }),
    }),
  };
  own.set(key, decided);
  return decided;
}

/** Whether a principal may do anything, perhaps under conditions. */
export function hasAccess({ access }: PrincipalAccess): boolean {
  return RIGHTS.some((right) => access[right].answer !== "denied");
}

/** Whether a principal is reported. Everyone may pull from a public repository, so others are reported for other rights. */
function isShown({ repositoryName }: RepositoryFacts): (principal: PrincipalAccess) => boolean {
  if (!isPublicName(repositoryName)) return hasAccess;
  return ({ kind, access }) =>
    kind === "everyone" || RIGHTS.some((right) => right !== "pull" && access[right].answer !== "denied");
}

/** Groups that differ only in policies without an effect on the result become one. */
function merged(groups: readonly AccessGroup[]): AccessGroup[] {
  const numbers = new Numbers();
  return groupBy(groups, ({ principals }) => principals.map((principal) => numbers.of(principal))).map((same) => ({
    repositories: same.flatMap(({ repositories }) => repositories),
    principals: same[0].principals,
  }));
}

/** A number for each principal with its access, the same for equal ones. Decisions are shared, so few texts are made. */
class Numbers {
  private readonly known = new Map<PrincipalAccess, number>();
  private readonly texts = new Map<string, number>();

  of(principal: PrincipalAccess): number {
    const known = this.known.get(principal);
    if (known !== undefined) return known;
    const text = JSON.stringify(principal);
    const number = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, number);
    this.known.set(principal, number);
    return number;
  }
}
