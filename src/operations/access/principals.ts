import { partitionOf, type AwsLocation } from "../../domain/aws/arn";
import { callerKeys, callerOf, hasIdentity, type Caller, type CallerKeys } from "../../domain/iam/evaluation/caller";
import { type NamedStatement } from "../../domain/iam/evaluation/policy";
import { unknown, type Unknown } from "../../domain/iam/evaluation/truth";
import { KEYS_OF_SERVICES } from "../../domain/iam/global-keys";
import { principalOf } from "../../domain/iam/principal";
import { type RoleFacts } from "./facts";
import { requiredStatements } from "./statements";

export type PrincipalKind = "everyone" | "account" | "role" | "user" | "session" | "service" | "provider" | "other";

/** A principal whose access is decided. */
export interface AccessPrincipal {
  /** ARN, account ID, domain of a service, or `*`. */
  readonly name: string;
  readonly kind: PrincipalKind;
  /** Account ID; empty for services and everyone. */
  readonly account: string;
  /** What a declared role is for. @default - the principal is not a declared role */
  readonly purpose?: string;
}

/** A principal as the evaluation sees it. */
export interface Candidate extends AccessPrincipal {
  readonly caller: Caller;
  readonly keys: CallerKeys;
  /** The principal's own policies. */
  readonly identity: readonly NamedStatement[] | Unknown;
  /** The principal's other policies, if `identity` is only some of them. @default - `identity` is all */
  readonly others?: Unknown;
  readonly boundary?: readonly NamedStatement[] | Unknown;
}

/** Stands for all principals that a policy does not name. */
export const EVERYONE = "*";

const OWN_POLICIES = "its own IAM policies allow it";
const FALSE_FOR_PEOPLE = { "aws:PrincipalIsAWSService": "false" };

/** Reads principals as policies name them, and knows the declared roles among them. */
export class Candidates {
  private readonly known = new Map<string, Candidate>();

  constructor(
    private readonly location: AwsLocation,
    readonly roles: readonly RoleFacts[],
  ) {
    for (const role of roles) this.known.set(role.arn, this.declared(role));
  }

  /** The account that owns the registry, for its roles and users that no policy names. */
  get owner(): Candidate {
    return this.of(this.location.account);
  }

  /** A principal as a policy or a person names it. */
  of(text: string): Candidate {
    const candidate = this.known.get(text) ?? this.made(text);
    this.known.set(text, candidate);
    return candidate;
  }

  private made(text: string): Candidate {
    const { account, kind } = principalOf(text, this.location.region) ?? {};
    if (kind !== "account" || account === undefined) return text === EVERYONE ? everyone() : this.single(text);
    // An account's ID and its root ARN are the same principal.
    const candidate = this.known.get(account) ?? this.accountCandidate(account);
    this.known.set(account, candidate);
    return candidate;
  }

  private declared(role: RoleFacts): Candidate {
    const { arn, purpose, boundary } = role;
    const caller = callerOf(arn);
    return {
      name: arn,
      kind: "role",
      account: caller.account,
      purpose,
      caller,
      keys: callerKeys(caller),
      identity:
        role.policies === undefined
          ? unknown(OWN_POLICIES)
          : role.policies.flatMap(({ name, document }) => requiredStatements(document, "identity", name)),
      ...(role.hasOthers === true ? { others: unknown(OWN_POLICIES) } : {}),
      boundary: boundary && boundaryStatements(boundary),
    };
  }

  /** Any principal of an account. Its ARN and its policies are unknown. */
  private accountCandidate(account: string): Candidate {
    const name = `arn:${partitionOf(this.location.region)}:iam::${account}:root`;
    return {
      name: account,
      kind: "account",
      account,
      caller: { kind: "other", name, account },
      keys: { present: { ...FALSE_FOR_PEOPLE, "aws:PrincipalAccount": account }, absent: KEYS_OF_SERVICES },
      identity: unknown(`the IAM policies of account ${account} allow it`),
    };
  }

  private single(name: string): Candidate {
    const caller = callerOf(name);
    const { account } = caller;
    const role = this.roleOf(caller);
    if (role !== undefined) return { ...role, name, kind: "session", caller, keys: keysOf(caller) };
    const identity = hasIdentity(caller)
      ? unknown(
          account === this.location.account ? OWN_POLICIES : `its own IAM policies in account ${account} allow it`,
        )
      : [];
    return { name, kind: kindOf(caller), account, caller, keys: keysOf(caller), identity };
  }

  /** The declared role of a session. A session's ARN omits the role's path; role names are unique in an account. */
  private roleOf({ kind, account, role }: Caller): Candidate | undefined {
    if (kind !== "session") return undefined;
    const nameOf = (arn = ""): string => arn.slice(arn.lastIndexOf("/") + 1);
    const arn = this.roles.find((declared) => nameOf(declared.arn) === nameOf(role))?.arn;
    const found = arn === undefined ? undefined : this.known.get(arn);
    return found?.account === account ? found : undefined;
  }
}

function boundaryStatements({ name, document }: NonNullable<RoleFacts["boundary"]>): Candidate["boundary"] {
  return document === undefined
    ? unknown(`its permissions boundary ${name} allows it`)
    : requiredStatements(document, "identity", name);
}

/** Anyone in any other account. An account that is not known still has policies of its own. */
function everyone(): Candidate {
  return {
    name: EVERYONE,
    kind: "everyone",
    account: "",
    caller: { kind: "other", name: EVERYONE, account: EVERYONE },
    keys: { present: {}, absent: [] },
    identity: unknown("the caller's own IAM policies allow it"),
  };
}

function kindOf({ kind, account }: Caller): PrincipalKind {
  if (kind === "federated") return "provider";
  if (kind === "role" || kind === "user" || kind === "session") return kind;
  return account === "" ? "service" : "other";
}

function keysOf(caller: Caller): CallerKeys {
  // A service is a member of no organization.
  const absent = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
  return caller.account === ""
    ? { present: { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": caller.name }, absent }
    : callerKeys(caller);
}
