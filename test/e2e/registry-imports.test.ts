import {
  ECRClient,
  PutRegistryPolicyCommand,
  PutRegistryScanningConfigurationCommand,
  PutReplicationConfigurationCommand,
} from "@aws-sdk/client-ecr";
import { environmentTree } from "../../src/cli/generate/environment-tree";
import { environment } from "../support/environment";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const REGION = "sa-east-1";
const emulator = sharedEmulator(REGION);
const workspace = new Workspace();

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Replicate",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444455556666:root" },
      Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
      Resource: `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/*`,
    },
  ],
} as const;

afterAll(() => {
  workspace.dispose();
});

/** The scanning, replication and policy that someone has made by hand. Moto has no other settings. */
async function fillRegistry(): Promise<void> {
  const client = new ECRClient(emulator.config);
  const repositoryFilters = [{ filter: "team/*", filterType: "WILDCARD" as const }];
  const destinations = [{ region: "us-east-2", registryId: EMULATED_ACCOUNT }];
  await client.send(
    new PutRegistryScanningConfigurationCommand({
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters }],
    }),
  );
  await client.send(
    new PutReplicationConfigurationCommand({
      replicationConfiguration: { rules: [{ destinations, repositoryFilters: [] }] },
    }),
  );
  await client.send(new PutRegistryPolicyCommand({ policyText: JSON.stringify(POLICY) }));
  client.destroy();
}

test("settings that are declared as they are and listed under imports are imported without a change", async () => {
  await fillRegistry();
  const tree = environmentTree(
    environment({
      location: { account: EMULATED_ACCOUNT, region: REGION },
      registry: {
        scanning: {
          scanType: "BASIC",
          rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["team/*"] }],
        },
        replication: [{ destinations: [{ region: "us-east-2" }] }],
        policy: POLICY,
        imports: ["scanning", "replication", "policy"],
      },
    }),
  );
  for (const [path, text] of tree) workspace.write(path, text);
  const backend = { terraform: { backend: { local: { path: "test.tfstate" } } } };
  workspace.write("registry/override.tf.json", JSON.stringify(backend));
  const run = (...args: string[]): Promise<string> =>
    workspace.terraform([...args, "-no-color", "-input=false"], emulator.env, "registry");
  await run("init");
  expect(await run("apply", "-auto-approve")).toMatch(/3 imported, 0 added, 0 changed, 0 destroyed/);
});
