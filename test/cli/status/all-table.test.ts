import { allTable, type StatusOutcome } from "../../../src/cli/status/all";
import { repositoryStatus, type RepositoryReading } from "../../../src/operations/status/status";
import { environmentOf, SOUND } from "../../support/config";

const ENVIRONMENT = environmentOf({ "environment.yaml": SOUND });

/** The status of `dev`, with repositories that do not exist unless they are undeclared. */
function read(...readings: readonly Partial<RepositoryReading>[]): StatusOutcome {
  const repositories = readings.map((reading, index) =>
    repositoryStatus(
      {
        ...{ repositoryName: `team/r${index}`, owner: "terraform", differences: [], faults: [] },
        readAt: "2026-01-31T10:20:29.500Z",
        ...reading,
      },
      ENVIRONMENT.location,
    ),
  );
  return {
    ok: true,
    environment: ENVIRONMENT,
    value: { status: { repositories, registry: undefined }, lastSyncTime: "2026-01-31T10:20:30Z" },
  };
}

const lines = (all: readonly StatusOutcome[], wide = false): string[] => allTable(all, { wide }).split("\n");

beforeEach(() => {
  process.env["NO_COLOR"] = "1";
});

afterEach(() => {
  delete process.env["NO_COLOR"];
});

test("ten lines of details are shown of an environment, and all with -o wide", () => {
  const all = [read(...Array.from({ length: 13 }, () => ({})))];
  expect(lines(all).filter((line) => line.startsWith("dev: "))).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `dev: team/r${index}: not in AWS yet; deploy it`),
    "dev: 3 more lines: npx ecr status dev",
  ]);
  expect(lines(all, true).filter((line) => line.startsWith("dev: "))).toHaveLength(13);
  expect(lines(all)).toContain("dev          111122223333  eu-west-1  13        0      13       0        0       0");
  expect(lines(all)).toContain("1 environment: 13 declared: 13 missing");
});

test("undeclared repositories are only counted", () => {
  expect(lines([read({ owner: "operator" })])).toEqual([
    expect.stringContaining("UNDECLARED"),
    "dev          111122223333  eu-west-1  0         0      0        0        0       1",
    "",
    "1 environment: 0 declared; 1 not declared (operator: 1)",
    "",
  ]);
});

test("each line of an error begins with the environment's name, once", () => {
  const location = { account: "444455556666", region: "eu-west-1" };
  expect(
    lines([
      { ok: false, name: "prod", location, error: "prod: cannot list the repositories: denied" },
      { ok: false, name: "qa", error: "a.yaml:1:1: error: x\nb.yaml:1:1: error: y" },
    ]).slice(1),
  ).toEqual([
    "prod         444455556666  eu-west-1  -         -      -        -        -       -",
    "qa           -             -          -         -      -        -        -       -",
    "",
    "prod: cannot list the repositories: denied",
    "qa: a.yaml:1:1: error: x",
    "qa: b.yaml:1:1: error: y",
    "",
    "2 environments (2 could not be read): 0 declared",
    "",
  ]);
});
