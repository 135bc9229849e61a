import { environmentOf, problemsOf, read, SOUND, text } from "../support/config";

const SECURITY = "{ name: security, events: [scan], emails: [security@example.com] }";
const file = (...notifications: readonly string[]): string =>
  SOUND + text("notifications:", ...notifications.map((one) => `  - ${one}`));

test("notifications are part of the environment", () => {
  expect(environmentOf({ "environment.yaml": file(SECURITY) }).notifications).toEqual([
    { name: "security", events: ["scan"], emails: ["security@example.com"] },
  ]);
});

test("each problem is at its setting", () => {
  const found = problemsOf(
    read({
      "environment.yaml": file(
        "{ name: security, events: [scan], emails: [security] }",
        '{ name: Security, events: [push], target: "arn:aws:sqs:us-east-1:111122223333:q", severities: [LOW] }',
      ),
    }),
  );
  expect(found).toEqual([
    'environment.yaml:5:48: error: emails[0]: expected an email address, found "security"',
    expect.stringMatching(
      /^environment\.yaml:6:13: error: name: expected unique names, found "Security" and "security", which/,
    ),
    expect.stringMatching(
      /^environment\.yaml:6:47: error: target: expected a target in account 111122223333 and eu-west-1/,
    ),
    expect.stringMatching(/^environment\.yaml:6:\d+: error: severities: applies only to scan and finding/),
  ]);
});

test("an unknown event is an error with those that exist", () => {
  const files = { "environment.yaml": file("{ name: x, events: [pull], emails: [a@b.example] }") };
  expect(problemsOf(read(files))).toEqual([
    expect.stringContaining(
      "5:25: error: events[0]: expected push, delete, scan, finding, replicationFailed",
    ) as string,
  ]);
});
