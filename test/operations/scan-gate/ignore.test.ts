import { ignores, parseIgnores } from "../../../src/operations/scan-gate/ignore";

const TODAY = "2026-06-15";
const ENTRY = { id: "CVE-2026-1", reason: "not reachable", expires: "2026-12-31" };

function problems(value: unknown): string[] {
  const parsed = parseIgnores(value, TODAY);
  return parsed.ok ? [] : parsed.problems.map(({ rule, at, message }) => `${rule} ${JSON.stringify(at)} ${message}`);
}

test("an entry counts to the end of its last day", () => {
  expect(parseIgnores([{ ...ENTRY, expires: TODAY }], TODAY)).toMatchObject({ ok: true });
  expect(problems([{ ...ENTRY, expires: "2026-06-14" }])).toEqual([
    'ignore/expired [0,"expires"] expected 2026-06-15 or later, found 2026-06-14: the entry for CVE-2026-1 has expired. Fix the finding and remove the entry, or set a later date',
  ]);
});

test("every fault is told at its place, an expired entry beside broken ones too", () => {
  expect(
    problems([
      { id: "", reason: " ", expires: "2026-02-30" },
      { ...ENTRY, reson: "x" },
      { ...ENTRY, package: "" },
      { ...ENTRY, id: "CVE-2", expires: "2020-01-01" },
    ]),
  ).toEqual([
    expect.stringMatching(/^ignore\/\w+ \[0,"id"\] expected the name of a finding/),
    expect.stringMatching(/^ignore\/\w+ \[0,"reason"\] expected the reason to ignore the finding/),
    expect.stringMatching(/^ignore\/\w+ \[0,"expires"\] expected a date such as 2026-12-31, found "2026-02-30"/),
    expect.stringMatching(/^ignore\/unknown-key \[1,"reson"\] .*Did you mean "reason"\?/),
    expect.stringMatching(/^ignore\/\w+ \[2,"package"\] expected the name of a package, or no package key/),
    expect.stringContaining("found 2020-01-01: the entry for CVE-2 has expired"),
  ]);
});

test("an entry without a reason or without an end is an error, and so is what is no list", () => {
  expect(problems([{ id: "CVE-2026-1" }])).toEqual([
    expect.stringContaining('[0,"reason"] expected text, found nothing'),
    expect.stringContaining('[0,"expires"] expected a date such as 2026-12-31, found nothing'),
  ]);
  expect(problems({ ignore: [ENTRY] })).toEqual([expect.stringContaining("expected a list, found")]);
});

test("an entry that is there twice is an error, but not for different packages", () => {
  const inOne = { ...ENTRY, package: "zlib" };
  expect(problems([ENTRY, inOne, { ...ENTRY, package: "openssl" }])).toEqual([]);
  expect(problems([inOne, { ...inOne, id: "cve-2026-1" }])).toEqual([
    'ignore/repeated [1,"id"] entry 1 already covers cve-2026-1 in zlib. Remove one of the entries',
  ]);
  expect(problems([ENTRY, ENTRY])).toEqual([expect.stringContaining("entry 1 already covers CVE-2026-1")]);
});

test.each(["team/api", "team/api:1.2", `team/api@sha256:${"a".repeat(64)}`])("%s may be accepted unscanned", (name) => {
  const entry = { unscannable: name, reason: "static binary", expires: "2026-12-31" };
  expect(parseIgnores([ENTRY, entry], TODAY)).toEqual({ ok: true, value: [ENTRY, entry] });
});

test.each([
  ["", 'found "": expected 2 to 256 characters'],
  ["Team/api", "uppercase letters are not allowed"],
  ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1", "Leave out the registry's host"],
  ["team/api:", 'found "team/api:"'],
  ["team/api@sha256:abc", '"sha256:abc" is not a SHA-256 digest'],
  [`team/api:1@sha256:${"a".repeat(64)}`, "Write either the tag or the digest"],
])("%j is not an image to accept", (name, message) => {
  const found = problems([{ unscannable: name, reason: "x", expires: "2026-12-31" }]);
  expect(found[0]).toContain('[0,"unscannable"] expected an image such as team/api, team/api:1.2');
  expect(found.join("\n")).toContain(message);
});

test("an unscannable image needs a reason and a day that has not passed, and nothing of a finding", () => {
  expect(problems([{ unscannable: "team/api" }])).toEqual([
    expect.stringContaining('[0,"reason"] expected text, found nothing'),
    expect.stringContaining('[0,"expires"] expected a date such as 2026-12-31, found nothing'),
  ]);
  const entry = { unscannable: "team/api:1", reason: "static binary", expires: "2026-06-14" };
  expect(problems([entry])).toEqual([
    'ignore/expired [0,"expires"] expected 2026-06-15 or later, found 2026-06-14: the entry for team/api:1 has expired. Scan the image with a different scanner and remove the entry, or set a later date',
  ]);
  expect(problems([{ ...entry, expires: TODAY, id: "CVE-1" }])).toEqual([
    expect.stringContaining('ignore/unknown-key [0,"id"]'),
  ]);
  expect(
    problems([
      { ...entry, expires: TODAY },
      { ...entry, expires: TODAY },
    ]),
  ).toEqual(['ignore/repeated [1,"unscannable"] entry 1 already covers team/api:1. Remove one of the entries']);
});

test("an entry with a package is about that package only", () => {
  const finding = { id: "CVE-2026-1", severity: "HIGH", package: "zlib" } as const;
  expect(ignores(ENTRY, finding)).toBe(true);
  expect(ignores({ ...ENTRY, package: "zlib" }, finding)).toBe(true);
  expect(ignores({ ...ENTRY, package: "openssl" }, finding)).toBe(false);
  expect(ignores({ ...ENTRY, id: "CVE-2026-12" }, finding)).toBe(false);
});
