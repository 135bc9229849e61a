import { imageListEntries } from "../../../src/operations/scan-gate/image-list";

const digest = (fill: string): string => `sha256:${fill.repeat(64)}`;
const IMAGE = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: digest("a") };
const AMD64 = { ...IMAGE, platform: { os: "linux", architecture: "amd64" } };
const ATTESTATION = {
  ...IMAGE,
  digest: digest("b"),
  platform: { os: "unknown", architecture: "unknown" },
  annotations: {
    "vnd.docker.reference.type": "attestation-manifest",
    "vnd.docker.reference.digest": digest("a"),
  },
};

function read(...manifests: readonly object[]) {
  return imageListEntries(JSON.stringify({ manifests }));
}

test("images are told by their platforms, and attestations about them are left out", () => {
  const arm64 = { ...IMAGE, digest: digest("c"), platform: { os: "linux", architecture: "arm64", variant: "v8" } };
  expect(read(AMD64, arm64, ATTESTATION)).toEqual({
    images: [
      { digest: digest("a"), platform: "linux/amd64" },
      { digest: digest("c"), platform: "linux/arm64/v8" },
    ],
    lists: [],
    attestations: 1,
  });
});

const { annotations } = ATTESTATION;
test.each([
  ["a known architecture", { platform: { os: "unknown", architecture: "amd64" } }],
  ["a known system", { platform: { os: "linux", architecture: "unknown" } }],
  ["no platform", { platform: undefined }],
  ["no annotations", { annotations: undefined }],
  ["another type", { annotations: { ...annotations, "vnd.docker.reference.type": "image" } }],
  [
    "a subject that is not in the list",
    { annotations: { ...annotations, "vnd.docker.reference.digest": digest("d") } },
  ],
  ["itself as its subject", { annotations: { ...annotations, "vnd.docker.reference.digest": digest("b") } }],
])("an entry with %s does not prove to be an attestation, and has to be scanned", (_, parts) => {
  const { images, attestations } = read(AMD64, { ...ATTESTATION, ...parts });
  expect(attestations).toBe(0);
  expect(images.map((image) => image.digest)).toEqual([digest("a"), digest("b")]);
});

test("lists in the list are named, whatever platform they claim", () => {
  const list = { mediaType: "application/vnd.oci.image.index.v1+json", digest: digest("e") };
  expect(read({ ...ATTESTATION, ...list })).toEqual({ images: [], lists: [digest("e")], attestations: 0 });
});

test("what is not a list of digests is refused", () => {
  expect(() => imageListEntries("{}")).toThrow();
  expect(() => read({ ...IMAGE, digest: "latest" })).toThrow();
});
