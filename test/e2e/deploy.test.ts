import { readdirSync } from "node:fs";
import {
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRegistryPolicyCommand,
  GetRegistryScanningConfigurationCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-ecr";
import { seedEmulator } from "../../src/emulator/seed";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { ARTICLE_POLICY, BUCKET, DEPLOYED_FILES, ENVIRONMENT, LIST, REGION } from "../support/e2e/deployed-environment";
import { Project } from "../support/e2e/project";

const emulator = sharedEmulator(REGION);
const ecr = new ECRClient(emulator.config);
const project = new Project(DEPLOYED_FILES, emulator.env);

beforeAll(async () => {
  await seedEmulator(emulator.config, { stateBucket: BUCKET, eksClusters: [] });
});

afterAll(() => {
  ecr.destroy();
  project.dispose();
});

async function describe1(name: string) {
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
  const [repository] = repositories ?? [];
  if (repository === undefined) throw new Error(`${name} is not there`);
  return repository;
}

// The steps build on each other: each is what one does next with what is deployed.
test("all three formats are deployed, by cdktf and the real provider", async () => {
  const output = await project.deploy("e2e-*", "--outputs-file", "outputs.json");
  expect(output).toContain("15 added, 0 changed, 0 destroyed");

  expect(await describe1("e2e/api")).toMatchObject({
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: "AES256" },
  });
  expect(await describe1("e2e/manifest")).toMatchObject({
    imageTagMutability: "MUTABLE",
    encryptionConfiguration: {
      encryptionType: "KMS",
      kmsKey: `arn:aws:kms:${REGION}:${EMULATED_ACCOUNT}:key/12345678-1234-1234-1234-123456789012`,
    },
  });
  const article = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName: "e2e-article" }));
  expect(JSON.parse(article.lifecyclePolicyText ?? "")).toEqual(JSON.parse(ARTICLE_POLICY));
  await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName: "e2e/leave" }))).rejects.toThrow(/not exist/);
});

test("default tags, a manifest's and a repository's own arrive together", async () => {
  const { repositoryArn: resourceArn } = await describe1("e2e/api");
  const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual({
    Owner: "platform",
    "managed-by": "infra-operator",
    Team: "api",
  });
});

test("policies arrive as they are written, template signs and all", async () => {
  const text = async (repositoryName: string) =>
    JSON.parse((await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).policyText ?? "") as {
      Statement: readonly Record<string, unknown>[];
    };
  expect((await text("e2e/manifest")).Statement[0]?.["Condition"]).toEqual({
    StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:PrincipalTag/team}-*" },
  });
  expect((await text("e2e/api")).Statement).toEqual([
    expect.objectContaining({ Sid: "AllowPull", Principal: { AWS: ["arn:aws:iam::111122223333:root"] } }),
  ]);
});

test("the registry's own settings arrive", async () => {
  const { scanningConfiguration } = await ecr.send(new GetRegistryScanningConfigurationCommand({}));
  expect(scanningConfiguration).toEqual({
    scanType: "BASIC",
    rules: [
      {
        scanFrequency: "SCAN_ON_PUSH",
        repositoryFilters: expect.arrayContaining([
          { filter: "e2e/*", filterType: "WILDCARD" },
          { filter: "other", filterType: "WILDCARD" },
        ]) as unknown,
      },
    ],
  });
  const { replicationConfiguration } = await ecr.send(new DescribeRegistryCommand({}));
  expect(replicationConfiguration?.rules).toEqual([
    {
      destinations: [{ region: "eu-west-1", registryId: EMULATED_ACCOUNT }],
      repositoryFilters: [{ filter: "e2e/api", filterType: "PREFIX_MATCH" }],
    },
  ]);
  const { policyText } = await ecr.send(new GetRegistryPolicyCommand({}));
  expect(JSON.parse(policyText ?? "")).toMatchObject({ Statement: [{ Sid: "Replicate" }] });
});

test("the outputs are what a pipeline asks for", () => {
  const outputs = JSON.parse(project.workspace.read("outputs.json")) as Record<string, Record<string, unknown>>;
  const host = `${EMULATED_ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
  expect(outputs["e2e-registry"]).toMatchObject({
    registry_id: EMULATED_ACCOUNT,
    repository_urls: expect.objectContaining({ "e2e/api": `${host}/e2e/api`, "e2e-article": `${host}/e2e-article` }),
    repository_arns: expect.objectContaining({
      "e2e/api": `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/e2e/api`,
    }),
    docker_login_command: expect.stringContaining(host),
  });
});

test("planned again, nothing changes but a setting that was changed", async () => {
  project.write(
    "e2e/repositories/list.yaml",
    LIST.replace("forceDelete: true", "scanOnPush: false\n    forceDelete: true"),
  );
  const [planned, ...more] = await project.plan("e2e-registry");
  expect(more).toEqual([]);
  expect(planned).toMatchObject({ address: "aws_ecr_repository.e2e_api", change: { actions: ["update"] } });
  const { before, after } = planned?.change ?? {};
  const changed = Object.keys(before ?? {}).filter(
    (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
  );
  expect(changed).toEqual(["image_scanning_configuration"]);
});

test("an orphan that is named under removed leaves the state and stays in AWS, and a broken environment stops no other", async () => {
  project.write("e2e/repositories/list.yaml", LIST.replace(/^.*e2e\/leave.*$/m, ""));
  project.write("e2e/environment.yaml", `${ENVIRONMENT}removed: [e2e/leave]\n`);
  project.write("broken/environment.yaml", "account: 111122223333\nregoin: eu-west-1\n");
  expect(await project.deploy("e2e-*")).toContain("0 added, 0 changed, 0 destroyed");
  const state = await project.workspace.terraform(["state", "list"], emulator.env, "cdktf.out/stacks/e2e-registry");
  expect(state).toContain("aws_ecr_repository.e2e_keep");
  expect(state).not.toContain("e2e_leave");
  expect(state).toContain('terraform_data.released["e2e/leave"]');
  expect(await describe1("e2e/leave")).toMatchObject({ repositoryName: "e2e/leave" });
});

test("a broken environment is told in full and is not synthesized", async () => {
  const { exit, stderr } = await project.workspace.run("node", ["-r", "tsx/cjs", "main.ts"], emulator.env);
  expect(exit).toBe(0);
  expect(stderr).toMatch(
    /environments\/broken\/environment\.yaml:1:10: error: account: .*Quote it to keep leading zeros: "111122223333"/,
  );
  expect(stderr).toMatch(/environments\/broken\/environment\.yaml:2:1: error: .*Did you mean "region"\?/);
  expect(readdirSync(project.workspace.path("cdktf.out/stacks"))).toEqual(["e2e-registry"]);
  project.remove("broken");
});

test("a wrong account is refused before anything is touched", async () => {
  project.write("wrong/environment.yaml", 'account: "999999999999"\nregion: us-west-2\nstate: { local: {} }\n');
  project.write("wrong/repositories/list.yaml", "repositories: [{ repositoryName: e2e/wrong }]");
  await project.synthesize();
  await project.terraform("wrong-registry", "init");
  const applied = project.terraform("wrong-registry", "apply", "-auto-approve");
  await expect(applied).rejects.toThrow(/AWS account ID not allowed/i);
  project.remove("wrong");
});

test("a retained repository makes destroy refuse, and everything stays", async () => {
  const destroyed = project.terraform("e2e-registry", "destroy", "-auto-approve");
  await expect(destroyed).rejects.toThrow(/prevent_destroy/);
  expect(await describe1("e2e/keep")).toMatchObject({ repositoryName: "e2e/keep" });
});

test("once it is released, destroy leaves nothing but the orphan", async () => {
  project.write("e2e/repositories/list.yaml", LIST.replace(/^.*e2e\/leave.*$/m, "").replace("Retain", "Delete"));
  project.write("e2e/environment.yaml", `${ENVIRONMENT}removed: [e2e/leave]\nreleased: [e2e/keep]\n`);
  await project.destroy("e2e-registry");
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
  const ours = (repositories ?? [])
    .map(({ repositoryName }) => repositoryName)
    .filter((name) => name?.startsWith("e2e"));
  expect(ours).toEqual(["e2e/leave"]);
});
