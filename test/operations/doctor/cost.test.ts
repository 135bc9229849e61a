import { diagnoseCost, keptUntaggedBytes, type StorageFacts } from "../../../src/operations/doctor/cost";
import { unobserved, observed } from "../../../src/operations/doctor/observed";
import { repositoryCost } from "../../../src/operations/cost/cost";
import { DEFAULT_PRICES } from "../../../src/operations/cost/prices";
import { GIGABYTE } from "../../../src/domain/text/format";
import { expire, image, NOW } from "../../domain/lifecycle-policy/images";

const NONE = observed<readonly string[]>([]);

function storage(repository: string, gigabytes: number, more: Partial<StorageFacts> = {}): StorageFacts {
  const images = [image("a", 1, ["v1"], { bytes: gigabytes * GIGABYTE })];
  return { ...repositoryCost(repository, images, undefined, NOW, DEFAULT_PRICES), untaggedBytes: 0, ...more };
}

test("little is no cause, and its sum is told", () => {
  expect(diagnoseCost("dev", [storage("a", 1), storage("b", 2)], NONE).map(({ id, verdict }) => [id, verdict])).toEqual(
    [
      ["cost/replication", "ok"],
      ["cost/storage", "ok"],
    ],
  );
});

test("large repositories without a policy are the cause, the largest first", () => {
  const [cause] = diagnoseCost("dev", [storage("a", 20), storage("b", 30), storage("c", 1)], NONE);
  expect(cause).toMatchObject({
    id: "cost/no-policy",
    verdict: "cause",
    evidence: "2 repositories without a lifecycle policy keep every image, at $5.00 a month: b (30.0 GB), a (20.0 GB)",
  });
});

test("untagged images that no rule takes away are the cause where they are most of much", () => {
  const large = storage("a", 30, { hasPolicy: true, untaggedBytes: 20 * GIGABYTE });
  expect(diagnoseCost("dev", [large], NONE)[0]).toMatchObject({
    id: "cost/untagged",
    about: "a",
    evidence: expect.stringContaining("untagged images take up 20.0 GB of 30.0 GB"),
  });
  const small = storage("a", 60, { hasPolicy: true, untaggedBytes: 20 * GIGABYTE });
  expect(diagnoseCost("dev", [small], NONE).every(({ verdict }) => verdict === "ok")).toBe(true);
});

test("replication is the cause where much is stored", () => {
  const rich = storage("a", 30, { hasPolicy: true });
  const [cause] = diagnoseCost("dev", [rich], observed(["111122223333/us-east-1"]));
  expect(cause).toMatchObject({ id: "cost/replication", verdict: "cause" });
  expect(cause?.evidence).toContain(
    "the registry replicates to 111122223333/us-east-1: each replicated image is also stored",
  );
  expect(diagnoseCost("dev", [rich], unobserved("denied"))[0]).toMatchObject({
    verdict: "unknown",
    evidence: "denied",
  });
});

test("parts of a list, what is about another image and what goes are not untagged images that stay", () => {
  const images = [
    image("list", 1, ["v1"], { isManifestList: true, parts: ["sha256:part"] }),
    image("part", 1),
    image("signature", 1, [], { subject: "sha256:list" }),
    image("loose", 1),
    image("old", 30),
  ];
  expect(keptUntaggedBytes(images, { rules: [expire(1, "untagged", { days: 10 })] }, NOW)).toBe(1000);
  expect(keptUntaggedBytes(images, undefined, NOW)).toBe(2000);
});
