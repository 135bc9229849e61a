import { EcrProject } from "../support/ecr-command";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';
const of = (text: string): EcrProject => new EcrProject({ "environments/e/environment.yaml": HEAD + text });

test("what fits the installation comes first, and each cluster has its context", () => {
  const project = of(
    "operator: { install: manifests, manages: [sandbox/] }\n" +
      "clusters:\n" +
      "  - { key: one, eks: prod }\n" +
      "  - { key: two, eks: spare, authentication: kubeconfig, kubeconfig: { path: ~/.kube/config, context: it's two } }\n",
  );
  try {
    const { stdout, stderr } = project.ecr("operator", "e");
    expect(stderr).toBe("");
    expect(stdout.indexOf("from manifests")).toBeLessThan(stdout.indexOf("with Helm"));
    expect(stdout).toContain(
      "  # one\n  kubectl --context arn:aws:eks:eu-west-1:111122223333:cluster/prod annotate serviceaccount ",
    );
    expect(stdout).toContain("  # two\n  kubectl --context 'it'\\''s two' annotate serviceaccount ");
  } finally {
    project.dispose();
  }
});

test("Helm's values come first where the operator is installed by Helm", () => {
  const project = of("operator: { install: helm, manages: [sandbox/] }\ncluster: { eks: prod }\n");
  try {
    const { stdout } = project.ecr("operator", "e");
    expect(stdout.indexOf("with Helm")).toBeLessThan(stdout.indexOf("from manifests"));
    expect(stdout).not.toContain("# prod");
    expect(stdout).toContain("kubectl --context arn:aws:eks:eu-west-1:111122223333:cluster/prod rollout restart");
  } finally {
    project.dispose();
  }
});

test("with EKS Pod Identity alone there is nothing to annotate, and with several clusters only those with IRSA", () => {
  const alone = of("operator: { install: helm, manages: [sandbox/] }\ncluster: { eks: prod, identity: podIdentity }\n");
  const mixed = of(
    "operator: { install: helm, manages: [sandbox/] }\nclusters: [{ eks: prod, identity: podIdentity }, { eks: dev }]\n",
  );
  try {
    const { stdout } = alone.ecr("operator", "e");
    expect(stdout).not.toContain("annotat" + "e serviceaccount");
    expect(stdout).not.toContain("eks.amazonaws.com/role-arn");
    expect(stdout).toContain(
      "restart the pods once the association exists (EKS Pod Identity does not need an annotation)",
    );
    expect(JSON.parse(alone.ecr("operator", "e", "-o", "json").stdout)).not.toHaveProperty("annotate");
    const contexts = mixed.ecr("operator", "e").stdout.match(/--context \S+ annotate/g);
    expect(contexts).toEqual(["--context arn:aws:eks:eu-west-1:111122223333:cluster/dev annotate"]);
  } finally {
    alone.dispose();
    mixed.dispose();
  }
});
