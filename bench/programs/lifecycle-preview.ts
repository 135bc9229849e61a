/** Previews a policy of ten rules for the listing that is its first argument, and prints it in the form of its second, as `ecr lifecycle preview` does. */
import { readListing } from "../../src/cli/support/read-listing";
import { write } from "../../src/cli/support/write";
import { previewTable } from "../../src/cli/lifecycle/table";
import { previewJson, previewOf } from "../../src/operations/lifecycle-preview/preview";
import { type LifecycleRule } from "../../src/domain/lifecycle-policy/schema";

const TAGGED = ["v1.1*", "v1.2*", "v*", "pr-1*", "pr-*", "sha-a*", "sha-*", "main-*"];
const RULES: readonly LifecycleRule[] = [
  ...TAGGED.map((pattern, index): LifecycleRule => ({
    rulePriority: index + 1,
    selection:
      index % 2 === 0
        ? { tagStatus: "tagged", tagPatternList: [pattern], countType: "imageCountMoreThan", countNumber: 1000 }
        : {
            tagStatus: "tagged",
            tagPatternList: [pattern],
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 90,
          },
    action: { type: "expire" },
  })),
  {
    rulePriority: 20,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
    action: { type: "expire" },
  },
  {
    rulePriority: 30,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 100_000 },
    action: { type: "expire" },
  },
];

async function main(path: string, output: string): Promise<void> {
  const { repositories } = await readListing([path], process.cwd(), process.stdin);
  for (const [name, images] of repositories) {
    const preview = previewOf(name, RULES, images, new Date("2026-01-02T00:00:00Z"));
    await write(output === "json" ? previewJson(preview) : [previewTable(preview, { rules: RULES })]);
  }
}

void main(process.argv[2] ?? "", process.argv[3] ?? "table");
