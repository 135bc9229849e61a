import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { diagnoseLifecycle, policyOfText } from "../../../src/operations/doctor/lifecycle";
import { GIGABYTE } from "../../../src/domain/text/format";
import { type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { expire, image, NOW } from "../../domain/lifecycle-policy/images";

const diagnoses = (images: readonly Image[], ...rules: readonly LifecycleRule[]): Diagnosis[] =>
  diagnoseLifecycle("team/api", JSON.stringify({ rules }), images, NOW);

/** The diagnosis of releases, which comes first. */
function diagnose(images: readonly Image[], ...rules: readonly LifecycleRule[]): Diagnosis {
  const [first] = diagnoses(images, ...rules);
  if (first === undefined) throw new Error("expected a diagnosis, found none");
  return first;
}

test("a release that any image's rule takes is the cause, and the fix protects it", () => {
  const images = [image("new", 1, ["build-2"]), image("old", 30, ["v1.2.3", "sha-1"])];
  expect(diagnose(images, expire(1, "any", { count: 1 }))).toMatchObject({
    id: "lifecycle/releases",
    verdict: "cause",
    evidence: expect.stringContaining(
      "its lifecycle policy will delete v1.2.3 in the next 7 days: rule 1 (tagStatus any, all but the newest 1)",
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
  expect(diagnosis.evidence).toContain("will delete v1.0 in the next 7 days: rule 3 (tags v*, all but the newest 1)");
  expect(diagnosis.fix).toContain("increase countNumber (1) in rule 3");
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
  expect(diagnose([], rule).evidence).toEqual(
    expect.stringMatching(
      /^its lifecycle policy will not delete any release in the next 7 days\. ecr lifecycle check warns: expected/,
    ),
  );
});

test("no policy deletes nothing, and one that is none can not be told", () => {
  expect(diagnoseLifecycle("team/api", undefined, [], NOW)[0]?.verdict).toBe("ok");
  expect(diagnoseLifecycle("team/api", "{", [], NOW)[0]?.verdict).toBe("unknown");
  expect(diagnoseLifecycle("team/api", '{"rules":[]}', [], NOW)[0]).toMatchObject({
    verdict: "unknown",
    evidence: expect.stringContaining("its lifecycle policy in AWS is not valid: "),
  });
  expect(policyOfText(undefined)).toBeUndefined();
});

describe("a rule that keeps, behind one that deletes images with other tags", () => {
  const rules = [expire(1, "pr-*", { days: 7 }), expire(2, "production", { count: 1 })];

  test("is the cause for the images that it misses, and its fix is its place, not the other rule's days", () => {
    const found = diagnoses([image("a", 3, ["pr-12", "production"]), image("b", 1, ["pr-13"])], ...rules);
    expect(found.filter(({ verdict }) => verdict === "cause")).toEqual([
      {
        id: "lifecycle/late-protection",
        verdict: "cause",
        about: "team/api",
        evidence:
          'in the next 7 days, 1 image that would be deleted is among the images tagged "production", which rule 2 would keep, but an earlier rule selects it first: pr-12, production.',
        fix: expect.stringContaining(
          "lower the rulePriority of rule 2 below that of all rules that delete or archive images",
        ),
      },
    ]);
    expect(found[0]?.evidence).toContain("will not delete any other release in the next 7 days");
  });

  test("is a warning as long as it misses none", () => {
    const found = diagnoses([image("a", 3, ["production"]), image("b", 1, ["pr-13"])], ...rules);
    expect(found.every(({ verdict }) => verdict === "ok")).toBe(true);
    expect(found[0]?.evidence).toContain("ecr lifecycle check warns: a rule that keeps images must come before");
  });
});

describe("rules that do nothing", () => {
  const SNAPSHOTS = expire(1, "SNAPSHOT-*", { count: 10 });
  const many = Array.from({ length: 100 }, (_, index) => image(`a${index}`, index + 1, [`sha-${index}`]));

  test("are a remark in a small repository, and where another rule does something", () => {
    expect(diagnoses([image("a", 1, ["sha-1"])], SNAPSHOTS)).toContainEqual({
      id: "lifecycle/rules",
      verdict: "ok",
      about: "team/api",
      evidence: "Rule 1 does not select the only image.",
    });
    const two = diagnoses(many, SNAPSHOTS, expire(2, "any", { count: 500 }));
    expect(two.filter(({ id }) => id.startsWith("lifecycle/rules"))).toMatchObject([{ verdict: "ok" }]);
  });

  test("are the cause if none does anything and the repository has grown, in images or in bytes", () => {
    const [only] = diagnoses(many, SNAPSHOTS).filter(({ verdict }) => verdict === "cause");
    expect(only?.id).toBe("lifecycle/idle-rules");
    expect(only?.evidence).toMatch(
      /^its lifecycle policy does nothing, and the repository stores 100 images \(.*\). Rule 1 selects none of the 100 images\. The images have tags such as sha-0, sha-1, sha-2$/,
    );
    const large = [image("a", 1, [], { bytes: 10 * GIGABYTE })];
    expect(diagnoses(large, SNAPSHOTS)).toContainEqual(
      expect.objectContaining({
        id: "lifecycle/idle-rules",
        evidence: expect.stringContaining("The images do not have tags"),
        fix: expect.stringMatching(/^add a rule for untagged images/),
      }),
    );
  });

  test("are not reported of a policy whose limits are not reached, and of an empty repository", () => {
    expect(diagnoses(many, expire(1, "sha-*", { count: 500 })).map(({ id }) => id)).toEqual(["lifecycle/releases"]);
    expect(diagnoses([], SNAPSHOTS).map(({ id }) => id)).toEqual(["lifecycle/releases"]);
  });

  test("are reported if an earlier rule has all of their images", () => {
    const [, rules] = diagnoses([image("a", 1, ["v1"])], expire(1, "v*", { count: 9 }), expire(2, "v1*", { days: 1 }));
    expect(rules?.evidence).toBe(
      "Rule 2 does not act on any image, because earlier rules select its only image first.",
    );
  });
});
