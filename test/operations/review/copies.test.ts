import { environment, repository } from "../../support/environment";
import { findings } from "../../support/operations/review";
import { findingText } from "../../../src/operations/review/words";
import { type Environment, type RegionSettings } from "../../../src/model/environment";

const REGION = { region: "us-east-1", imports: [] };
const NARROWED = { ...REGION, repositoryPrefixes: ["none/"] };

function texts(regions: readonly RegionSettings[], parts: Partial<Environment> = {}): string[] {
  const repositories = [
    repository("api", { forceDelete: true }),
    repository("db", { deletionPolicy: "Retain" }),
    repository("web"),
  ];
  const before = environment({ repositories, regions: [REGION] });
  return findings(before, { ...before, regions, ...parts }).map(
    (finding) => `${finding.kind}: ${findingText(finding)}`,
  );
}

test("copies that a region no longer includes are deleted, left in AWS, or make the plan fail", () => {
  expect(texts([NARROWED])).toEqual([
    "repository-deleted: api in us-east-1: no longer copied, so Terraform deletes the copy with all of its images",
    "repository-deleted: web in us-east-1: no longer copied, so Terraform deletes the policies of the copy, then the copy if it does not contain images",
    "plan-refused: db in us-east-1: Terraform rejects the plan of the region, because the copy is no longer declared, but has deletionPolicy Retain",
  ]);
  expect(texts([{ ...NARROWED, removed: ["api", "web"], released: ["db"] }])).toEqual([
    expect.stringContaining("repository-deleted: db in us-east-1: no longer copied"),
    "repository-released: api, web in us-east-1: Terraform stops managing the copy; it stays in AWS with its images and policies",
  ]);
  expect(texts([REGION])).toEqual([]);
});

test("a repository that is no longer declared is reported once, and a removed region with its copies", () => {
  expect(texts([REGION], { repositories: [repository("api", { forceDelete: true }), repository("web")] })).toEqual([
    expect.stringContaining("plan-refused: db: Terraform rejects the whole plan"),
  ]);
  expect(texts([])).toEqual(["environment-removed: us-east-1: the region is removed, with copies of 3 repositories"]);
});
