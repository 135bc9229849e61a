import { stringify } from "yaml";
import { BadListing, ListingReader, type Listing } from "../../../../src/domain/images/listing/listing";

const digest = (fill: string): string => `sha256:${fill.repeat(64)}`;
const detail = (fill: string, more: object = {}): object => ({
  registryId: "111122223333",
  repositoryName: "team/api",
  imageDigest: digest(fill),
  imageTags: ["1.10", "null", "007"],
  imageSizeInBytes: 1200,
  imagePushedAt: "2026-02-01T10:00:00+01:00",
  imageManifestMediaType: "application/vnd.oci.image.index.v1+json",
  ...more,
});

function read(text: string): Listing {
  const reader = new ListingReader();
  const file = reader.file("images");
  file.push(Buffer.from(text));
  file.end();
  return reader.listing();
}

const json = (details: readonly object[]): Listing => read(JSON.stringify({ imageDetails: details }));
const unquoted = (details: unknown): string => stringify(details).replaceAll('"', "");
const LISTED = [detail("a"), detail("b", { imageTags: undefined, lastRecordedPullTime: 1767225600.5 })];

describe("YAML is read as its JSON is:", () => {
  test.each([
    ["of --output yaml", unquoted({ imageDetails: LISTED })],
    ["with indented lists and a page that follows", stringify({ imageDetails: LISTED, nextToken: null })],
    ["of --query imageDetails", unquoted(LISTED)],
    ["of --output yaml-stream", unquoted([{ imageDetails: [LISTED[0]] }, { imageDetails: [LISTED[1]] }])],
    ["of several documents", LISTED.map((each) => unquoted({ imageDetails: [each] })).join("---\n")],
    ["of several files joined", LISTED.map((each) => unquoted({ imageDetails: [each] })).join("")],
    ["below comments", `# of today\n\n---\n${unquoted(LISTED)}# end\n`],
    ["with keys in front", `nextToken: null\n${unquoted({ imageDetails: LISTED })}`],
    ["of lists without indentation", unquoted({ imageDetails: LISTED }).replaceAll(/^ {2}/gm, "")],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual(json(LISTED));
  });

  test("of a single image", () => {
    expect(read(unquoted(LISTED[0]))).toEqual(json(LISTED.slice(0, 1)));
  });

  test("of more images than are parsed together", () => {
    const many = Array.from({ length: 450 }, (_, index) =>
      detail("a", { imageDigest: `sha256:${String(index).padStart(64, "0")}` }),
    );
    expect(read(stringify(many))).toEqual(json(many));
  });

  test("manifests of batch-get-image", () => {
    const imageManifest = JSON.stringify({ manifests: [{ digest: digest("c") }] });
    const images = stringify({ images: [{ imageId: { imageDigest: digest("a") }, imageManifest }] });
    expect(read(`${unquoted({ imageDetails: LISTED })}---\n${images}`).repositories.get("team/api")).toMatchObject([
      { parts: [digest("c")] },
      { parts: undefined },
    ]);
  });
});

const inPowerShell = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inPowerShell);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.slice(0, 1).toUpperCase() + key.slice(1), inPowerShell(each)]),
  );
};

describe("PowerShell's keys are read as the CLI's:", () => {
  test.each([
    ["of Get-ECRImageMetadata | ConvertTo-Json", JSON.stringify(inPowerShell(LISTED))],
    [
      "with the answer's other parts (-Select *)",
      JSON.stringify(inPowerShell({ imageDetails: LISTED, nextToken: null })),
    ],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual(json(LISTED));
  });

  test("a single image, constants, and times of PowerShell 5.1", () => {
    const listing = read(
      JSON.stringify({
        ...(inPowerShell(LISTED[0]) as object),
        ImagePushedAt: "/Date(1769936400000)/",
        LastRecordedPullTime: "/Date(-62135596800000)/",
        LastArchivedAt: "0001-01-01T00:00:00",
        ImageStatus: { Value: "ARCHIVED" },
      }),
    );
    expect(listing).toEqual(json([detail("a", { imageStatus: "ARCHIVED" })]));
  });

  test("times without a zone are UTC, with a note", () => {
    const { repositories, notes } = read(
      JSON.stringify([inPowerShell(detail("a", { imagePushedAt: "2026-02-01T09:00:00" }))]),
    );
    expect(repositories).toEqual(json([detail("a")]).repositories);
    expect(notes).toEqual([
      "1 image has times without a time zone (PowerShell leaves it out). These times are treated as UTC.",
    ]);
  });

  test("manifests of Get-ECRImageBatch -Select *", () => {
    const answer = {
      images: [{ imageId: { imageDigest: digest("a") }, imageManifest: '{"manifests":[{"digest":"x"}]}' }],
    };
    const text = [{ imageDetails: LISTED }, answer].map((each) => JSON.stringify(inPowerShell(each))).join("\n");
    expect(read(text).repositories.get("team/api")).toMatchObject([{ parts: ["x"] }, { parts: undefined }]);
  });
});

test("pages in a list, as jq --slurp prints them, are read", () => {
  expect(read(JSON.stringify(LISTED.map((each) => ({ imageDetails: [each] }))))).toEqual(json(LISTED));
  expect(read(JSON.stringify([{ imageDetails: LISTED, nextToken: "x" }])).notes).toEqual([
    expect.stringContaining("The listing is incomplete (it has a nextToken)"),
  ]);
});

describe("fields chosen with --query", () => {
  const chosen = { imageDigest: digest("a"), imagePushedAt: "2026-02-01T10:00:00Z" };

  test("are enough with digest, push time and tags; a note says what the rest counts as", () => {
    const { repositories, notes } = read(JSON.stringify([{ ...chosen, imageTags: null, imageSizeInBytes: 1 }]));
    expect(repositories.get("")).toMatchObject([{ digest: digest("a"), tags: [], bytes: 1, status: "active" }]);
    expect(notes).toEqual([
      "The listing was created with --query and does not contain imageManifestMediaType, imageStatus or subjectManifestDigest, so every image is treated as a single image, active and not attached to another image.",
    ]);
  });

  test.each<[string, unknown, string]>([
    [
      "renamed",
      { digest: "x", pushedAt: 1 },
      'images: image 1: imageDigest: expected a digest ("sha256:" and hexadecimal digits), found only digest and pushedAt',
    ],
    ["without tags", chosen, "expected a list of tags, or null, in a listing from --query, found nothing"],
    [
      "without a time",
      { ...chosen, imageTags: [], imagePushedAt: undefined },
      `imagePushedAt of ${digest("a")}: expected a time with a time zone`,
    ],
    ["as lists", [digest("a"), 1], "image 1: expected an object with imageDigest and imagePushedAt, found ["],
  ])("%s are refused once, with the command to run", (_, entry, message) => {
    const text = JSON.stringify(Array.from({ length: 12 }, () => entry));
    expect(() => read(text)).toThrow(BadListing);
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(
      /^[^\n]*\nand 11 more problems\nList the images again without --query: aws ecr describe-images --repository-name <name> --filter imageStatus=ANY$/,
    );
  });
});

test.each<[string, string, string]>([
  [
    "an image a document",
    `${JSON.stringify(LISTED[0])}\n${JSON.stringify(LISTED[1])}`,
    "images: expected a list of images, found a single image. Put all images into one list, even if there is only one",
  ],
  ["broken YAML", "imageDetails:\n- imageDigest: 'x\n", "images: expected YAML, found an error on line "],
  ["an alias without an anchor", "imageDetails:\n- *a\n", "images: expected YAML, found an error "],
  ["JSON behind a mark of YAML", "---\n[1]\n", "images: expected a key or a list entry on line 2, found neither"],
  ["only marks of YAML", "---\n---\n", "images: expected YAML, found no data"],
  [
    "the output of list-images",
    "imageIds:\n- imageDigest: x\n",
    "found the output of list-images, which does not contain dates",
  ],
  [
    "another command's output",
    "repositories:\n- repositoryName: x\n",
    "images: expected the output of aws ecr describe-images, found JSON without imageDetails",
  ],
])("%s is refused", (_, text, message) => {
  expect(() => read(text)).toThrow(BadListing);
  expect(() => read(text)).toThrow(message);
});
