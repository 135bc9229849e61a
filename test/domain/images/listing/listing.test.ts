import { BadListing, ListingReader, type Listing } from "../../../../src/domain/images/listing/listing";

const PUSHED = "2026-02-01T10:00:00+01:00";
const digest = (fill: string): string => `sha256:${fill.repeat(64)}`;
const detail = (fill: string, more: object = {}): object => ({
  repositoryName: "team/api",
  imageDigest: digest(fill),
  imageTags: ["v1"],
  imageSizeInBytes: 1200,
  imagePushedAt: PUSHED,
  ...more,
});

/** Reads files, given in pieces of so many bytes. */
function read(files: readonly string[], pieceSize = 1 << 20): Listing {
  const reader = new ListingReader();
  files.forEach((text, index) => {
    const bytes = Buffer.from(text);
    const file = reader.file(`page-${index + 1}.json`);
    for (let start = 0; start < bytes.length; start += pieceSize) file.push(bytes.subarray(start, start + pieceSize));
    file.end();
  });
  return reader.listing();
}

const page = (details: readonly object[], rest: object = {}): string =>
  JSON.stringify({ imageDetails: details, ...rest }, undefined, 4);
const digests = (listing: Listing): string[] =>
  [...listing.repositories.values()].flat().map((image) => image.digest.slice(7, 8));

test("one file of describe-images becomes images of its repository", () => {
  const { repositories, notes } = read([
    page([detail("a", { lastRecordedPullTime: 1767225600.5, imageStatus: "ARCHIVED" })]),
  ]);
  expect(repositories.get("team/api")).toEqual([
    {
      digest: digest("a"),
      tags: ["v1"],
      bytes: 1200,
      isManifestList: false,
      status: "archived",
      pushedAt: Date.UTC(2026, 1, 1, 9),
      pulledAt: Date.UTC(2026, 0, 1) + 500,
      archivedAt: undefined,
      activatedAt: undefined,
      subject: undefined,
      parts: undefined,
    },
  ]);
  expect(notes).toEqual([]);
});

describe("images come from", () => {
  const a = detail("a");
  const b = detail("b", { imageTags: ['ünï,"]}'] });
  test.each([
    ["several files", [page([a], { nextToken: "x" }), page([b])]],
    ["several documents in one file", [`${page([a])}\n${page([b])}\n`]],
    ["a bare list, as --query imageDetails prints it", [JSON.stringify([a, b])]],
    [
      "a document with other keys around",
      [JSON.stringify({ x: [[1], "]"], imageDetails: [a, b], y: { imageDetails: [3] } })],
    ],
  ])("%s, whatever the pieces are", (_, files) => {
    for (const size of [1, 7, 64, 100_000]) expect(digests(read(files, size))).toEqual(["a", "b"]);
  });
});

test("an empty listing is one", () => {
  expect(read([page([])]).repositories.size).toBe(0);
});

test("a manifest list gets its parts from batch-get-image answers, in whatever order the files come", () => {
  const manifest = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digest("b") }, { digest: digest("c") }] });
  const answer = JSON.stringify({
    images: [{ imageId: { imageDigest: digest("a") }, imageManifest: manifest }, { imageId: {} }],
    failures: [],
  });
  const index = detail("a", { imageManifestMediaType: "application/vnd.oci.image.index.v1+json" });
  for (const files of [
    [answer, page([index])],
    [page([index]), answer],
  ]) {
    expect(read(files).repositories.get("team/api")).toMatchObject([
      { isManifestList: true, parts: [digest("b"), digest("c")] },
    ]);
  }
});

describe("stated assumptions:", () => {
  test("an image that is listed twice is one, with the tags of both", () => {
    const { repositories, notes } = read([page([detail("a")]), page([detail("a", { imageTags: ["v2", "v1"] })])]);
    expect(repositories.get("team/api")).toMatchObject([{ tags: ["v1", "v2"] }]);
    expect(notes).toEqual(["1 image is listed more than once with the same push time, and counted only once."]);
  });

  test("an image without a size has 0 bytes", () => {
    const { repositories, notes } = read([
      page([detail("a", { imageSizeInBytes: undefined }), detail("b", { imageSizeInBytes: null })]),
    ]);
    expect(repositories.get("team/api")).toMatchObject([{ bytes: 0 }, { bytes: 0 }]);
    expect(notes).toEqual(["2 images have no size in the listing and are counted as 0 bytes."]);
  });

  test("a next page that was not given is told", () => {
    expect(read([page([detail("a")], { nextToken: "x" })]).notes).toEqual([
      expect.stringContaining("The listing is incomplete (it has a nextToken)"),
    ]);
    expect(read([page([detail("a")], { nextToken: null })]).notes).toEqual([]);
  });
});

const whole = page([detail("a"), detail("b")]);

test.each<[string, string, string]>([
  ["an empty file", "", "page-1.json: expected JSON, found no data"],
  ["blanks", " \n", "page-1.json: expected JSON, found no data"],
  ["text that is no JSON", "hello", "page-1.json: expected JSON, found an unexpected h at byte 0"],
  [
    "a listing cut short between images",
    whole.slice(0, whole.lastIndexOf(",\n        {") + 1),
    "page-1.json: expected complete JSON, found a list that ends after 1 entries",
  ],
  [
    "a listing cut short within an image",
    whole.slice(0, whole.length - 60),
    "page-1.json: expected complete JSON, found a list that ends after 1 entries",
  ],
  [
    "a listing cut short after its list",
    whole.slice(0, whole.lastIndexOf("]") + 1),
    "page-1.json: expected complete JSON, found truncated text",
  ],
  ["a comma too many", '{"imageDetails":[{},]}', 'page-1.json: expected JSON, found an unexpected "]", after entry 1'],
  ["a broken entry", '{"imageDetails":[{"a" 1}]}', "page-1.json: expected JSON, found an unexpected 1, after entry 0"],
  [
    "the output of list-images",
    '{"imageIds":[{"imageDigest":"x"}]}',
    "page-1.json: expected the output of aws ecr describe-images, found the output of list-images, which does not contain dates",
  ],
  [
    "another command's output",
    '{"repositories":[]}',
    "page-1.json: expected the output of aws ecr describe-images, found JSON without imageDetails",
  ],
  ["a scalar", "5", "page-1.json: expected the output of aws ecr describe-images, found JSON without imageDetails"],
  [
    "imageDetails that is no list",
    '{"imageDetails":{}}',
    "page-1.json: imageDetails: expected a list of images, found {}",
  ],
  [
    "an entry that is no object",
    page([3 as never]),
    "page-1.json: image 1: expected an object with imageDigest and imagePushedAt, found 3",
  ],
  [
    "an image without a digest",
    page([detail("a"), detail("b", { imageDigest: undefined })]),
    'page-1.json: image 2: imageDigest: expected a digest ("sha256:" and hexadecimal digits), found only repositoryName, imageTags, imageSizeInBytes and imagePushedAt\nList the images again without --query: aws ecr describe-images',
  ],
  [
    "a digest that is none",
    page([detail("a", { imageDigest: "v1.2" })]),
    'page-1.json: image 1: imageDigest: expected a digest ("sha256:" and hexadecimal digits), found "v1.2"',
  ],
  [
    "an image without a date",
    page([detail("a", { imagePushedAt: undefined })]),
    `imagePushedAt of ${digest("a")}: expected a time with a time zone`,
  ],
  [
    "a date without a zone",
    page([detail("a", { imagePushedAt: "2026-02-01T10:00:00" })]),
    'page-1.json: image 1: imagePushedAt of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a time with a time zone, such as "2026-01-31T10:20:30Z", or seconds since 1970, found "2026-02-01T10:00:00"',
  ],
  [
    "a day that is in no calendar",
    page([detail("a", { imagePushedAt: "2026-02-30T10:00:00Z" })]),
    'found "2026-02-30T10:00:00Z"',
  ],
  [
    "a pull time that is none",
    page([detail("a", { lastRecordedPullTime: "yesterday" })]),
    "lastRecordedPullTime of sha256:",
  ],
  [
    "a size that is none",
    page([detail("a", { imageSizeInBytes: "12" })]),
    'page-1.json: image 1: imageSizeInBytes of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a whole number of bytes, found "12"',
  ],
  [
    "a size that no image has",
    page([detail("a")]).replace("1200", "1e400"),
    "page-1.json: image 1: imageSizeInBytes of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a whole number of bytes, found Infinity",
  ],
  [
    "a part of a byte",
    page([detail("a", { imageSizeInBytes: 1.5 })]),
    "page-1.json: image 1: imageSizeInBytes of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a whole number of bytes, found 1.5",
  ],
  [
    "a time in milliseconds",
    page([detail("a", { imagePushedAt: 1769854830000 })]),
    'page-1.json: image 1: imagePushedAt of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a time with a time zone, such as "2026-01-31T10:20:30Z", or seconds since 1970, found 1769854830000',
  ],
  [
    "a listing of two accounts",
    page([detail("a", { registryId: "222233334444" }), detail("b", { registryId: "111122223333" })]),
    "expected images in one account, found 111122223333 and 222233334444. Use a separate listing for each account",
  ],
  [
    "tags that are no list",
    page([detail("a", { imageTags: "v1" })]),
    'page-1.json: image 1: imageTags of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected a list of tags, found "v1"',
  ],
  [
    "a status that is not known",
    page([detail("a", { imageStatus: "GONE" })]),
    'page-1.json: image 1: imageStatus of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: expected ACTIVE, ARCHIVED or ACTIVATING, found "GONE"',
  ],
  [
    "a digest with two push times",
    page([detail("a"), detail("a", { imagePushedAt: "2026-02-02T10:00:00Z" })]),
    "page-1.json: image 2: expected one push time for sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, found two. Use a listing from a single point in time",
  ],
])("%s is refused", (_, text, message) => {
  expect(() => read([text])).toThrow(BadListing);
  expect(() => read([text])).toThrow(message);
  expect(() => read([text], 3)).toThrow(BadListing);
});

test("all faults are told, up to ten of them", () => {
  const faulty = Array.from({ length: 13 }, () => ({ imageDigest: 1 }));
  expect(() => read([page(faulty)])).toThrow(/image 1: .*\n.*image 2: [\s\S]*image 10: .*\nand 3 more problems$/);
});
