import { spawnSync } from "node:child_process";
import { BRANCH, branchFault, isNamed, SOURCES } from "../../../src/domain/ci/source-grammar";

const PARTS = ["a", "main", ".", "..", "/", "//", "-", "_", ".lock", "release", "1.2", "HEAD"];
const BRANCHES = [
  ...PARTS,
  ...PARTS.flatMap((first) => PARTS.map((second) => `${first}${second}`)),
  ...PARTS.flatMap((first) => PARTS.map((second) => `a${first}b${second}`)),
];

const accepted = (branch: string): boolean => spawnSync("git", ["check-ref-format", "--branch", branch]).status === 0;

test("branches are accepted like in Git", () => {
  expect(BRANCHES.filter((branch) => isNamed(branch, BRANCH) !== accepted(branch))).toEqual([]);
});

test("the reason for an invalid branch is reported", () => {
  expect(BRANCHES.filter((branch) => !isNamed(branch, BRANCH) && branchFault(branch) === "")).toEqual([]);
});

test.each(["acme/api", "acme/.github", "octo_acme/api", "Acme-Inc/a.b_c-d", `${"a".repeat(39)}/${"b".repeat(100)}`])(
  "%s is a repository of GitHub",
  (path) => {
    expect(isNamed(path, SOURCES.github)).toBe(true);
  },
);

test.each(["acme/api", "acme/backend/api", "_acme/a-b", "a.b/c-"])("%s is a project of GitLab", (path) => {
  expect(isNamed(path, SOURCES.gitlab)).toBe(true);
});
