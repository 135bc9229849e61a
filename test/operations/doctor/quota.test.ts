import { type Image } from "../../../src/domain/images/image";
import { diagnoseQuotas } from "../../../src/operations/doctor/quota";

const DIGEST = `sha256:${"b".repeat(64)}`;

const image = (digest: string, tagCount: number): Image => ({
  digest,
  tags: Array.from({ length: tagCount }, (_, index) => `5.0.${index}`),
  bytes: 1,
  isManifestList: false,
  status: "active",
  pushedAt: 0,
  pulledAt: undefined,
  archivedAt: undefined,
  activatedAt: undefined,
  subject: undefined,
  parts: undefined,
});

test("an image with all its tags is a cause of failing pushes", () => {
  expect(diagnoseQuotas("team/api", [image("sha256:a", 3), image(DIGEST, 1000), image("sha256:c", 5)])).toEqual([
    {
      id: "push/tag-quota",
      verdict: "cause",
      about: "team/api",
      evidence:
        "1,000 of 1,000 tags on sha256:bbbbbbbbbbbb (100%): ECR rejects every push that adds a tag to this image",
      fix: expect.stringContaining("remove tags with aws ecr batch-delete-image") as string,
    },
  ]);
});

test("so is a repository that is nearly full, and both are reported", () => {
  const images = [...Array.from({ length: 94_999 }, () => image("sha256:a", 0)), image(DIGEST, 950)];
  expect(diagnoseQuotas("team/api", images).map(({ id, verdict }) => `${verdict} ${id}`)).toEqual([
    "cause push/image-quota",
    "cause push/tag-quota",
  ]);
});

test.each([[[]], [[image(DIGEST, 10)]]])("others are fine", (images) => {
  expect(diagnoseQuotas("team/api", images)).toMatchObject([{ id: "push/quota", verdict: "ok" }]);
});
