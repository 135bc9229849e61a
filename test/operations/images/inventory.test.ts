import { type Image } from "../../../src/domain/images/image";
import { combinedScan, findingsText, type ImageScan } from "../../../src/domain/images/image-scan";
import {
  inventoryOf,
  SORTS,
  type Inventory,
  type InventoryFacts,
  type InventoryQuery,
} from "../../../src/operations/images/inventory";
import { parseTagSelector } from "../../../src/operations/images/selectors";
import { digestOf, image, inUse, list, NO_USE } from "../../support/operations/images";

function inventory(
  images: readonly Image[],
  query: Partial<InventoryQuery> = {},
  facts: Partial<InventoryFacts> = {},
): Inventory {
  const none = { inUse: NO_USE, platforms: new Map(), artifactTypes: new Map() };
  return inventoryOf({ images, ...none, ...facts }, { tags: [], all: false, sort: "pushed", ...query });
}

const letters = ({ rows }: Inventory): string => rows.map((row) => row.image.digest.charAt(7)).join("");
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const LIST = list("a", ["b", "c", "d"], { tags: ["v1"] });
const PLATFORMS = new Map([
  [
    LIST.digest,
    [
      { digest: digestOf("b"), platform: "linux/amd64" },
      { digest: digestOf("c"), platform: "linux/arm64" },
    ],
  ],
]);
const MULTI = [LIST, image("b", { bytes: 10 }), image("c", { bytes: 20 }), image("d", { bytes: 1 })];

test("a manifest list stands for its images: their sizes, platforms, scans and use", () => {
  const found = inventory(MULTI, {}, { platforms: PLATFORMS, inUse: inUse({ b: 1, c: 2 }) });
  expect(found).toMatchObject({
    rows: [
      {
        kind: "list",
        platforms: ["linux/amd64", "linux/arm64"],
        bytes: 31,
        use: { count: 3 },
        scanned: [digestOf("b"), digestOf("c")],
      },
    ],
    leftOut: { parts: 3, attachments: 0 },
  });
});

test("all images are shown on request, parts with their own platform", () => {
  const { rows, leftOut } = inventory(MULTI, { all: true }, { platforms: PLATFORMS });
  expect(rows.map(({ kind, platforms }) => [kind, ...platforms])).toEqual([
    ["list", "linux/amd64", "linux/arm64"],
    ["part", "linux/amd64"],
    ["part", "linux/arm64"],
    ["part"],
  ]);
  expect(leftOut).toEqual({ parts: 0, attachments: 0 });
});

test("a tagged part is an image of its own", () => {
  const [first, second, ...others] = MULTI;
  const images = [first, { ...second, tags: ["amd"] }, ...others] as Image[];
  expect(letters(inventory(images))).toBe("ab");
});

test.each([
  ["notation", "application/vnd.cncf.notary.signature"],
  ["cosign", "application/vnd.dev.cosign.artifact.sig.v1+json"],
  ["sigstore", "application/vnd.dev.sigstore.bundle.v0.3+json"],
])("a referrer is a signature of %s by its artifact type", (kind, type) => {
  const images = [image("a"), image("b", { subject: digestOf("a") })];
  const found = inventory(images, {}, { artifactTypes: new Map([[digestOf("b"), type]]) });
  expect(found).toMatchObject({ rows: [{ signatures: [kind] }], leftOut: { attachments: 1 } });
});

test("tags of cosign are signatures, but attestations and SBOMs are not", () => {
  const tag = (fill: string, end: string): Image["tags"] => [`sha256-${fill.repeat(64)}.${end}`];
  const images = [
    image("a"),
    image("b"),
    image("c", { tags: tag("a", "sig") }),
    image("d", { tags: tag("b", "att") }),
    image("e", { subject: digestOf("b") }),
  ];
  const found = inventory(images, {}, { artifactTypes: new Map([[digestOf("e"), "application/spdx+json"]]) });
  expect(found.rows.map(({ signatures }) => signatures)).toEqual([["cosign"], []]);
});

describe("the order", () => {
  const images = [
    image("a", { tags: ["v10"], bytes: 1, pushedAt: at("2026-01-03") }),
    image("b", { tags: ["v2"], bytes: 3, pushedAt: at("2026-01-02"), pulledAt: at("2026-02-01") }),
    image("c", { bytes: 2, pushedAt: at("2026-01-01"), pulledAt: at("2026-02-02") }),
  ];

  test.each([
    ["pushed", "abc"],
    ["pulled", "cba"],
    ["size", "bca"],
    ["tag", "bac"],
  ] as const)("by %s", (sort, expected) => {
    expect(letters(inventory(images, { sort }))).toBe(expected);
  });

  test("has no other names", () => {
    expect(SORTS).toEqual(["pushed", "pulled", "size", "tag"]);
  });
});

test("tags and patterns select images, and archived ones are not scanned", () => {
  const images = [
    image("a", { tags: ["v1.0", "latest"] }),
    image("b", { tags: ["v2.0"], status: "archived" }),
    image("c"),
  ];
  expect(letters(inventory(images, { tags: [parseTagSelector("v1.*")] }))).toBe("a");
  const both = inventory(images, { tags: [parseTagSelector("latest"), parseTagSelector("v2*")] });
  expect(both.rows.map(({ scanned }) => scanned.length)).toEqual([1, 0]);
});

describe("the scan of a manifest list", () => {
  const scan = (severities: Record<string, number>, status?: string): ImageScan => ({
    digest: digestOf("a"),
    tags: [],
    severities,
    ...(status === undefined ? {} : { status }),
  });

  test.each([
    ["sums findings", [scan({ HIGH: 1 }, "COMPLETE"), scan({ HIGH: 2, LOW: 1 }, "COMPLETE")], "3 high, 1 low"],
    ["is clean if all are", [scan({}, "COMPLETE"), scan({}, "ACTIVE")], "none"],
    [
      "is not done before all are",
      [scan({}, "COMPLETE"), scan({}, "IN_PROGRESS"), scan({}, "COMPLETE")],
      "in progress",
    ],
    ["is missing if one is", [scan({}, "COMPLETE"), scan({})], "not scanned"],
  ])("%s", (_, scans, text) => {
    expect(findingsText(combinedScan(scans) ?? scan({}))).toBe(text);
  });

  test("is none without images", () => {
    expect(combinedScan([])).toBeUndefined();
  });
});
