import { readManifestParts } from "../../../../src/domain/images/listing/manifest-parts";

const entry = (manifest: unknown): object => ({
  imageId: { imageDigest: "sha256:a" },
  imageManifest: typeof manifest === "string" ? manifest : JSON.stringify(manifest),
});
const blob = (digest: string, size: unknown): object => ({ digest, size, mediaType: "application/octet-stream" });

test("a manifest list tells its parts", () => {
  expect(readManifestParts(entry({ manifests: [{ digest: "sha256:b" }, { platform: {} }] }))).toEqual({
    digest: "sha256:a",
    parts: ["sha256:b"],
  });
});

test("an image's manifest tells its configuration and layers", () => {
  expect(readManifestParts(entry({ config: blob("sha256:c", 10), layers: [blob("sha256:l", 20)] }))).toEqual({
    digest: "sha256:a",
    layers: [
      { digest: "sha256:c", size: 10 },
      { digest: "sha256:l", size: 20 },
    ],
  });
});

test.each<[string, unknown]>([
  ["a layer without a size", entry({ config: blob("sha256:c", 10), layers: [blob("sha256:l", "20")] })],
  ["no configuration", entry({ layers: [blob("sha256:l", 20)] })],
  ["layers of the first schema, which have no sizes", entry({ schemaVersion: 1, fsLayers: [] })],
  ["text that is no JSON", entry("{")],
  ["no manifest", { imageId: { imageDigest: "sha256:a" } }],
  ["no digest", { imageManifest: JSON.stringify({ manifests: [] }) }],
  ["no entry", null],
])("%s tells nothing", (_, value) => {
  expect(readManifestParts(value)).toBeUndefined();
});
