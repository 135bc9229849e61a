import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AttachedProvider } from "../support/e2e/attached-provider";
import { mirrorVariables } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const FOLDER = "terraform/environments";
const STACKS = readdirSync(join(__dirname, "../..", FOLDER)).flatMap((environment) =>
  readdirSync(join(__dirname, "../..", FOLDER, environment)).map((stack) => `${environment}/${stack}`),
);

const env = { ...process.env, ...mirrorVariables(), CHECKPOINT_DISABLE: "1" };
const workspace = new Workspace().copy("terraform");
let provider: AttachedProvider | undefined;
afterAll(async () => {
  await provider?.stop();
  workspace.dispose();
});

test("everything below terraform/ is formatted as terraform fmt does", async () => {
  expect(await workspace.terraform(["fmt", "-check", "-recursive", "-diff", "terraform"], env)).toBe("");
});

test("there are stacks to look at", () => {
  expect(STACKS).toEqual(expect.arrayContaining(["local/registry", "local/access", "production/registry"]));
});

test.each(STACKS)("%s is valid by the provider's schema, and a whole working directory by itself", async (stack) => {
  const folder = `${FOLDER}/${stack}`;
  await workspace.terraform(["init", "-backend=false", "-input=false", "-no-color"], env, folder);
  provider ??= await AttachedProvider.start(workspace.path(folder), "aws", env);
  const result = await workspace.terraform(["validate", "-json"], { ...env, ...provider.variables }, folder);
  expect(JSON.parse(result)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
});
