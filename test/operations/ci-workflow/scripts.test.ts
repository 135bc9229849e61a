import { pushScript } from "../../../src/operations/ci-workflow/build-scripts";
import { gateScript, moveTagScript } from "../../../src/operations/ci-workflow/scripts";
import { settings } from "../../support/operations/ci-workflow";
import { runScript as run, scan, SLEEPING } from "../../support/operations/ci-scripts";

const FINDINGS = "describe-image-scan-findings";
const LOCATION = { account: "111122223333", region: "eu-west-1" };
const ON_PUSH = { location: LOCATION, startScan: false };
const RULES = { failOn: ["CRITICAL", "HIGH"], waitSeconds: 60, scanning: "basic" } as const;
const GATE = gateScript(RULES, ON_PUSH);
const ENHANCED = gateScript({ ...RULES, scanning: "enhanced" }, ON_PUSH);
const PUSHED = { "describe-images": ["2026-01-31T10:20:30.500000+00:00"] };
const AFTER = "2026-01-31T10:25:00+00:00";

const PUSH_SCRIPT = pushScript(settings());

test("a commit is built and pushed once", () => {
  const first = run(PUSH_SCRIPT, { "describe-images": ["!ImageNotFoundException", "sha256:2"] });
  expect(first).toMatchObject({ status: 0 });
  expect(first.calls).toContain(
    "docker build --tag 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:c0ffee .\n" +
      "docker push 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:c0ffee\n",
  );
  expect(first.stdout).toContain("team/api@sha256:2\n");
  const again = run(PUSH_SCRIPT, { "describe-images": ["sha256:2"] });
  expect(again).toMatchObject({ status: 0, stderr: "" });
  expect(again.calls).not.toContain("docker");
});

test("nothing is built where AWS refuses to say what is there", () => {
  const refused = run(PUSH_SCRIPT, { "describe-images": ["!AccessDeniedException"] });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("AccessDeniedException");
  expect(refused.calls).not.toContain("docker");
});

test.each([
  ["no counts at all", "|", 0, 0],
  ["counts of zero and of others", "CRITICAL LOW|0 7", 0, 0],
  ["one high finding", "HIGH|1", 1, 1],
  ["findings of both kinds", "CRITICAL HIGH UNTRIAGED|2 3 9", 1, 5],
])("a finished scan with %s passes or stops", (_, counts, status, found) => {
  const ended = run(GATE, { ...PUSHED, [FINDINGS]: [scan("COMPLETE", AFTER, counts)] });
  expect(ended.status).toBe(status);
  expect(ended.stdout).toBe(`Critical or high findings for team/api@sha256:1: ${found}\n`);
});

test("a scan that goes on is waited for, and continuous scanning counts as finished", () => {
  const answers = ["!ScanNotFoundException", scan("PENDING"), scan("IN_PROGRESS"), scan("ACTIVE", AFTER)];
  expect(run(GATE, { ...PUSHED, [FINDINGS]: answers })).toMatchObject({ status: 0, stderr: "" });
});

test.each([
  [scan("FAILED"), "team/api@sha256:1 ended with status FAILED"],
  [scan("UNSUPPORTED_IMAGE"), "ended with status UNSUPPORTED_IMAGE"],
  ["!AccessDeniedException", "AccessDeniedException"],
  ["!ThrottlingException", "ThrottlingException"],
])("a scan that answers %s stops the workflow", (answer, message) => {
  const ended = run(GATE, { ...PUSHED, [FINDINGS]: [answer] });
  expect(ended.status).toBe(1);
  expect(ended.stdout).not.toContain("findings");
  expect(ended.stderr).toContain(message);
});

const LISTED = "AWS lists findings for team/api@sha256:1 that it does not count, or that have an unknown severity: 1";
test.each([
  [
    "another digest",
    scan("COMPLETE", AFTER, "|", "0|0", "111122223333/team/api/sha256:2"),
    "Expected a response about",
  ],
  [
    "another repository",
    scan("COMPLETE", AFTER, "|", "0|0", "111122223333/other/sha256:1"),
    "Expected a response about",
  ],
  ["another registry", scan("COMPLETE", AFTER, "|", "0|0", "1/team/api/sha256:1"), "Expected a response about"],
  ["no image", scan("COMPLETE", AFTER, "|", "0|0", "?/?/?"), "Expected a response about"],
  ["an unknown severity", scan("COMPLETE", AFTER, "SEVERE|1"), "Expected a known severity among the counts for"],
  [
    "a negative count",
    scan("COMPLETE", AFTER, "LOW|-1"),
    "Expected the number of LOW findings for team/api@sha256:1, found: -1",
  ],
  ["half a finding", scan("COMPLETE", AFTER, "LOW|0.5"), "found: 0.5"],
  ["findings beyond the counts", scan("COMPLETE", AFTER, "LOW|1", "2|1"), LISTED],
  ["findings that are not counted", scan("COMPLETE", AFTER, "|", "1|0"), LISTED],
])("an answer with %s stops the workflow", (_, answer, message) => {
  const ended = run(GATE, { ...PUSHED, [FINDINGS]: [answer] });
  expect(ended).toMatchObject({ status: 1, stdout: "" });
  expect(ended.stderr).toContain(message);
});

test("a scan that never comes stops the workflow when its time is up", () => {
  const hasty = gateScript({ ...RULES, waitSeconds: 1 }, ON_PUSH);
  const ended = run(hasty, { ...PUSHED, [FINDINGS]: ["!ScanNotFoundException"] });
  expect(ended.status).toBe(1);
  expect(ended.stderr).toContain(
    "No scan of team/api@sha256:1 after 1 seconds (NOT_STARTED). Check that scanOnPush is on",
  );
});

test.each([
  ["no date", "null"],
  ["a date from before the push", "2026-01-31T10:20:29+00:00"],
])("a scan called done with %s is no scan of this image", (_, completed) => {
  const hasty = gateScript({ ...RULES, waitSeconds: 1 }, ON_PUSH);
  const ended = run(hasty, { ...PUSHED, [FINDINGS]: [scan("ACTIVE", completed, "LOW|1", "1|0")] }, SLEEPING);
  expect(ended.status).toBe(1);
  expect(ended.stdout).not.toContain("findings");
  expect(ended.stderr).toContain(
    "if the registry has enhanced scanning, generate this workflow with --scanning enhanced",
  );
});

test("without the time of the push, no scan is taken for one of this image", () => {
  const ended = run(GATE, { "describe-images": ["None"], [FINDINGS]: [scan("COMPLETE", AFTER)] });
  expect(ended).toMatchObject({ status: 1, stdout: "" });
  expect(ended.stderr).toContain("Expected the push time of team/api@sha256:1, found none");
});

describe("with enhanced scanning", () => {
  const COVERAGE = "list-coverage";
  /** ECR's answer about an image of which it never says more. */
  const SILENT = scan("ACTIVE");

  test("an image that Amazon Inspector has scanned, and of which ECR lists nothing after a while, is clean", () => {
    const ended = run(ENHANCED, { ...PUSHED, [COVERAGE]: ["None", AFTER], [FINDINGS]: [SILENT] });
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    expect(ended.stdout).toContain("findings for team/api@sha256:1: 0");
    const calls = ended.calls.split("\n");
    expect(calls.filter((call) => call.includes(COVERAGE))).toHaveLength(3);
    expect(calls).toContain("sleep 30");
    expect(ended.calls).toContain(
      "value=arn:aws:ecr:eu-west-1:111122223333:repository/team/api/sha256:1}] --query coveredResources[?resourceId ==",
    );
  });

  test("findings that come after the scan stop it", () => {
    const answers = [SILENT, scan("ACTIVE", AFTER, "CRITICAL|2", "2|2")];
    expect(run(ENHANCED, { ...PUSHED, [COVERAGE]: [AFTER], [FINDINGS]: answers })).toMatchObject({ status: 1 });
  });

  test.each(["None", "2026-01-31T10:20:29+00:00"])(
    "an image that Amazon Inspector scanned at %s does not pass",
    (time) => {
      const hasty = gateScript({ ...RULES, waitSeconds: 1, scanning: "enhanced" }, ON_PUSH);
      const ended = run(hasty, { ...PUSHED, [COVERAGE]: [time], [FINDINGS]: [SILENT] }, SLEEPING);
      expect(ended.status).toBe(1);
      expect(ended.stderr).toContain("(ACTIVE, but Amazon Inspector has not scanned the image since the push)");
    },
  );

  test("a role that may not ask Amazon Inspector does not pass either", () => {
    const ended = run(ENHANCED, { ...PUSHED, [COVERAGE]: ["!AccessDeniedException"], [FINDINGS]: [SILENT] });
    expect(ended.status).not.toBe(0);
    expect(ended.stderr).toContain("AccessDeniedException");
  });
});

test("where pushing starts no scan, one is asked for, once", () => {
  const script = gateScript(RULES, { location: LOCATION, startScan: true });
  const answers = ["!ScanNotFoundException", "!ScanNotFoundException", scan("COMPLETE", AFTER)];
  const { status, calls } = run(script, { ...PUSHED, [FINDINGS]: answers });
  expect(status).toBe(0);
  expect(calls.match(/start-image-scan/g)).toHaveLength(1);
});

test("a tag that moves gets the manifest of the digest, and may be there already", () => {
  const script = moveTagScript("MOVING_TAGS");
  const tags = { MOVING_TAGS: "latest" };
  const moved = run(script, { "batch-get-image": ['{"a":"b c"}'] }, tags);
  expect(moved).toMatchObject({ status: 0, stdout: "team/api:latest is sha256:1\n" });
  expect(moved.calls).toContain('--image-tag latest --image-digest sha256:1 --image-manifest {"a":"b c"}');
  expect(run(script, { "put-image": ["!ImageAlreadyExistsException"] }, tags).status).toBe(0);
  const refused = run(script, { "put-image": ["!ImageTagAlreadyExistsException"] }, tags);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("ImageTagAlreadyExistsException");
  expect(run(script, {}, { MOVING_TAGS: "" })).toMatchObject({ status: 0, stdout: "" });
});
