import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { diagnoseLifecycle, policyOfText } from "../../../src/operations/doctor/lifecycle";
import { type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { expire, image, NOW } from "../../domain/lifecycle-policy/images";

const diagnose = (images: readonly Image[], ...rules: readonly LifecycleRule[]): Diagnosis =>
  diagnoseLifecycle("team/api", JSON.stringify({ rules }), images, NOW);

test("a release that any image's rule takes is the cause, and the fix protects it", () => {
  const images = [image("new", 1, ["build-2"]), image("old", 30, ["v1.2.3", "sha-1"])];
  expect(diagnose(images, expire(1, "any", { count: 1 }))).toMatchObject({
    id: "lifecycle/releases",
    verdict: "cause",
    evidence: expect.stringContaining(
      "its lifecycle policy deletes v1.2.3 within 7 days: rule 1 (tagStatus any, all but the newest 1)",
    ),
    fix: expect.stringContaining('tagPatternList ["v*"]'),
  });
});

test("a release that is going to be old enough within a week is the cause, one that is not is none", () => {
  const rule = expire(1, "any", { days: 30 });
  expect(diagnose([image("a", 24, ["latest"])], rule).verdict).toBe("cause");
  expect(diagnose([image("a", 20, ["latest"])], rule).verdict).toBe("ok");
});

test("a rule that is about releases is told apart: its count may be too low", () => {
  const images = [image("a", 1, ["v1.1"]), image("b", 2, ["v1.0"])];
  const diagnosis = diagnose(images, expire(3, "v*", { count: 1 }));
  expect(diagnosis.evidence).toContain("deletes v1.0 within 7 days: rule 3 (tags v*, all but the newest 1)");
  expect(diagnosis.fix).toContain("raise countNumber (1) of rule 3");
});

test.each(["build-7", "pr-12", "v1.2.3-rc1", "1", "sha-0a1b2c3"])("an image tagged %s is no release", (tag) => {
  expect(diagnose([image("a", 90, [tag])], expire(1, "any", { days: 1 })).verdict).toBe("ok");
});

test.each(["v1.2", "1.2.3", "release-7", "latest", "stable", "prod", "production-eu"])(
  "an image tagged %s is one",
  (tag) => {
    expect(diagnose([image("a", 90, [tag])], expire(1, "any", { days: 1 })).verdict).toBe("cause");
  },
);

test("a policy's surprises are told with what it deletes, and counted where it deletes nothing", () => {
  const rule = expire(1, "any", { days: 30 });
  expect(diagnose([image("a", 90, ["latest"])], rule).evidence).toContain(
    '. Warning about the policy: expected a rule that keeps the image tagged "latest"',
  );
  expect(diagnose([], rule).evidence).toBe(
    "its lifecycle policy deletes no release within 7 days, but ecr lifecycle check reports 1 warning",
  );
});

test("no policy deletes nothing, and one that is none can not be told", () => {
  expect(diagnoseLifecycle("team/api", undefined, [], NOW).verdict).toBe("ok");
  expect(diagnoseLifecycle("team/api", "{", [], NOW).verdict).toBe("unknown");
  expect(diagnoseLifecycle("team/api", '{"rules":[]}', [], NOW)).toMatchObject({
    verdict: "unknown",
    evidence: expect.stringContaining("its lifecycle policy in AWS is not valid: "),
  });
  expect(policyOfText(undefined)).toBeUndefined();
});
