import { workspacesTree } from "../../../src/cli/generate/workspaces/workspaces-tree";
import { GENERATED_BY } from "../../../src/cli/support/tree";
import { type Environment } from "../../../src/model/environment";
import { parseHcl } from "../../support/hcl/parse-hcl";
import { terraformFmt } from "../../support/hcl/terraform-fmt";
import { environment, operator, repository } from "../../support/environment";

const ROLE_ARN = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
const cluster = (key: string) => ({ key, eks: key, oidcProvider: "lookup", authentication: { by: "token" } }) as const;
const CLUSTERS = [cluster("blue"), cluster("green")];

const file = (parts: Partial<Environment>, name: string): string => workspacesTree(environment(parts)).get(name) ?? "";

/** A file as an independent parser reads it. */
const read = async (parts: Partial<Environment>, name: string): Promise<unknown> => parseHcl(file(parts, name));

test("is a complete configuration, in the format of terraform fmt, with its source in a comment", () => {
  const tree = workspacesTree(
    environment({ operator: operator({ serviceAccountMode: "annotate" }), clusters: CLUSTERS }),
  );
  expect([...tree.keys()]).toEqual(["versions.tf", "providers.tf", "variables.tf", "outputs.tf", "workspaces.tf"]);
  const texts = [...tree.values()];
  expect(terraformFmt(texts)).toEqual(texts);
  for (const text of texts) expect(text).toContain(`# ${GENERATED_BY} from environments/test; edit there, not here.`);
});

test("each stack has a workspace with its folder, which runs when a file in it changes", async () => {
  const workspaces = await read({ operator: operator(), clusters: [cluster("blue")] }, "workspaces.tf");
  expect(workspaces).toMatchObject({
    locals: [{ stacks: ["access", "registry"] }],
    resource: {
      tfe_workspace: {
        this: [
          {
            for_each: "${toset(local.stacks)}",
            name: "test-${each.key}",
            working_directory: "terraform/environments/test/${each.key}",
            trigger_patterns: ["terraform/environments/test/${each.key}/**/*"],
            vcs_repo: [{ identifier: "${var.vcs_repository}" }],
          },
        ],
      },
    },
  });
});

test("has no trigger prefixes, which the provider rejects in addition to trigger patterns", () => {
  expect(file({}, "workspaces.tf")).not.toMatch(/trigger_prefixes|tags_regex/);
});

test("clusters, and a registry whose policies name the operator's role, run after the role's stack", async () => {
  const parts = {
    operator: operator({ serviceAccountMode: "annotate" }),
    clusters: CLUSTERS,
    repositories: [repository("team/api", { pullPrincipals: [ROLE_ARN] })],
  } as const;
  const after = (workspace: string) => ({ workspace, source: "access" });
  expect(await read(parts, "workspaces.tf")).toMatchObject({
    locals: [
      {
        run_triggers: {
          "cluster-blue_after_access": after("cluster-blue"),
          "cluster-green_after_access": after("cluster-green"),
          registry_after_access: after("registry"),
        },
      },
    ],
    resource: { tfe_run_trigger: { this: [{ for_each: "${local.run_triggers}" }] } },
  });
});

test("without an order of stacks there is no run trigger", () => {
  expect(file({ operator: operator(), clusters: [cluster("blue")] }, "workspaces.tf")).not.toContain("run_trigger");
});

test("a state in Terraform Cloud sets the organization and project, and has a workspace for the workspaces", async () => {
  const state = { kind: "cloud", organization: "acme", project: "registry", hostname: "tfe.example.org" } as const;
  expect(await read({ state }, "versions.tf")).toMatchObject({
    terraform: [
      {
        cloud: [
          {
            organization: "acme",
            hostname: "tfe.example.org",
            workspaces: [{ name: "test-workspaces", project: "registry" }],
          },
        ],
      },
    ],
  });
  expect(await read({ state }, "providers.tf")).toMatchObject({ provider: { tfe: [{ hostname: "tfe.example.org" }] } });
  expect(await read({ state }, "variables.tf")).toMatchObject({
    variable: { organization: [{ default: "acme" }], project: [{ default: "registry" }] },
  });
});

test("other backends have the state of the workspaces next to those of the stacks", async () => {
  expect(await read({}, "versions.tf")).toMatchObject({
    terraform: [{ backend: { local: [{ path: "../../../.state/test/workspaces.tfstate" }] } }],
  });
});

test("a state with one location for all stacks is rejected, with what to write", () => {
  const state = { kind: "backend", name: "s3", settings: { bucket: "states", key: "registry.tfstate" } } as const;
  expect(() => workspacesTree(environment({ state }))).toThrow(
    "test: state.s3: expected {stack} in the path or key, found the same path or key for all stacks. The workspaces would overwrite each other's state. Add {stack} to the path or key.",
  );
});
