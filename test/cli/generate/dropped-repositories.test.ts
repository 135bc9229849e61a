import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { noticesOf } from "../../support/cli/notices";
import { environment, repository } from "../../support/environment";

const PUBLIC = { repositoryName: "tools/cli", deletionPolicy: "Delete", forceDelete: true } as const;
const OTHER = { repositoryName: "tools/other" };

test("a public repository that is no longer declared is named, also if a private one has its name", () => {
  const before = { publicRepositories: [PUBLIC, OTHER] };
  const deleted =
    "test-registry: public:tools/cli is no longer declared, so the next apply deletes it, with its images. " +
    "To leave it in AWS, list it under removed in the environment test (docs/public-repositories.md).";
  expect(noticesOf(before, { publicRepositories: [OTHER] })).toEqual([deleted]);
  expect(noticesOf(before, { publicRepositories: [OTHER], repositories: [repository("tools/cli")] })).toEqual([
    deleted,
  ]);
  expect(noticesOf(before, { publicRepositories: [OTHER], removed: ["public:tools/cli"] })).toEqual([]);
});

test("the plan rejects a public repository that was retained, or whose stack loses its provider", () => {
  expect(noticesOf({ publicRepositories: [PUBLIC, OTHER] }, { publicRepositories: [PUBLIC] })).toEqual([
    "test-registry: public:tools/other is no longer declared, but its deletionPolicy was Retain, so Terraform rejects the next plan. " +
      "To leave it in AWS, list it under removed in the environment test; to delete it, list it under released (docs/public-repositories.md).",
  ]);
  expect(noticesOf({ publicRepositories: [PUBLIC] }, {})).toEqual([
    "test-registry: public:tools/cli was the last public repository, so Terraform rejects the next plan: the stack no longer contains the provider that would delete it. " +
      "To leave it in AWS, list it under removed in the environment test; to delete it, list it under released (docs/public-repositories.md).",
  ]);
  expect(noticesOf({ publicRepositories: [PUBLIC] }, { released: ["public:tools/cli"] })).toEqual([
    expect.stringContaining("so the next apply deletes it, with its images"),
  ]);
  const changed = { publicRepositories: [{ ...OTHER, deletionPolicy: "Delete" }] } as const;
  expect(noticesOf({ publicRepositories: [OTHER] }, changed)).toEqual([
    expect.stringMatching(/^test-registry: public:tools\/other no longer has deletionPolicy Retain\. /),
  ]);
});

test("a copy that a region no longer includes is named, with the region and its stack", () => {
  const repositories = [repository("web", { forceDelete: true }), repository("db", { deletionPolicy: "Retain" })];
  const region = { region: "us-east-1", imports: [] };
  const narrowed = { ...region, repositoryPrefixes: ["web"] };
  const after = { ...region, repositoryPrefixes: ["none/"] };
  const before = { repositories, regions: [region] };
  expect(noticesOf(before, { repositories, regions: [narrowed] })).toEqual([
    "test-us-east-1-registry: the copy of db in us-east-1 is no longer declared, but its deletionPolicy was Retain or Orphan, so Terraform rejects the next plan of test-us-east-1-registry. " +
      "To leave it in AWS, list db under regions.us-east-1.removed in the environment test; to delete it, list db under regions.us-east-1.released (docs/regions.md).",
  ]);
  expect(noticesOf(before, { repositories, regions: [{ ...after, released: ["db"] }] })).toEqual([
    expect.stringMatching(/^test-us-east-1-registry: the copy of db in us-east-1 .* deletes it\. AWS refuses/),
    "test-us-east-1-registry: the copy of web in us-east-1 is no longer declared, so the next apply of test-us-east-1-registry deletes it, with its images. " +
      "To leave it in AWS, list web under regions.us-east-1.removed in the environment test (docs/regions.md).",
  ]);
  expect(noticesOf(before, { repositories, regions: [{ ...after, removed: ["db", "web"] }] })).toEqual([]);
  const tree = environmentTree(
    environment({ repositories, regions: [{ ...after, removed: ["web"], released: ["db"] }] }),
  );
  expect(tree.get("us-east-1-registry/removed.tf")).toContain("from = aws_ecr_repository.web\n");
  expect(tree.get("us-east-1-registry/retention.tf")).toContain('to   = terraform_data.released["db"]\n');
  expect(tree.get("registry/removed.tf")).toBeUndefined();
});

test("a repository that is no longer declared is named in every region", () => {
  const regions = [{ region: "us-east-1", imports: [] }];
  expect(noticesOf({ regions, repositories: [repository("web")] }, { regions })).toEqual([
    expect.stringMatching(/^test-registry: web is no longer declared/),
    expect.stringMatching(/^test-us-east-1-registry: the copy of web in us-east-1 .* list web under removed in/),
  ]);
  expect(noticesOf({ regions, repositories: [repository("web")] }, { regions, removed: ["web"] })).toEqual([]);
});
