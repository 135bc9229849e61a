import { environment } from "../../support/environment";
import { findings } from "../../support/operations/review";
import { findingText } from "../../../src/operations/review/words";
import { REVIEW_KINDS } from "../../../src/operations/review/kinds";
import { type Environment } from "../../../src/model/environment";

const API = { repositoryName: "team/api" };
const DELETABLE = { ...API, deletionPolicy: "Delete" } as const;
const of = (publicRepositories: Environment["publicRepositories"] = [], parts: Partial<Environment> = {}) =>
  environment({ publicRepositories, ...parts });

function texts(before: Environment, after: Environment): string[] {
  return findings(before, after).map(
    (finding) => `${REVIEW_KINDS[finding.kind].severity}: ${finding.kind}: ${findingText(finding)}`,
  );
}

test("a new public repository, and who may push to it, are high", () => {
  expect(texts(of(), of([API]))).toEqual([
    "high: public-repository: public:team/api: new and public: everyone may pull every image that is pushed to it",
  ]);
  expect(texts(of([API]), of([{ ...API, pushPrincipals: ["444455556666"], tags: { A: "b" } }]))).toEqual([
    "high: public-repository: public:team/api: push access changes: pushPrincipals",
    "note: setting-changed: public:team/api: changed settings: tags",
  ]);
});

test("a removed public repository is deleted, refused or left in AWS", () => {
  expect(texts(of([DELETABLE]), of())).toEqual([
    "high: public-repository: public:team/api: no longer declared, so Terraform deletes it if it does not contain images",
  ]);
  expect(texts(of([{ ...DELETABLE, forceDelete: true }]), of())).toEqual([
    "high: public-repository: public:team/api: no longer declared, so Terraform deletes it with all of its images, although anyone may be using them",
  ]);
  expect(texts(of([API]), of())).toEqual([
    "high: plan-refused: public:team/api: Terraform rejects the whole plan, because the repository is no longer declared, but has deletionPolicy Retain",
  ]);
  expect(texts(of([API]), of([], { removed: ["public:team/api"] }))).toEqual([
    "low: repository-released: public:team/api: Terraform stops managing it; it stays public in AWS with its images and policy",
  ]);
});
