import { readFileSync } from "node:fs";
import path from "node:path";
import { type StateSettings } from "../../src/model/environment";
import { resolveState } from "../../src/config/resolve-state";
import { BACKENDS } from "../../src/config/default-state-keys";
import { addStacks } from "../../stacks/add-stacks";
import { environment } from "../support/environment";
import { synthesize } from "../support/synthesize";

function terraformOf(state: StateSettings) {
  const { "test-registry": stack } = synthesize((app) => {
    addStacks(app, { environment: environment({ state }), projectFolder: "../../.." });
  });
  return stack?.terraform;
}

test("S3 gets a key of the stack's own, encryption and a lock file", () => {
  const state = resolveState({ s3: { bucket: "acme-state" } }, "eu-west-1");
  expect(terraformOf(state)?.backend).toEqual({
    s3: {
      bucket: "acme-state",
      key: "cdktf-ecr/test/registry.tfstate",
      region: "eu-west-1",
      encrypt: true,
      use_lockfile: true,
    },
  });
});

test("an S3-compatible store is asked nothing that only AWS answers", () => {
  const state = resolveState({ s3: { bucket: "acme-state", endpoint: "https://minio.example.com" } }, "eu-west-1");
  expect(terraformOf(state)?.backend?.["s3"]).toMatchObject({
    endpoints: { s3: "https://minio.example.com" },
    use_path_style: true,
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_s3_checksum: true,
  });
});

test("S3 takes a key, a KMS key and a role of its own", () => {
  const s3 = {
    bucket: "acme-state",
    kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
    roleArn: "arn:aws:iam::1:role/r",
  };
  expect(terraformOf(resolveState({ s3 }, "eu-west-1"))?.backend?.["s3"]).toMatchObject({
    kms_key_id: s3.kmsKeyId,
    assume_role: { role_arn: s3.roleArn },
  });
});

test("Terraform Cloud gets a workspace a stack, in the project that is named", () => {
  const state = resolveState({ cloud: { organization: "acme", project: "registry" } }, "eu-west-1");
  const terraform = terraformOf(state);
  expect(terraform?.cloud).toEqual({
    organization: "acme",
    workspaces: { name: "test-registry", project: "registry" },
  });
  expect(terraform?.backend).toBeUndefined();
});

test("a local state is written relative to the project, so that no path of a machine is in it", () => {
  expect(terraformOf(resolveState({ local: {} }, "eu-west-1"))?.backend).toEqual({
    local: { path: "../../../.state/cdktf-ecr/test/registry.tfstate" },
  });
});

test("any other backend is passed on by its own names, with the stack filled in", () => {
  expect(terraformOf(resolveState({ gcs: { bucket: "acme" } }, "eu-west-1"))?.backend).toEqual({
    gcs: { bucket: "acme", prefix: "cdktf-ecr/test/registry" },
  });
  const http = { address: "https://state.example.com/{environment}/{stack}", retry_max: 3 };
  expect(terraformOf(resolveState({ http }, "eu-west-1"))?.backend).toEqual({
    http: { address: "https://state.example.com/test/registry", retry_max: 3 },
  });
});

test("local states are kept out of the repository, wherever they are", () => {
  const ignored = readFileSync(path.resolve(__dirname, "../../.gitignore"), "utf8").split("\n");
  const [folder = ""] = BACKENDS.local.template.split("/");
  expect(ignored).toEqual(expect.arrayContaining([`${folder}/`, "*.tfstate", "*.tfstate.*"]));
});
