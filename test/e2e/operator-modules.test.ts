import { CreateOpenIDConnectProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import { moduleTrees } from "../../src/cli/generate/module-trees";
import { type MotoServer } from "../../src/emulator/moto-server";
import { policySize, type PolicyDocument } from "../../src/domain/iam/policy";
import { type ModuleDocument } from "../../modules/kit/module-definition";
import { podIdentityOf } from "../../src/domain/operator/pod-identity";
import { clusterSid, issuerName } from "../../src/domain/operator/clusters";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";
import { planPolicies } from "../../src/domain/operator/plan-policies";
import {
  ACCEPTED_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  INVALID_INPUTS,
} from "../../modules/operator-role/invalid-inputs";
import { TEST_LOCATION, type InvalidInput } from "../../modules/kit/invalid-input";
import { TOKEN_AUDIENCE, trustPolicy } from "../../src/domain/operator/trust-policy";
import { addStacks } from "../../stacks/add-stacks";
import { environment, operator } from "../support/environment";
import { roleSettings, type ModuleCluster } from "../support/operator-role-inputs";
import { synthesize } from "../support/synthesize";
import { ownEmulator, type TestEmulator } from "../support/e2e/emulator";
import { bySid, byType, documentOf, joined, type Change } from "../support/e2e/planned-role";
import { Workspace } from "../support/e2e/workspace";

const { account, region } = TEST_LOCATION;
const PROVIDERS = `arn:aws:iam::${account}:oidc-provider/`;
const ISSUER = "https://oidc.example.com/id/operator-modules";
const KEY = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const workspace = new Workspace().keepProvider();

for (const [name, tree] of moduleTrees()) {
  for (const [path, text] of tree) workspace.write(`modules/${name}/${path}`, text);
}

afterAll(() => {
  workspace.dispose();
});

describe("operator-role", () => {
  let emulator: TestEmulator & { readonly server: MotoServer };

  beforeAll(async () => {
    emulator = await ownEmulator(account, region);
  });

  afterAll(async () => {
    await emulator.server.stop();
  });

  const terraform = (folder: string, ...args: string[]): Promise<string> =>
    workspace.terraform([...args, "-input=false", "-no-color"], emulator.env, folder);

  async function plan(folder: string): Promise<readonly Change[]> {
    await terraform(folder, "init");
    await terraform(folder, "plan", "-out=test.plan");
    const shown = await workspace.terraform(["show", "-json", "test.plan"], emulator.env, folder);
    return (JSON.parse(shown) as { readonly resource_changes: readonly Change[] }).resource_changes;
  }

  const call = (inputs: ModuleDocument): object => ({
    source: "../modules/operator-role",
    ...ACCEPTED_INPUTS,
    ...inputs,
  });
  const provider = { aws: { region } };
  const cluster = (issuer: string) => ({ oidc_provider_arn: `${PROVIDERS}${issuer}` });

  const [OPERATOR] = ACCEPTED_INPUTS.service_accounts;
  const SETTINGS: Readonly<Record<string, ModuleDocument>> = {
    least: {},
    two_clusters: {
      clusters: { "prod-eu": cluster("oidc.example.com/id/1"), Stage: cluster("oidc.example.com/id/2") },
    },
    several_accounts: { service_accounts: [OPERATOR, { namespace: "tools", name: "operator" }, OPERATOR] },
    wildcards: {
      service_accounts: [OPERATOR, { namespace: "preview-*", name: "operator" }, { namespace: "t?", name: "a.b" }],
      clusters: { a: cluster("oidc.example.com/a"), b: cluster("oidc.example.com/b") },
    },
    only_wildcards: { service_accounts: [{ namespace: "preview-*", name: "operator" }] },
    pod_identity: {
      clusters: { prod: { pod_identity_cluster: "prod" }, stage: { pod_identity_cluster: "stage" } },
      service_accounts: [OPERATOR, { namespace: "tools", name: "a" }, { namespace: "tools", name: "b" }],
    },
    irsa_and_pod_identity: {
      clusters: { prod: { ...cluster("oidc.example.com/prod"), pod_identity_cluster: "prod" } },
    },
    deletion: { allow_delete: true },
    keys: { kms_key_arns: [KEY, KEY, KEY.replace("1111", "2222")] },
    names_and_prefixes: {
      manages: ["sandbox/", "playground", "sandbox/deeper/", "sandbox/x", "sandbox", "a/b/", "playground"],
    },
    everything: {
      allow_delete: true,
      kms_key_arns: [KEY],
      manages: Array.from({ length: 30 }, (_, index) => `team-${index}/`),
      clusters: { one: cluster("oidc.example.com/1"), two: cluster("oidc.example.com/2") },
    },
    several_policies: {
      allow_delete: true,
      kms_key_arns: [KEY, KEY.replace("1111", "2222")],
      manages: Array.from({ length: 70 }, (_, index) => `team-${index}/`),
    },
    long_names: { manages: Array.from({ length: 12 }, (_, index) => `${"long-".repeat(40)}${index}/`) },
  };

  test("its policies are the construct's, whatever the settings", async () => {
    const module = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, inputs]) => [name, call({ ...inputs, name })]),
    );
    workspace.write("settings/main.tf.json", JSON.stringify({ provider, module }));

    const changes = await plan("settings");

    for (const [name, inputs] of Object.entries(SETTINGS)) {
      const settings = roleSettings({ ...ACCEPTED_INPUTS, ...inputs }, TEST_LOCATION);
      const { clusters } = { ...ACCEPTED_INPUTS, ...inputs } as { readonly clusters: Record<string, ModuleCluster> };
      const providers = Object.entries(clusters).flatMap(([key, { oidc_provider_arn: providerArn }]) =>
        providerArn === undefined
          ? []
          : [{ sid: clusterSid({ key, eks: key }), issuer: providerArn.slice(PROVIDERS.length), providerArn }],
      );
      const podIdentity = podIdentityOf(TEST_LOCATION, settings.clusters);
      const planned = (type: string, attribute: string): PolicyDocument =>
        documentOf(changes, `module.${name}.${type}.this[0]`, attribute);
      expect(bySid(planned("aws_iam_role", "assume_role_policy"))).toEqual(
        bySid(trustPolicy(providers, settings.serviceAccounts, podIdentity)),
      );
      const policies = changes.filter(({ address }) => address.startsWith(`module.${name}.aws_iam_policy.this[`));
      const documents = policies.map(({ address }) => documentOf(changes, address, "policy"));
      for (const document of documents)
        expect(policySize(document)).toBeLessThanOrEqual(MANAGED_POLICY_QUOTA.characters);
      expect(joined(documents)).toEqual(joined(planPolicies(settings).documents));
    }
  });

  test("a role plans to the same through the module and through an environment", async () => {
    const client = new IAMClient(emulator.config);
    await client.send(new CreateOpenIDConnectProviderCommand({ Url: ISSUER, ClientIDList: [TOKEN_AUDIENCE] }));
    client.destroy();
    const shared = { path: "/platform/", description: "Rôle", permissionsBoundary: `arn:aws:iam::${account}:policy/b` };
    const declared = operator({
      ...shared,
      maxSessionDuration: 7200,
      tags: { Team: "platform" },
      allowDelete: true,
      kmsKeyArns: [KEY],
    });
    const { "test-access": stack } = synthesize((app) => {
      const clusters = [
        {
          key: "prod",
          oidcIssuer: ISSUER,
          oidcProvider: "lookup",
          authentication: { by: "kubeconfig", path: "~/.kube/config" },
        } as const,
      ];
      addStacks(app, { environment: environment({ operator: declared, clusters }), projectFolder: "." });
    });
    const { backend, ...terraformBlock } = stack?.terraform ?? {};
    expect(backend).toHaveProperty("local");
    workspace.write("environment/cdk.tf.json", JSON.stringify({ ...stack, terraform: terraformBlock, provider }));
    const role = call({
      name: declared.roleName,
      path: shared.path,
      description: shared.description,
      permissions_boundary: shared.permissionsBoundary,
      max_session_duration: 7200,
      tags: { Team: "platform" },
      allow_delete: true,
      kms_key_arns: [KEY],
      clusters: { prod: { oidc_provider_arn: `${PROVIDERS}${issuerName(ISSUER)}` } },
    });
    workspace.write("module/main.tf.json", JSON.stringify({ provider, module: { role } }));

    const throughModule = byType(await plan("module"));
    expect(Object.keys(throughModule)).toEqual(["aws_iam_policy", "aws_iam_role", "aws_iam_role_policy_attachment"]);
    expect(throughModule).toEqual(byType(await plan("environment")));
  });

  /** What Terraform says of these inputs, one call of the module each. */
  async function refusals(folder: string, refused: readonly InvalidInput[]): Promise<string[]> {
    refused.forEach(({ inputs }, index) => {
      const module = { [`case_${index}`]: call(inputs) };
      workspace.write(`${folder}/case_${index}.tf.json`, JSON.stringify({ module }));
    });
    workspace.write(`${folder}/main.tf.json`, JSON.stringify({ provider }));
    await terraform(folder, "init");
    const { stdout } = await workspace.run("terraform", ["plan", "-json", "-input=false"], emulator.env, folder);
    return stdout.split("\n").flatMap((line) => {
      const { diagnostic } = JSON.parse(line === "" ? "{}" : line) as { readonly diagnostic?: Diagnostic };
      return diagnostic === undefined ? [] : [`${diagnostic.range?.filename ?? ""} ${diagnostic.detail}`.toLowerCase()];
    });
  }

  test("what the construct refuses by one setting, a variable refuses with the same words", async () => {
    const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS].filter(({ rejectedBy: refusedBy }) =>
      refusedBy.startsWith("var."),
    );
    const said = await refusals("refused-by-variables", refused);
    refused.forEach(({ expectedMessage: words }, index) => {
      const ofCase = said.filter((text) => text.startsWith(`case_${index}.tf.json `)).join("\n");
      expect(ofCase).toContain(words.toLowerCase());
    });
  });

  test("what it refuses by several, or by the account, a resource does", async () => {
    const refused = [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS].filter(
      ({ rejectedBy: refusedBy }) => !refusedBy.startsWith("var."),
    );
    const said = (await refusals("refused-by-resources", refused)).join("\n");
    // Of a precondition Terraform names its line in the module, not the call.
    for (const { expectedMessage: words } of refused) expect(said).toContain(words.toLowerCase());
  });

  test("it waits for others, and is called several times, with all that AWS says known after apply only", async () => {
    const roles = {
      ...call({ name: "waiting-${each.key}", kms_key_arns: ["${aws_kms_key.key.arn}"] }),
      for_each: '${toset(["a", "b"])}',
      depends_on: ["aws_iam_openid_connect_provider.production"],
      clusters: { production: { oidc_provider_arn: "${aws_iam_openid_connect_provider.production.arn}" } },
    };
    const url = "https://oidc.example.com/id/waiting";
    const resource = {
      aws_kms_key: { key: {} },
      aws_iam_openid_connect_provider: { production: { url, client_id_list: [TOKEN_AUDIENCE] } },
    };
    workspace.write("waiting/main.tf.json", JSON.stringify({ provider, resource, module: { roles } }));
    await terraform("waiting", "init");
    expect(await terraform("waiting", "apply", "-auto-approve")).toContain("8 added, 0 changed, 0 destroyed");
    expect(await terraform("waiting", "plan")).toContain("No changes.");
  });

  test("its example is applied, plans no change after that, and is destroyed", async () => {
    const folder = "modules/operator-role/examples/complete";
    await terraform(folder, "init");
    expect(await terraform(folder, "apply", "-auto-approve")).toContain("6 added, 0 changed, 0 destroyed");
    expect(await terraform(folder, "plan")).toContain("No changes.");
    expect(await terraform(folder, "destroy", "-auto-approve")).toContain("6 destroyed");
  });
});

interface Diagnostic {
  readonly detail: string;
  readonly range?: { readonly filename: string };
}
