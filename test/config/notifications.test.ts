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
      /^environment\.yaml:6:47: error: target: expected a target in the registry's account and region \(111122223333, eu-west-1\)/,
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

test("filters and events that nothing in the environment can cause are warnings", () => {
  const found = problemsOf(
    read({
      "environment.yaml":
        file(
          '{ name: a, events: [push], repositories: ["pord/*", "prod/*", "sandbox/x", "hub/*"], emails: [a@b.example] }',
          "{ name: b, events: [finding, pullThroughCacheFailed], emails: [a@b.example] }",
        ) +
        text(
          "operator: { roleName: op, manages: [sandbox/] }",
          "registry:",
          "  scanning: { scanType: BASIC, rules: [] }",
          "  creationTemplates: [{ prefix: hub, appliedFor: [REPLICATION] }]",
        ),
      "repositories/r.yaml": text("repositories:", "  - { repositoryName: prod/api }"),
    }),
  ).filter((problem) => problem.includes("warning: repositories") || problem.includes("warning: events"));
  expect(found).toEqual([
    'environment.yaml:5:47: warning: repositories[0]: expected a pattern that matches a repository in this environment, found "pord/*", which does not match any. Correct it, or remove it',
    "environment.yaml:6:25: warning: events[0]: expected registry.scanning.scanType ENHANCED for the event finding, found BASIC. Only Amazon Inspector sends this event. Use the event scan instead, or set scanType: ENHANCED",
    "environment.yaml:6:34: warning: events[1]: expected a rule under registry.pullThroughCache for the event pullThroughCacheFailed, found none. Add a rule, or remove the event",
  ]);
});
