import { reportJson, reportText } from "../../../src/cli/doctor/report";
import { cause, ok, skipped, unknownCause, type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { principalOf } from "../../../src/domain/iam/principal";
import { environment } from "../../support/environment";

const SUBJECT = { environment: environment({ name: "dev" }) };
const DIAGNOSES: readonly Diagnosis[] = [
  ok("access/credentials", undefined, "signed in as somebody"),
  cause("push/immutable-tag", "team/api", "v1 is taken", "push another"),
  unknownCause("operator/role", undefined, "not seen"),
  skipped("cluster/service-account", undefined, "not asked for"),
];

beforeEach(() => {
  process.env["NO_COLOR"] = "1";
});

test("causes come by area with their fix, then what is not known, then what is fine", () => {
  expect(reportText({ ...SUBJECT, repository: "team/api" }, DIAGNOSES))
    .toBe(`dev team/api (account 111122223333, eu-west-1)

Push
  cause: team/api: v1 is taken (push/immutable-tag)
    fix: push another

Unknown or skipped
  unknown: not seen (operator/role)
  skipped: not asked for (cluster/service-account)

Passed
  ok: signed in as somebody (access/credentials)

1 cause found.
`);
});

test("many repositories that are fine take one line", () => {
  const many = ["a", "b", "c", "d", "e", "f", "g"].map((name) => ok("lifecycle/releases", name, "no release goes"));
  const text = reportText(SUBJECT, many);
  expect(text).toContain("  ok: 7 passed: a, b, c, d, e and 2 more (lifecycle/releases)\n\nNo cause found.\n");
  expect(reportText(SUBJECT, many.slice(0, 2))).toContain("  ok: b: no release goes (lifecycle/releases)");
});

test("machines get everything, and the number of causes", () => {
  const principal = principalOf("999988887777", "eu-west-1");
  expect(JSON.parse(reportJson({ ...SUBJECT, repository: "team/api", principal }, DIAGNOSES))).toEqual({
    environment: "dev",
    account: "111122223333",
    region: "eu-west-1",
    repository: "team/api",
    principal: "arn:aws:iam::999988887777:root",
    causes: 1,
    diagnoses: DIAGNOSES.map((diagnosis) => JSON.parse(JSON.stringify(diagnosis)) as Diagnosis),
  });
});
