/** `npm run bench`, the part about lifecycle previews: the time of a preview in that of `JSON.parse` of the same listing. */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "./measure";
import { benchmarkStart } from "./start";

/** Images that AWS allows in a repository. */
const AWS_LIMIT = 100_000;
const SIZES = [AWS_LIMIT, 10 * AWS_LIMIT] as const;
const RUNS = 3;
const MINUTE = 60_000;

/** Writes the listing of a repository with so many images, as compact JSON: indented it were too long for one string. */
async function writeListing(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  const start = Date.UTC(2026, 0, 1);
  for (let first = 0; first < count; first += 10_000) {
    const details = Array.from({ length: Math.min(10_000, count - first) }, (_, offset) =>
      detail(first + offset, start),
    );
    const text = `${first === 0 ? '{"imageDetails":[' : ","}${details.map((each) => JSON.stringify(each)).join(",")}`;
    if (!file.write(text)) await once(file, "drain");
  }
  file.end("]}\n");
  await once(file, "close");
}

/** An image of a well-used repository; the order of the listing has nothing to do with time, as in AWS's answers. */
function detail(index: number, start: number): object {
  const mixed = Math.imul(index + 1, 2654435761) >>> 0;
  const digest = Array.from({ length: 8 }, (_, part) =>
    (part === 7 ? index : Math.imul(mixed ^ index, part + 1) >>> 0).toString(16).padStart(8, "0"),
  );
  const time = new Date(start - (mixed % 1_000_000) * MINUTE).toISOString();
  const tags = [[], [`v1.${index}`], [`pr-${index}`], [`sha-${mixed.toString(16)}`, `main-${index}`]][mixed % 4] ?? [];
  return {
    registryId: "123456789012",
    repositoryName: "team/api",
    imageDigest: `sha256:${digest.join("")}`,
    imageTags: tags,
    imageSizeInBytes: 10_000_000 + (mixed % 100_000_000),
    imagePushedAt: time.replace(".000Z", "+00:00"),
    imageManifestMediaType: "application/vnd.docker.distribution.manifest.v2+json",
    artifactMediaType: "application/vnd.docker.container.image.v1+json",
    lastRecordedPullTime: time.replace(".000Z", "+00:00"),
  };
}

/** Prints how long the commands take to start, how long previews of so many images, and how much memory. */
export async function benchmarkLifecycle(): Promise<void> {
  benchmarkStart();
  const folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-bench-"));
  try {
    const one = join(folder, "1.json");
    await writeListing(one, 1);
    for (const count of SIZES) {
      const path = join(folder, `${count}.json`);
      await writeListing(path, count);
      for (const output of ["table", "json"]) {
        const [parseStart, previewStart, parse, preview] = measure(
          [
            { name: "lifecycle-parse", args: [one] },
            { name: "lifecycle-preview", args: [one, output] },
            { name: "lifecycle-parse", args: [path] },
            { name: "lifecycle-preview", args: [path, output] },
          ],
          RUNS,
        );
        if (parseStart === undefined || previewStart === undefined || parse === undefined || preview === undefined)
          throw new Error("expected a measurement of each program, found fewer");
        const ratio = (preview.seconds - previewStart.seconds) / (parse.seconds - parseStart.seconds);
        console.log(
          `preview of ${count} images with 10 rules, -o ${output}: ${ratio.toFixed(2)}x the time of JSON.parse, not counting startup (${preview.seconds.toFixed(2)} s, ${Math.round(preview.memory)} MiB to ${parse.seconds.toFixed(2)} s, ${Math.round(parse.memory)} MiB${count === AWS_LIMIT ? "; limit 2.5x" : "; limit 2048 MiB"})`,
        );
      }
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) void benchmarkLifecycle();
