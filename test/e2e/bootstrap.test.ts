import { PutBucketVersioningCommand, PutPublicAccessBlockCommand, S3Client } from "@aws-sdk/client-s3";
import { registerBootstrap } from "../../src/cli/bootstrap/command";
import { Project, type Ran } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const REGION = "eu-central-1";
const emulator = sharedEmulator(REGION);
const project = new Project(registerBootstrap);
const workspace = new Workspace();
const client = new S3Client({ ...emulator.config, forcePathStyle: true });
let variables: NodeJS.ProcessEnv;

beforeAll(() => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
  const file = (bucket: string, more = ""): string =>
    `account: "${EMULATED_ACCOUNT}"\nregion: ${REGION}\nstate: { s3: { bucket: ${bucket}${more} } }\n`;
  project.write("environments/dev/environment.yaml", file("bootstrap-dev"));
  project.write("environments/keyed/environment.yaml", file("bootstrap-keyed", ", kmsKeyId: alias/state"));
  project.write("environments/applied/environment.yaml", file("bootstrap-applied"));
  project.write("environments/moved/environment.yaml", file("bootstrap-dev", ", region: us-east-1, key: '{stack}'"));
});

afterAll(() => {
  process.env = variables;
  client.destroy();
  project.remove();
  workspace.dispose();
});

function statesOf({ stdout }: Ran): Record<string, string> {
  const { settings } = JSON.parse(stdout) as { settings: readonly { id: string; state: string }[] };
  return Object.fromEntries(settings.map(({ id, state }) => [id, state]));
}

const ALL_OK = {
  bucket: "ok",
  ownership: "ok",
  publicAccess: "ok",
  encryption: "ok",
  versioning: "ok",
  tls: "ok",
  oldVersions: "ok",
};

test("a bucket is shown, created after a yes, and then has no difference", async () => {
  const asked = await project.run("bootstrap", "dev");
  expect(asked.stdout).toContain("dev: bucket bootstrap-dev does not exist yet\n");
  expect(asked.error).toContain("nothing was changed, because there is no terminal to confirm on");
  expect(await project.run("bootstrap", "dev", "--yes")).toMatchObject({
    stdout: expect.stringContaining("\nCreated bootstrap-dev.\n"),
    error: undefined,
  });
  const { stdout, error } = await project.run("bootstrap", "dev");
  expect({ stdout, error }).toEqual({
    stdout: expect.stringContaining("\nThere are no differences, so bootstrap-dev was not changed.\n"),
    error: undefined,
  });
});

test("what someone changed is reported, and set back only after a yes", async () => {
  await project.run("bootstrap", "keyed", "--yes");
  const Bucket = "bootstrap-keyed";
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }));
  const open = { BlockPublicAcls: true, IgnorePublicAcls: true };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: open }));
  for (const confirmation of [[], ["--yes"]]) {
    const ran = await project.run("bootstrap", "keyed", "-o", "json", ...confirmation);
    expect(statesOf(ran)).toEqual({ ...ALL_OK, publicAccess: "change", versioning: "change" });
    expect(JSON.parse(ran.stdout)).toMatchObject({ exists: true, applied: confirmation.length > 0 });
    expect(ran.stderr).toContain("expected Enabled, found Suspended");
    expect(ran.stderr).toContain("expected blocked, found not blocked (BlockPublicPolicy, RestrictPublicBuckets)");
  }
  expect(statesOf(await project.run("bootstrap", "keyed", "-o", "json"))).toEqual(ALL_OK);
});

test("the printed Terraform describes the same bucket", async () => {
  await project.run("bootstrap", "applied", "--yes");
  const { stdout } = await project.run("bootstrap", "applied", "-o", "terraform");
  // Only what the emulator needs: AWS has no bucket name in the path.
  const text = stdout.replace('provider "aws" {', 'provider "aws" {\n  s3_use_path_style = true');
  const imports = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
    ([, type = "", name = ""]) => `import {\n  to = ${type}.${name}\n  id = "bootstrap-applied"\n}\n`,
  );
  workspace.write("main.tf", `${text}\n${imports.join("\n")}`);
  await workspace.terraform(["init", "-input=false", "-no-color"], emulator.env);
  // Importing shows each difference, and does not wait a minute for the lifecycle rules as applying does.
  const plan = await workspace.terraform(["plan", "-input=false", "-no-color"], emulator.env);
  expect(imports.length).toBeGreaterThan(5);
  expect(plan).toContain(`Plan: ${imports.length} to import, 0 to add, 0 to change, 0 to destroy.`);
});

test("a bucket in another region, and credentials of another account, are errors", async () => {
  await project.run("bootstrap", "dev", "--yes");
  const moved = await project.run("bootstrap", "moved", "--yes");
  expect(moved.error).toContain("expected the bucket bootstrap-dev in us-east-1, found it in eu-central-1");
  const foreign = await project.run("bootstrap", "dev", "--account", "999988887777", "--yes");
  expect(foreign.error).toContain(
    `expected AWS credentials for account 999988887777, found account ${EMULATED_ACCOUNT}`,
  );
});
