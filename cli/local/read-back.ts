import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  type Repository,
} from "@aws-sdk/client-ecr";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { z } from "zod";
import { type ClientConfig } from "../../emulator/emulator-env";

/** A repository as the registry itself describes it. */
export interface DeployedRepository {
  readonly name: string;
  readonly uri: string;
  readonly tagMutability: string;
  readonly scanOnPush: boolean;
  /** 0 where it has no lifecycle policy. */
  readonly lifecycleRules: number;
  readonly hasRepositoryPolicy: boolean;
}

const AT_ONCE = 10;

/** Every repository of the registry, by name. */
export async function readRepositories(config: ClientConfig): Promise<DeployedRepository[]> {
  const ecr = new ECRClient({ ...config });
  try {
    const found: Repository[] = [];
    let nextToken: string | undefined;
    do {
      const page = await ecr.send(new DescribeRepositoriesCommand({ nextToken, maxResults: 100 }));
      found.push(...(page.repositories ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const read: DeployedRepository[] = [];
    for (let index = 0; index < found.length; index += AT_ONCE) {
      read.push(
        ...(await Promise.all(found.slice(index, index + AT_ONCE).map((repository) => describe(ecr, repository)))),
      );
    }
    return read.sort((a, b) => a.name.localeCompare(b.name, "en"));
  } finally {
    ecr.destroy();
  }
}

/** The ARN of a role, as IAM tells it. @throws Error when there is no such role */
export async function readRoleArn(config: ClientConfig, roleArn: string): Promise<string> {
  const iam = new IAMClient({ ...config });
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleArn.split("/").at(-1) }));
    return Role?.Arn ?? roleArn;
  } finally {
    iam.destroy();
  }
}

const rulesSchema = z.object({ rules: z.array(z.unknown()) });

async function describe(ecr: ECRClient, repository: Repository): Promise<DeployedRepository> {
  const { repositoryName: name = "", repositoryUri: uri = "", imageTagMutability: tagMutability = "" } = repository;
  const id = { repositoryName: name };
  const lifecycle = await unless("LifecyclePolicyNotFoundException", ecr.send(new GetLifecyclePolicyCommand(id)));
  const policy = await unless("RepositoryPolicyNotFoundException", ecr.send(new GetRepositoryPolicyCommand(id)));
  const text = lifecycle?.lifecyclePolicyText;
  return {
    name,
    uri,
    tagMutability,
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
    lifecycleRules: text === undefined ? 0 : rulesSchema.parse(JSON.parse(text)).rules.length,
    hasRepositoryPolicy: policy?.policyText !== undefined,
  };
}

async function unless<T>(exception: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === exception) return undefined;
    throw error;
  }
}
