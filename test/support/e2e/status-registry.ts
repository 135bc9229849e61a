import {
  CreateRepositoryCommand,
  ECRClient,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  StartImageScanCommand,
  type CreateRepositoryCommandInput,
} from "@aws-sdk/client-ecr";
import { EMULATED_ACCOUNT, type TestEmulator } from "./emulator";

export const MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
      action: { type: "expire" },
    },
  ],
};

/** `environment.yaml` of the environment that `fillRegistry` belongs to. */
export function statusEnvironment(region: string, account = EMULATED_ACCOUNT): string {
  return `account: "${account}"
region: ${region}
state: { local: {} }
tags: { Owner: platform }
lifecyclePolicies: { thirty: ${JSON.stringify(LIFECYCLE)} }
operator: { install: helm, manages: ["status-sandbox/"] }
cluster: { eks: dev }
`;
}

export const STATUS_REPOSITORIES = `repositories:
  - { repositoryName: status/api, lifecyclePolicy: thirty }
  - { repositoryName: status/changed, lifecyclePolicy: thirty }
  - { repositoryName: status/gone }
  - { repositoryName: status/plain }
`;

/**
 * Makes, in the emulator's region: `status/api` and `status/plain` as declared, the first with a scanned image,
 * `status/changed` with three differences, and the undeclared `status-sandbox/x` and `status-by-hand`.
 */
export async function fillRegistry({ config }: TestEmulator): Promise<void> {
  const client = new ECRClient(config);
  await createAsDeclared(client, "status/api");
  await createAsDeclared(client, "status/plain");
  await createAsDeclared(client, "status/changed", { imageTagMutability: "MUTABLE", tags: [] });
  await createAsDeclared(client, "status-sandbox/x");
  await createAsDeclared(client, "status-by-hand");
  const lifecyclePolicyText = JSON.stringify(LIFECYCLE);
  await client.send(new PutLifecyclePolicyCommand({ repositoryName: "status/api", lifecyclePolicyText }));
  await push(client, "status/api", "v1");
  await client.send(new StartImageScanCommand({ repositoryName: "status/api", imageId: { imageTag: "v1" } }));
  await push(client, "status-by-hand", "v1");
  client.destroy();
}

/** Makes a repository with the settings that a declaration without any has in that environment. */
export async function createAsDeclared(
  client: ECRClient,
  repositoryName: string,
  more: Partial<CreateRepositoryCommandInput> = {},
): Promise<void> {
  await client.send(
    new CreateRepositoryCommand({
      repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: "Owner", Value: "platform" }],
      ...more,
    }),
  );
}

/** An image of 10 bytes. */
async function push(client: ECRClient, repositoryName: string, imageTag: string): Promise<void> {
  const layers = [{ digest: `sha256:${imageTag}`, size: 1000 }];
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST_TYPE, layers, config: { size: 10 } });
  await client.send(new PutImageCommand({ repositoryName, imageTag, imageManifest }));
}
