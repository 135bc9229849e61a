import { withoutDeclaration } from "../../../src/config/editing/declaration";

const manifest = (name: string): string => `apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: ECRRepository
metadata: { name: ${name} }
spec: { repositoryName: team/${name}, providerRef: { name: aws } } # ${name}
`;

test("an entry goes out of a list, under repositories or alone, and the rest stays as it is", () => {
  const list =
    "repositories:\n  # one\n  - repositoryName: team/a\n    tags: { A: b }\n  - repositoryName: team/b # two\n";
  expect(withoutDeclaration("x.yaml", list, "team/b")).toBe(
    "repositories:\n  # one\n  - repositoryName: team/a\n    tags: { A: b }\n",
  );
  expect(withoutDeclaration("x.yaml", "- repositoryName: a\n- repositoryName: b\n", "a")).toBe("- repositoryName: b\n");
  expect(withoutDeclaration("x.yaml", "repositories:\n  - repositoryName: team/a\n", "team/a")).toMatch(
    /^repositories:\s+\[\s*\]\n$/,
  );
});

test("an entry goes out of a repositories.json", () => {
  const json = '{\n  "project": "p",\n  "repositories": [\n    { "name": "a" },\n    { "name": "b" }\n  ]\n}\n';
  const left = withoutDeclaration("repositories.json", json, "a");
  expect(JSON.parse(left)).toEqual({ project: "p", repositories: [{ name: "b" }] });
});

test("a manifest goes out of a stream of them, wherever it stands", () => {
  const stream = (...names: readonly string[]): string => `# all\n${names.map(manifest).join("---\n")}`;
  const text = stream("a", "b", "c");
  expect(withoutDeclaration("x.yaml", text, "team/b")).toBe(stream("a", "c"));
  expect(withoutDeclaration("x.yaml", text, "team/c")).toBe(stream("a", "b"));
  const first = withoutDeclaration("x.yaml", text, "team/a");
  expect(first).not.toContain("team/a");
  expect(first).toContain(`${manifest("b")}---\n${manifest("c")}`);
});

test("of the only manifest a file without repositories is left", () => {
  expect(withoutDeclaration("x.yaml", manifest("a"), "team/a")).toBe("repositories: []\n");
  const json = JSON.stringify({ kind: "ECRRepository", spec: { repositoryName: "team/a" } });
  expect(JSON.parse(withoutDeclaration("x.json", json, "team/a"))).toEqual({ repositories: [] });
});

test("a file that has no such repository stays as it is", () => {
  const text = "repositories: [{ repositoryName: team/a }]\n";
  expect(withoutDeclaration("x.yaml", text, "team/b")).toBe(text);
  expect(withoutDeclaration("x.yaml", manifest("a"), "a")).toBe(manifest("a"));
});
