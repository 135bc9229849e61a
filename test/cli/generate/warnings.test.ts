import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { notices } from "../../../src/cli/generate/warnings";
import { type Environment, type RepositoryDeclaration } from "../../../src/model/environment";
import { comparison, noticesOf } from "../../support/cli/notices";
import { environment, operator, repository } from "../../support/environment";

const POLICY = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
} as const;

const CLUSTER = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;

const of = (...repositories: readonly RepositoryDeclaration[]) => ({ repositories });

test("repositories that are new, unchanged or changed cause no notice", () => {
  const before = of(repository("team/api"), repository("team/worker", { deletionPolicy: "Retain" }));
  const after = of(
    repository("team/api", { lifecyclePolicy: POLICY }),
    repository("team/new"),
    repository("team/worker", { deletionPolicy: "Orphan" }),
  );
  expect(noticesOf(before, after)).toEqual([]);
});

test("a repository that is no longer declared is named, with what the apply does and how to keep the repository", () => {
  expect(noticesOf(of(repository("team/api"), repository("team/worker")), of(repository("team/worker")))).toEqual([
    "test-registry: team/api is no longer declared, so the next apply deletes it. AWS refuses to delete a repository that contains images. " +
      "To leave it in AWS, list it under removed in the environment test (docs/deletion.md).",
  ]);
});

test("the notice lists the policies that are deleted first", () => {
  const dropped = (parts: Partial<RepositoryDeclaration>) => noticesOf(of(repository("team/api", parts)), of())[0];
  expect(dropped({ lifecyclePolicy: POLICY, pullPrincipals: ["444455556666"] })).toContain(
    "so the next apply deletes its lifecycle policy and repository policy, then the repository. AWS refuses to delete a " +
      "repository that contains images, but its policies are already deleted by then, so pulls from other accounts fail. To leave it",
  );
  expect(dropped({ lifecyclePolicy: POLICY })).toContain(
    "deletes its lifecycle policy, then the repository. AWS refuses to delete a repository that contains images, but its policy is already deleted by then. To",
  );
});

test.each(["Retain", "Orphan"] as const)("Terraform refuses to delete a dropped repository with %s", (policy) => {
  const before = of(repository("team/api", { deletionPolicy: policy, lifecyclePolicy: POLICY }));
  expect(noticesOf(before, of())).toEqual([
    "test-registry: team/api is no longer declared, but its deletionPolicy was Retain or Orphan, so Terraform rejects the next plan. " +
      "To leave it in AWS, list it under removed in the environment test; to delete it, list it under released (docs/deletion.md).",
  ]);
  expect(noticesOf(before, { repositories: [], removed: ["team/api"] })).toEqual([]);
  expect(noticesOf(before, { repositories: [], released: ["team/api"] })).toEqual([
    expect.stringContaining("so the next apply deletes its lifecycle policy, then the repository"),
  ]);
});

test("a repository that is no longer retained has to be released first", () => {
  const before = of(repository("team/api", { deletionPolicy: "Retain" }));
  const after = of(repository("team/api"));
  expect(noticesOf(before, after)).toEqual([
    "test-registry: team/api no longer has deletionPolicy Retain or Orphan. Terraform rejects every plan until the environment test lists team/api " +
      "under released (docs/deletion.md).",
  ]);
  expect(noticesOf(before, { ...after, released: ["team/api"] })).toEqual([]);
});

test("the notice says that a retained repository without a guard is not protected", () => {
  const before = environmentTree(environment(of(repository("team/api", { deletionPolicy: "Retain" }))));
  const unguarded = new Map([...before].filter(([path]) => !path.endsWith("/retention.tf")));
  const after = environment(of());
  expect(notices(comparison(unguarded, environmentTree(after)), after)).toEqual([
    expect.stringContaining(
      "the next apply deletes it. AWS refuses to delete a repository that contains images. Its deletionPolicy does not prevent this, " +
        "because the resource that enforces it (retention.tf) is not deployed yet. To leave it in AWS",
    ),
  ]);
});

test("a repository that another environment of the same account and region declares is moved with removed and imports", () => {
  const before = of(repository("team/api", { deletionPolicy: "Retain" }));
  const next = environment({ name: "next", ...before });
  expect(noticesOf(before, of(), [environment(), next])).toEqual([
    expect.stringMatching(
      /rejects the next plan\. The environment next now declares team\/api. List team\/api under removed in the environment test, and under imports in next/,
    ),
  ]);
  const elsewhere = { ...next, location: { account: "111122223333", region: "eu-north-1" } };
  expect(noticesOf(before, of(), [elsewhere])).toEqual([expect.not.stringContaining("environment next")]);
});

test("changed encryption replaces a repository and its policies", () => {
  const encrypted = (encryptionType: "AES256" | "KMS", parts: Partial<RepositoryDeclaration> = {}) =>
    of(repository("team/api", { encryptionConfiguration: { encryptionType }, ...parts }));
  const replaced = (parts?: Partial<RepositoryDeclaration>) =>
    noticesOf(encrypted("AES256", parts), encrypted("KMS", parts));
  expect(replaced({ lifecyclePolicy: POLICY })).toEqual([
    "test-registry: team/api has new encryption settings, which AWS cannot apply to an existing repository, so the next apply replaces the repository, " +
      "or fails if the repository contains images. The new repository has no lifecycle policy until you deploy a second time (docs/deletion.md).",
  ]);
  expect(replaced({ forceDelete: true })).toEqual([
    expect.stringContaining("replaces the repository and deletes its images"),
  ]);
  expect(replaced({ deletionPolicy: "Retain" })).toEqual([
    "test-registry: team/api has new encryption settings, which AWS cannot apply to an existing repository, so Terraform refuses to replace the repository (docs/deletion.md).",
  ]);
});

test("a repository with forceDelete is deleted with its images, even if it is the only one", () => {
  expect(noticesOf(of(repository("team/api", { forceDelete: true })), of())).toEqual([
    expect.stringContaining("the next apply deletes it, with its images. To leave"),
  ]);
});

test("a new repository with the same settings and policies counts as renamed", () => {
  const settings = { lifecyclePolicy: POLICY, pullPrincipals: ["444455556666"], tags: { Team: "api" } };
  const before = of(repository("team/api", { ...settings, description: "The API" }), repository("team/worker"));
  const after = of(repository("team/api-v2", settings), repository("team/other", {}), repository("team/worker"));
  expect(noticesOf(before, after)).toEqual([
    expect.stringMatching(
      /^test-registry: team\/api is no longer declared.* team\/api-v2 is new and has the same settings, but AWS cannot rename a repository\. If team\/api-v2 replaces team\/api, copy the images first\.$/,
    ),
  ]);
});

test("if several repositories may be renamed, each is matched once, with the most similar name", () => {
  const before = of(repository("team-a/api"), repository("team-b/api"), repository("team-c/api"));
  const after = of(
    repository("group-c/api"),
    repository("group-a/api"),
    repository("team-c/api"),
    repository("group-b/api"),
  );
  const renamed = noticesOf(before, after).map((text) => /registry: (\S+) .* (\S+) is new and/.exec(text)?.slice(1));
  expect(renamed).toEqual([
    ["team-a/api", "group-a/api"],
    ["team-b/api", "group-b/api"],
  ]);
});

test("a new repository with other settings does not count as renamed", () => {
  const before = of(repository("team/api", { lifecyclePolicy: POLICY }));
  expect(noticesOf(before, of(repository("team/api-v2")))).toEqual([expect.not.stringContaining("team/api-v2")]);
});

test("a repository listed under removed is not deleted", () => {
  expect(noticesOf(of(repository("team/api")), { repositories: [], removed: ["team/api"] })).toEqual([]);
});

test("a stack that is no longer generated is named, with how to destroy its resources", () => {
  expect(noticesOf({ operator: operator(), clusters: [CLUSTER] }, {})).toEqual([
    "test-access is no longer a stack, so its folder was deleted. Run terraform destroy in the last checked-in version of the folder, or its resources stay in AWS.",
  ]);
});

test("an OIDC provider whose cluster has a new key is named, with the moved block to write", () => {
  const cluster = {
    oidcIssuer: "https://oidc.example.com/id/1",
    oidcProvider: "create",
    authentication: { by: "kubeconfig", path: "~/.kube/config" },
  } as const;
  const of = (key: string): Partial<Environment> => ({ operator: operator(), clusters: [{ ...cluster, key }] });
  const [from, to] = ["blue", "green"].map((key) => `aws_iam_openid_connect_provider.operator_${key}`);
  expect(noticesOf(of("blue"), of("green"))).toEqual([
    `test-access: ${from} is now ${to}, so the next apply destroys the old resource and creates a new one. To keep the resource, add this ` +
      `block, one argument per line, to terraform/environments/test/access/moved.tf: moved { from = ${from}, to = ${to} } (docs/deletion.md).`,
  ]);
  expect(noticesOf(of("blue"), of("blue"))).toEqual([]);
});

test("an OIDC provider of another issuer does not count as moved", () => {
  const of = (key: string): Partial<Environment> => ({
    operator: operator(),
    clusters: [
      {
        key,
        oidcIssuer: `https://oidc.example.com/id/${key}`,
        oidcProvider: "create",
        authentication: { by: "kubeconfig", path: "~/.kube/config" },
      },
    ],
  });
  expect(noticesOf(of("blue"), of("green"))).toEqual([]);
});

/** The notices when the checked-in files of `before` were edited by hand. */
function noticesOfEdited(before: Partial<Environment>, after: Partial<Environment>, edit: (text: string) => string) {
  const present = new Map([...environmentTree(environment(before))].map(([path, text]) => [path, edit(text)]));
  const generated = environment(after);
  return notices(comparison(present, environmentTree(generated)), generated);
}

test("comments, text in strings and line endings do not change what is found in checked-in files", () => {
  const imitation = 'resource "aws_ecr_repository" "imitation" {\n  name = "imitation"\n}\n';
  const [rule] = POLICY.rules;
  const before = of(
    repository("team/api", { deletionPolicy: "Retain", description: imitation }),
    repository("team/worker", { lifecyclePolicy: { rules: [{ ...rule, description: imitation }] } }),
  );
  const edited = noticesOfEdited(before, of(), (text) => `/*\n${imitation}*/\n${text}`.replaceAll("\n", "\r\n"));
  expect(edited).toEqual(noticesOf(before, of()));
  expect(edited.map((text) => /registry: (\S+) is no longer/.exec(text)?.[1])).toEqual(["team/api", "team/worker"]);
});

test("a checked-in file with a merge conflict is named, and the others are still compared", () => {
  const before = of(repository("team/api"), repository("team/worker", { deletionPolicy: "Retain" }));
  const conflict = (text: string) => (text.includes('resource "aws_ecr_repository"') ? `<<<<<<< HEAD\n${text}` : text);
  expect(noticesOfEdited(before, of(repository("team/worker")), conflict)).toEqual([
    'terraform/environments/test/registry/repositories.tf:1: expected HCL, found "<". Because the file cannot be parsed, it is unknown which repositories were ' +
      "removed. Compare the file with its last committed version.",
    expect.stringMatching(/^test-registry: team\/worker no longer has deletionPolicy Retain or Orphan/),
  ]);
});

test("the empty stack of a group that is no longer declared is named", () => {
  expect(noticesOf({ groups: [{ name: "team", match: ["team/*"] }] }, {})).toEqual([
    "test-registry-team does not declare any repositories and is no longer a stack, so its folder was deleted. Once its state does not contain any repositories either, delete the state (docs/groups.md).",
  ]);
});
