import { addStacks } from "../../stacks/add-stacks";
import { environment, operator } from "../support/environment";
import { synthesize } from "../support/synthesize";

/** The `config_path` that Terraform gets for a kubeconfig's path. */
function configPath(path: string): unknown {
  const cluster = {
    key: "prod",
    oidcIssuer: "https://oidc.example.com/id/1",
    oidcProvider: "lookup",
    authentication: { by: "kubeconfig", path },
  } as const;
  const stacks = synthesize((app) => {
    const settings = { clusters: [cluster], operator: operator({ serviceAccountMode: "annotate" }) };
    addStacks(app, { environment: environment(settings), projectFolder: "../../.." });
  });
  return stacks["test-cluster"]?.provider["kubernetes"]?.[0]?.["config_path"];
}

test.each(["prod.kubeconfig", "clusters/prod", "../shared/kubeconfig"])(
  "the kubeconfig %s is found from the project's folder, wherever Terraform runs",
  (path) => {
    expect(configPath(path)).toBe(`../../../${path}`);
  },
);

test.each(["/etc/kubeconfig", "~/.kube/config", "~", "C:\\Users\\me\\kubeconfig", "\\\\host\\kubeconfig"])(
  "the kubeconfig %s stays where it is",
  (path) => {
    expect(configPath(path)).toBe(path);
  },
);

test("a kubeconfig's path is no template", () => {
  expect(configPath("/clusters/${name}")).toBe("/clusters/$${name}");
});
