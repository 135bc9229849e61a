import { type Image } from "../../../src/domain/images/image";
import { type ImagesInUse } from "../../../src/operations/images/in-use";

/** The time at which the tests take place. */
export const NOW = new Date("2026-03-01T00:00:00Z");

export const digestOf = (fill: string): string => `sha256:${fill.repeat(64)}`;

/** An image with the digest `sha256:aaa...` for `a`, pushed on 2026-01-01. */
export function image(fill: string, more: Partial<Image> = {}): Image {
  return {
    digest: digestOf(fill),
    tags: [],
    bytes: 100,
    isManifestList: false,
    status: "active",
    pushedAt: Date.parse("2026-01-01T00:00:00Z"),
    pulledAt: undefined,
    archivedAt: undefined,
    activatedAt: undefined,
    subject: undefined,
    parts: undefined,
    ...more,
  };
}

/** A manifest list of images. */
export function list(fill: string, parts: readonly string[], more: Partial<Image> = {}): Image {
  return image(fill, { isManifestList: true, parts: parts.map(digestOf), ...more });
}

export const NO_USE: ImagesInUse = { known: true, uses: new Map() };

/** The images with these letters are in use, by so many tasks and pods. */
export function inUse(counts: Readonly<Record<string, number>>): ImagesInUse {
  return { known: true, uses: new Map(Object.entries(counts).map(([fill, count]) => [digestOf(fill), { count }])) };
}
