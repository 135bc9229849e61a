import { scanText, type ImageScan } from "../../../src/domain/images/image-scan";
import { type ExistingRepository } from "../../../src/domain/repository/existing";
import { asksForUse, repositoryStatus, type RepositoryReading } from "../../../src/operations/status/status";
import { allReady, statusTotals, totalsText } from "../../../src/operations/status/totals";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";
const URI = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api";
const READ_AT = "2026-01-31T10:20:30.000Z";

const EXISTING: ExistingRepository = {
  repositoryName: "team/api",
  repositoryArn: ARN,
  repositoryUri: URI,
  registryId: "111122223333",
  createdAt: "2025-11-22T20:15:30.000Z",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionType: "AES256",
};

const DIFFERENCE = { field: "scanOnPush", declared: true, found: false, origin: "changed" as const };

function status(parts: Partial<RepositoryReading> = {}) {
  return repositoryStatus(
    {
      repositoryName: "team/api",
      owner: "terraform",
      existing: EXISTING,
      differences: [],
      faults: [],
      readAt: READ_AT,
      ...parts,
    },
    LOCATION,
  );
}

test("a repository as declared is ready, with the keys of the operator's status", () => {
  expect(status({ images: { count: 2, bytes: 30, lastPush: READ_AT } })).toEqual({
    repositoryName: "team/api",
    state: "ready",
    ready: true,
    owner: "terraform",
    repositoryArn: ARN,
    repositoryUri: URI,
    registryId: "111122223333",
    creationDate: "2025-11-22T20:15:30.000Z",
    imageTagMutability: "IMMUTABLE",
    encryptionType: "AES256",
    imageScanningConfiguration: { scanOnPush: true },
    imageCount: 2,
    imageBytes: 30,
    lastPush: READ_AT,
    differences: [],
    faults: [],
    message: "as declared",
    lastSyncTime: READ_AT,
  });
});

test("one that is not there is missing, and has the ARN and URI that it will have", () => {
  const missing = status({ existing: undefined });
  expect(missing).toMatchObject({ state: "missing", ready: false, repositoryArn: ARN, repositoryUri: URI });
  expect(missing).toMatchObject({ registryId: "111122223333", message: "not in AWS yet; deploy it" });
});

test("differences make it differ, whatever could not be read", () => {
  expect(status({ differences: [DIFFERENCE] })).toMatchObject({
    state: "differs",
    ready: false,
    message: "1 difference",
  });
  expect(status({ differences: [DIFFERENCE, DIFFERENCE], faults: ["denied"] })).toMatchObject({
    state: "differs",
    message: "2 differences; could not be read completely",
  });
});

test("one that could not be read in full is neither ready nor not", () => {
  const unread = status({ faults: ["denied"] });
  expect(unread).toMatchObject({ state: "unread", message: "could not be read completely", faults: ["denied"] });
  expect(unread).not.toHaveProperty("ready");
});

test.each([
  ["nobody", "not declared"],
  ["operator", "not declared: belongs to the operator"],
  ["removed", "not declared: no longer managed (removed)"],
] as const)("one that is not declared (%s) says whose it is", (owner, message) => {
  const undeclared = status({ owner });
  expect(undeclared).toMatchObject({ state: "undeclared", owner, message });
  expect(undeclared).not.toHaveProperty("ready");
});

test("quotas that are nearly used up are warnings, and change neither state nor message", () => {
  const mostTagged = { digest: `sha256:${"b".repeat(64)}`, tagCount: 1000 };
  expect(status({ images: { count: 95_000, bytes: 30, mostTagged } })).toMatchObject({
    state: "ready",
    message: "as declared",
    warnings: [
      "95,000 of 100,000 images (95%). At 100%, ECR rejects every push of a new image",
      "1,000 of 1,000 tags on sha256:bbbbbbbbbbbb (100%): ECR rejects every push that adds a tag to this image",
    ],
  });
  const below = { count: 89_999, bytes: 30, mostTagged: { ...mostTagged, tagCount: 899 } };
  expect(status({ images: below })).not.toHaveProperty("warnings");
});

describe("totals", () => {
  const statuses = [
    status(),
    status(),
    status({ existing: undefined }),
    status({ differences: [DIFFERENCE] }),
    status({ faults: ["denied"] }),
    status({ owner: "operator" }),
    status({ owner: "nobody" }),
  ];

  test("are counted by state and told in words", () => {
    expect(statusTotals(statuses)).toEqual({
      declared: 5,
      ready: 2,
      differs: 1,
      missing: 1,
      unread: 1,
      undeclared: 2,
      operator: 1,
    });
    expect(totalsText(statusTotals(statuses))).toBe(
      "5 declared: 2 ready, 1 missing, 1 differs, 1 not read completely; 2 not declared (operator: 1)",
    );
    expect(totalsText(statusTotals([]))).toBe("0 declared");
  });

  test.each([
    ["ready", status(), true],
    ["undeclared", status({ owner: "nobody" }), true],
    ["missing", status({ existing: undefined }), false],
    ["differs", status({ differences: [DIFFERENCE] }), false],
    ["unread", status({ faults: ["denied"] }), false],
  ])("one that is %s beside ready ones: all ready is %p", (_state, other, expected) => {
    expect(allReady(statusTotals([status(), other]))).toBe(expected);
  });
});

describe("findings of an image", () => {
  const scan = (parts: Partial<ImageScan>): string =>
    scanText({ digest: `sha256:${"a".repeat(64)}`, tags: ["v1.2", "latest"], severities: {}, ...parts });

  test("are told by severity, the worst first, with the image's tag", () => {
    const severities = { LOW: 3, UNTRIAGED: 1, CRITICAL: 2, MEDIUM: 0 };
    expect(scan({ status: "COMPLETE", severities })).toBe("2 critical, 3 low, 1 untriaged (v1.2)");
  });

  test("an image without a tag is told by its digest", () => {
    expect(scan({ status: "ACTIVE", tags: [] })).toBe(`none (sha256:${"a".repeat(12)})`);
  });

  test.each([
    [undefined, "not scanned (v1.2)"],
    ["COMPLETE", "none (v1.2)"],
    ["ACTIVE", "none (v1.2)"],
    ["IN_PROGRESS", "in progress (v1.2)"],
    ["UNSUPPORTED_IMAGE", "unsupported image (v1.2)"],
  ])("without findings the state of the scan is told: %s is %s", (status, expected) => {
    expect(scan(status === undefined ? {} : { status })).toBe(expected);
  });
});

test("images in use are a warning where a policy is deployed, or where nobody manages the repository", () => {
  const policy = { field: "lifecyclePolicy rule 1, selection.countNumber", origin: "changed" } as const;
  expect(asksForUse({ owner: "terraform", differences: [policy] })).toBe(true);
  expect(asksForUse({ owner: "terraform", differences: [{ ...policy, origin: "unmanaged" }] })).toBe(false);
  expect(asksForUse({ owner: "terraform", differences: [DIFFERENCE] })).toBe(false);
  expect(asksForUse({ owner: "nobody", differences: [] })).toBe(true);
  expect(asksForUse({ owner: "operator", differences: [] })).toBe(false);
  expect(status({ differences: [policy], imagesInUse: 2 }).warnings).toEqual([
    "2 images are in use by tasks or pods. Before you deploy the lifecycle policy, run npx ecr lifecycle preview",
  ]);
  expect(status({ owner: "removed", imagesInUse: 1 }).warnings).toEqual([
    "1 image is in use by tasks or pods. Do not delete the repository",
  ]);
  expect(status({ imagesInUse: 0 }).warnings).toBeUndefined();
});
