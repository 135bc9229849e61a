import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initialize, readOwned } from "../../../src/cli/destroy/terraform-state";
import { repositoryAttributes, stateFile, stateResource } from "../../support/cli/terraform-states";

const root = mkdtempSync(join(tmpdir(), "cdktf-ecr-destroy-state-"));
const folder = join(root, "cdktf.out/stacks/dev-registry");
const stack = { root, stack: "dev-registry", env: process.env };
const { signal } = new AbortController();

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { local: { path: "state" } } } }));
  await initialize(stack, signal);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

test("a state that was never written has no repositories", async () => {
  expect(await readOwned(stack, signal)).toEqual([]);
});

test("Terraform's state is read without a provider", async () => {
  const instance = { schema_version: 0, attributes: repositoryAttributes("team/api", { force_delete: true }) };
  const resource = stateResource("aws_ecr_repository", "api", [instance]);
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
  writeFileSync(join(folder, "state"), JSON.stringify(stateFile({ ...resource, provider })));
  expect(await readOwned(stack, signal)).toMatchObject([
    { repositoryName: "team/api", forceDelete: true, addresses: ["aws_ecr_repository.api"] },
  ]);
});

test("a state that Terraform cannot read is an error that names the stack", async () => {
  writeFileSync(join(folder, "state"), "{");
  await expect(readOwned(stack, signal)).rejects.toThrow("terraform state pull failed in dev-registry:");
});
