import { ECRClient } from "@aws-sdk/client-ecr";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { z } from "zod";
import { withClient } from "../../aws/with-client";
import { allValues, mapConcurrently } from "../../aws/map-concurrently";
import { listRepositories, fetchPolicies } from "../../aws/registry";
import { type ClientConfig } from "../../emulator/emulator-env";
import { type ExistingRepository } from "../../domain/repository/existing";

export interface DeployedRepository {
  readonly name: string;
  readonly uri: string;
  readonly tagMutability: string;
  readonly scanOnPush: boolean;
  /** 0 without a lifecycle policy. */
  readonly lifecycleRules: number;
  readonly hasRepositoryPolicy: boolean;
}

/**
 * The repositories of a registry, sorted by name.
 * @param account ID of the registry's account
 */
export async function readRepositories(config: ClientConfig, account: string): Promise<DeployedRepository[]> {
  return withClient(new ECRClient({ ...config }), async (ecr) => {
    const read = await mapConcurrently(await listRepositories(ecr, account), (repository) => describe(ecr, repository));
    return allValues(read).sort((a, b) => a.name.localeCompare(b.name, "en"));
  });
}

/** The ARN of a role, from IAM. @throws Error when the role does not exist */
export async function readRoleArn(config: ClientConfig, roleArn: string): Promise<string> {
  return withClient(new IAMClient({ ...config }), async (iam) => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleArn.split("/").at(-1) }));
    return Role?.Arn ?? roleArn;
  });
}

const rulesSchema = z.object({ rules: z.array(z.unknown()) });

async function describe(ecr: ECRClient, repository: ExistingRepository): Promise<DeployedRepository> {
  const { repositoryName: name, repositoryUri: uri, imageTagMutability: tagMutability, scanOnPush } = repository;
  const { lifecyclePolicyText: text, repositoryPolicyText } = await fetchPolicies(ecr, repository);
  return {
    name,
    uri,
    tagMutability,
    scanOnPush,
    lifecycleRules: text === undefined ? 0 : rulesSchema.parse(JSON.parse(text)).rules.length,
    hasRepositoryPolicy: repositoryPolicyText !== undefined,
  };
}
