import { workspacesTree } from "../../src/cli/generate/workspaces/workspaces-tree";
import { environment } from "../support/environment";
import { Workspace } from "../support/e2e/workspace";

/** Only the variables, because they can be checked without a provider. */
const workspace = new Workspace({ "variables.tf": workspacesTree(environment()).get("variables.tf") ?? "" });
afterAll(() => {
  workspace.dispose();
});

async function plan(variables: Readonly<Record<string, string>>): Promise<{ exit: unknown; said: string }> {
  const given = { organization: "acme", vcs_repository: "acme/infrastructure", ...variables };
  const args = Object.entries(given).map(([name, value]) => `-var=${name}=${value}`);
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const { exit, stderr } = await workspace.run("terraform", ["plan", "-input=false", "-no-color", ...args], env);
  return { exit, said: stderr.replaceAll(/\s+/g, " ") };
}

test("a connection to version control and a role for a stack are sufficient", async () => {
  const role = '{ registry = "arn:aws:iam::111122223333:role/registry" }';
  expect(await plan({ oauth_token_id: "ot-1", aws_run_role_arns: role })).toMatchObject({ exit: 0 });
});

const CONNECTIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { oauth_token_id: "ot-1", github_app_installation_id: "ghain-1" },
];

test.each(CONNECTIONS)("no connection and two connections are rejected: %j", async (connections) => {
  const { exit, said } = await plan(connections);
  expect(exit).toBe(1);
  expect(said).toContain(
    "Expected exactly one of oauth_token_id and github_app_installation_id, found both or neither.",
  );
});

test("a role for an unknown stack is rejected, with the existing stacks", async () => {
  const { exit, said } = await plan({ oauth_token_id: "ot-1", aws_run_role_arns: '{ regstry = "x" }' });
  expect(exit).toBe(1);
  expect(said).toContain("Expected only stack names as keys (registry), found an unknown key.");
});
