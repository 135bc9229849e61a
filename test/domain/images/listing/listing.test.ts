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
    expect(notes).toEqual(["1 image is listed more than once, with equal push times; each is taken once."]);
  });

  test("an image without a size has 0 bytes", () => {
    const { repositories, notes } = read([
      page([detail("a", { imageSizeInBytes: undefined }), detail("b", { imageSizeInBytes: null })]),
    ]);
    expect(repositories.get("team/api")).toMatchObject([{ bytes: 0 }, { bytes: 0 }]);
    expect(notes).toEqual(["2 images have no size in the listing; 0 bytes are assumed."]);
  });

  test("a next page that was not given is told", () => {
    expect(read([page([detail("a")], { nextToken: "x" })]).notes).toEqual([
      expect.stringContaining("The listing has a next page (nextToken) that was not given"),
    ]);
    expect(read([page([detail("a")], { nextToken: null })]).notes).toEqual([]);
  });
});

const whole = page([detail("a"), detail("b")]);

test.each<[string, string, string]>([
  ["an empty file", "", "page-1.json: the text is empty"],
  ["blanks", " \n", "page-1.json: the text is empty"],
  ["text that is no JSON", "hello", "page-1.json: not JSON: unexpected h at byte 0"],
  [
    "a listing cut short between images",
    whole.slice(0, whole.lastIndexOf(",\n        {") + 1),
    "the text ends in the middle of the list, after 1 entries; it was cut short",
  ],
  [
    "a listing cut short within an image",
    whole.slice(0, whole.length - 60),
    "the text ends in the middle of the list, after 1 entries; it was cut short",
  ],
  [
    "a listing cut short after its list",
    whole.slice(0, whole.lastIndexOf("]") + 1),
    "the text ends in the middle; it was cut short",
  ],
  ["a comma too many", '{"imageDetails":[{},]}', "not JSON"],
  ["a broken entry", '{"imageDetails":[{"a" 1}]}', "not JSON, after entry 0: unexpected 1"],
  [
    "the output of list-images",
    '{"imageIds":[{"imageDigest":"x"}]}',
    "found imageIds, as list-images prints them, without dates; use the output of aws ecr describe-images",
  ],
  [
    "another command's output",
    '{"repositories":[]}',
    "no imageDetails; the output of aws ecr describe-images is expected",
  ],
  ["a scalar", "5", "no imageDetails"],
  ["imageDetails that is no list", '{"imageDetails":{}}', "imageDetails is no list; a list of images is expected"],
  [
    "an entry that is no object",
    page([3 as never]),
    "image 1: found 3; an image is an object with imageDigest and imagePushedAt",
  ],
  [
    "an image without a digest",
    page([detail("a"), detail("b", { imageDigest: undefined })]),
    "image 2: imageDigest: found nothing",
  ],
  [
    "a digest that is none",
    page([detail("a", { imageDigest: "v1.2" })]),
    'imageDigest: found "v1.2"; a digest is expected, "sha256:" and hexadecimal digits',
  ],
  [
    "an image without a date",
    page([detail("a", { imagePushedAt: undefined })]),
    `imagePushedAt of ${digest("a")}: found nothing; a time with its zone`,
  ],
  [
    "a date without a zone",
    page([detail("a", { imagePushedAt: "2026-02-01T10:00:00" })]),
    "a time with its zone is expected",
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
    'found "12"; a whole number of bytes is expected',
  ],
  ["a size that no image has", page([detail("a")]).replace("1200", "1e400"), "found Infinity; a whole number of bytes"],
  ["a part of a byte", page([detail("a", { imageSizeInBytes: 1.5 })]), "found 1.5; a whole number of bytes"],
  [
    "a time in milliseconds",
    page([detail("a", { imagePushedAt: 1769854830000 })]),
    'found 1769854830000; a time with its zone is expected, as in "2026-01-31T10:20:30Z", or seconds since 1970',
  ],
  [
    "a listing of two accounts",
    page([detail("a", { registryId: "222233334444" }), detail("b", { registryId: "111122223333" })]),
    "images of the accounts 111122223333, 222233334444 together; a listing is of one account",
  ],
  ["tags that are no list", page([detail("a", { imageTags: "v1" })]), 'found "v1"; a list of tags is expected'],
  [
    "a status that is not known",
    page([detail("a", { imageStatus: "GONE" })]),
    'found "GONE"; ACTIVE, ARCHIVED, ACTIVATING are known',
  ],
  [
    "a digest with two push times",
    page([detail("a"), detail("a", { imagePushedAt: "2026-02-02T10:00:00Z" })]),
    "is listed twice, with different push times",
  ],
])("%s is refused", (_, text, message) => {
  expect(() => read([text])).toThrow(BadListing);
  expect(() => read([text])).toThrow(message);
  expect(() => read([text], 3)).toThrow(BadListing);
});

test("all faults are told, up to ten of them", () => {
  const faulty = Array.from({ length: 13 }, () => ({ imageDigest: 1 }));
  expect(() => read([page(faulty)])).toThrow(/image 1: .*\n.*image 2: [\s\S]*image 10: .*\nand 3 more like these$/);
});
