import { quoteValue } from "../problems/problem";
import { didYouMean } from "../text/suggestions";

/**
 * Platforms that BuildKit builds with QEMU on a Linux runner.
 * @see https://docs.docker.com/build/building/multi-platform/
 */
const PLATFORMS: readonly string[] = [
  "linux/amd64",
  "linux/arm64",
  "linux/arm/v7",
  "linux/arm/v6",
  "linux/386",
  "linux/ppc64le",
  "linux/riscv64",
  "linux/s390x",
];

/** Architectures that run on an x86 runner without QEMU. */
const NATIVE: ReadonlySet<string> = new Set(["amd64", "386"]);

/**
 * Parses a list such as `linux/amd64,linux/arm64`.
 * @returns the platforms in their order, without duplicates, and what is wrong with the others
 */
export function readPlatforms(text: string): {
  readonly platforms: readonly string[];
  readonly faults: readonly string[];
} {
  const words = [...new Set(text.split(",").map((word) => word.trim()))];
  const faults = words
    .filter((word) => !PLATFORMS.includes(word))
    .map(
      (word) =>
        `expected platforms such as linux/amd64,linux/arm64 (${PLATFORMS.join(", ")}), found ${quoteValue(word)}.${didYouMean(word, PLATFORMS)}`,
    );
  return { platforms: words, faults };
}

/** The architectures that need QEMU on an x86 runner, as `binfmt` names them: `arm64`, `arm`. */
export function emulatedArchitectures(platforms: readonly string[]): string[] {
  const architectures = platforms.map((platform) => platform.split("/")[1] ?? "");
  return [...new Set(architectures)].filter((name) => !NATIVE.has(name));
}
