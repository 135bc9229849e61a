import { type ECRClient } from "@aws-sdk/client-ecr";
import { type ECRPUBLICClient } from "@aws-sdk/client-ecr-public";
import { iamClient, readRole } from "../../aws/iam-policies";
import { requireAccount } from "../../aws/identity";
import { allValues, mapConcurrently } from "../../aws/map-concurrently";
import { ENDS_ALL, refusalOf, type AwsRefusal } from "../../aws/refusal";
import { ecrClient, readRepositoryPolicy } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { decidesOnEveryRequest, readRegistryPolicy } from "../../aws/registry-policy";
import { unknown, type Truth } from "../../domain/iam/evaluation/truth";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { EMULATED } from "../../emulator/emulator-env";
import { inPublicRegion } from "../../model/regions";
import { type Environment } from "../../model/environment";
import { SCOPE_IN_FORCE } from "../../operations/access/declared-facts";
import {
  type AccessFacts,
  type RegistryFacts,
  type RepositoryFacts,
  type RoleFacts,
} from "../../operations/access/facts";
import { requiredStatements } from "../../operations/access/statements";
import { counter, type Counter } from "../support/counter";

/** Facts from AWS, and what could not be read in addition to repositories. */
export interface LiveFacts {
  readonly facts: AccessFacts;
  readonly faults: readonly string[];
}

/**
 * Reads the policies of repositories, of declared roles and of the registry from AWS, in place of the declared ones. What AWS
 * refuses for one of them is reported, and the others are read.
 * @throws AwsRefusal for credentials that are not valid, expired or of another account, and if AWS does not respond
 * @throws the signal's reason if it was aborted
 */
export async function liveFacts(
  environment: Environment,
  declared: AccessFacts,
  signal: AbortSignal,
  progress: Counter = counter("repositories read"),
): Promise<LiveFacts> {
  await requireAccount(environment);
  const ofPublic = new PublicPolicies(environment, progress);
  const reader = new Reader(environment, ofPublic);
  return withClient(ecrClient(environment, { log: progress.log }), async (client) => {
    // The emulator does not support public repositories.
    const wanted = declared.repositories.filter(
      ({ repositoryName }) => process.env[EMULATED] === undefined || publicNameOf(repositoryName) === undefined,
    );
    const outcomes = await mapConcurrently(wanted, (repository) => reader.repository(client, repository), {
      signal: AbortSignal.any([signal, reader.ended]),
      onDone: progress.update,
    });
    const repositories = allValues(outcomes);
    const registry = await reader.registry(client);
    const roles = await reader.roles(declared.roles);
    const { location } = declared;
    return {
      facts: { location, repositories, roles, ...(registry === undefined ? {} : { registry }) },
      faults: reader.faults,
    };
  }).finally(async () => {
    progress.end();
    await ofPublic.destroy();
  });
}

/** Reads the policies of public repositories. The client is only made if there are some. */
class PublicPolicies {
  private client: Promise<ECRPUBLICClient> | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly progress: Counter,
  ) {}

  async policyOf(repositoryName: string): Promise<string | undefined> {
    const { publicClient, readPublicPolicy } =
      require("../../aws/public-registry") as typeof import("../../aws/public-registry");
    this.client ??= publicClient(this.environment, { log: this.progress.log });
    const { account: registryId } = this.environment.location;
    return readPublicPolicy(await this.client, { repositoryName, registryId });
  }

  async destroy(): Promise<void> {
    (await this.client)?.destroy();
  }
}

class Reader {
  readonly faults: string[] = [];
  private readonly end = new AbortController();

  constructor(
    private readonly environment: Environment,
    private readonly ofPublic: PublicPolicies,
  ) {}

  /** Aborted by a refusal that would also affect everything else. */
  get ended(): AbortSignal {
    return this.end.signal;
  }

  async repository(client: ECRClient, { repositoryName, tags }: RepositoryFacts): Promise<RepositoryFacts> {
    const publicName = publicNameOf(repositoryName);
    try {
      const { account } = this.environment.location;
      const text = await (publicName === undefined
        ? readRepositoryPolicy(client, { repositoryName, registryId: account })
        : this.ofPublic.policyOf(publicName));
      return { repositoryName, tags, ...(text === undefined ? {} : { policy: JSON.parse(text) as unknown }) };
    } catch (cause) {
      return {
        repositoryName,
        tags,
        unread: this.refused(cause, `read the policy of ${repositoryName}`, publicName !== undefined).message,
      };
    }
  }

  /** A registry policy that cannot be read may allow or deny anything, so it is reported. */
  async registry(client: ECRClient): Promise<RegistryFacts | undefined> {
    return this.attempt("read the registry policy", async () => {
      const text = await readRegistryPolicy(client);
      if (text === undefined) return undefined;
      const document = JSON.parse(text) as unknown;
      requiredStatements(document, "resource", "the registry's policy");
      return { document, inForce: await this.scope(client) };
    });
  }

  async roles(declared: readonly RoleFacts[]): Promise<RoleFacts[]> {
    if (declared.length === 0) return [];
    const found: RoleFacts[] = [];
    await withClient(iamClient(this.environment), async (client) => {
      for (const { arn, purpose } of declared) {
        const read = await this.attempt(`read the policies of ${arn}`, async (): Promise<RoleFacts | "missing"> => {
          const role = await readRole(client, arn.slice(arn.lastIndexOf("/") + 1));
          if (role === undefined) return "missing";
          const { policies, boundary } = role;
          for (const { name, document } of [...policies, ...(boundary === undefined ? [] : [boundary])])
            requiredStatements(document, "identity", name);
          return { arn: role.arn, purpose, policies, ...(boundary === undefined ? {} : { boundary }) };
        });
        if (read === "missing") this.faults.push(`${arn} does not exist in AWS`);
        else found.push(read ?? { arn, purpose });
      }
    });
    return found;
  }

  /** Some accounts and emulators do not have the setting. */
  private async scope(client: ECRClient): Promise<Truth> {
    try {
      return await decidesOnEveryRequest(client);
    } catch (cause) {
      this.refused(cause, "read the scope of the registry policy");
      return unknown(SCOPE_IN_FORCE);
    }
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      const refusal = this.refused(cause, what);
      if (ENDS_ALL.includes(refusal.kind)) throw refusal;
      this.faults.push(refusal.message);
      return undefined;
    }
  }

  private refused(cause: unknown, what: string, isPublic = false): AwsRefusal {
    const refusal = refusalOf(cause, what, isPublic ? inPublicRegion(this.environment) : this.environment);
    if (ENDS_ALL.includes(refusal.kind)) this.end.abort(refusal);
    return refusal;
  }
}
