import { partitionOf, roleArn, type AwsLocation, type Partition } from "../domain/aws/arn";
import { checkGrants } from "../domain/grants/check";
import { grantParts, type GrantAccess, type GrantPart } from "../domain/grants/parts";
import { type Grant, type WrittenGrantMapping } from "../domain/grants/schema";
import { listOf } from "../domain/iam/policy";
import { error, errorsOf, quoteValue, warning, type Problem } from "../domain/problems/problem";
import { didYouMean } from "../domain/text/suggestions";
import { type Environments } from "./other-environments";

/** The settings with grants. */
export const GRANT_SETTINGS = ["pull", "push"] as const satisfies readonly GrantAccess[];

/** Grants of a repository, ready for its policy. */
export interface ResolvedGrants {
  readonly pull: readonly Grant[];
  readonly push: readonly Grant[];
}

export const NO_GRANTS: ResolvedGrants = { pull: [], push: [] };

/** The environment whose grants are resolved. */
export interface GrantEnvironment {
  /** `undefined` if other faults make it unknown. */
  readonly location: AwsLocation | undefined;
  readonly environments: Environments;
}

/** Checks grants, and replaces environments with their accounts or roles. */
export class GrantResolver {
  private readonly partition: Partition;

  constructor(private readonly environment: GrantEnvironment) {
    const { location } = environment;
    this.partition = location === undefined ? "aws" : partitionOf(location.region);
  }

  /** The valid grants of a list, and the problems of all, each at its index. */
  resolve(
    written: readonly unknown[],
    access: GrantAccess,
  ): { grants: readonly Grant[]; problems: readonly Problem[] } {
    const { location } = this.environment;
    const place = { access, location, checkEnvironment: this.checkEnvironment.bind(this) };
    const problems = checkGrants(written, place);
    const invalid = new Set(errorsOf(problems).map(({ at: [index] }) => index));
    const valid = written.filter((_, index) => !invalid.has(index)) as readonly (string | WrittenGrantMapping)[];
    return { grants: valid.flatMap((grant) => this.withoutEnvironment(grant)), problems };
  }

  /** @param cached whether the repository is below the prefix of a pull-through cache */
  partsOf(grants: ResolvedGrants, cached = false): GrantPart[] {
    const { account, region } = this.environment.location ?? {};
    const context = { partition: this.partition, account, region, cached };
    return GRANT_SETTINGS.flatMap((access) => grantParts(grants[access], access, context));
  }

  private checkEnvironment(name: string, roles: boolean): Problem[] {
    const { environments, location } = this.environment;
    const found = environments.find(name);
    const fault = (message: string): Problem[] => [error("grant/environment", [], message)];
    if (found === undefined) {
      const hint = didYouMean(name, environments.names) || `. Environments: ${environments.names.join(", ")}`;
      return fault(
        `expected an environment in this project, found ${quoteValue(name)}${hint.startsWith(".") ? hint : `.${hint}`}`,
      );
    }
    if (found.account === undefined)
      return fault(
        `expected an environment with a valid account, found ${quoteValue(name)}. First correct the account in its file`,
      );
    if (location === undefined) return [];
    if (found.region !== undefined && partitionOf(found.region) !== this.partition) {
      return fault(
        `expected an environment in the repository's partition, ${this.partition}, found ${quoteValue(name)} in ${partitionOf(found.region)}. Principals in other partitions cannot get access`,
      );
    }
    if (found.account !== location.account || roles) return [];
    const message = `expected an environment in another account, found ${quoteValue(name)}, which is in this environment's account, ${location.account}. The account does not need a grant. List roles, or remove the entry`;
    return [warning("grant/environment", [], message)];
  }

  private withoutEnvironment(grant: string | WrittenGrantMapping): Grant[] {
    if (typeof grant === "string" || grant.environment === undefined) return [grant];
    const { environment, roles, ...rest } = grant;
    const { account } = this.environment.environments.find(environment) ?? {};
    if (account === undefined) return [];
    if (roles === undefined)
      return account === this.environment.location?.account ? [] : [{ ...rest, principals: account }];
    // The region decides only the partition here.
    const region = this.environment.location?.region ?? "";
    return [{ ...rest, principals: listOf(roles).map((role) => roleArn({ account, region }, role)) }];
  }
}
