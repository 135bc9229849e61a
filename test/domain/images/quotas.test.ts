import { quotaText, usedQuotas } from "../../../src/domain/images/quotas";

const DIGEST = `sha256:${"b".repeat(64)}`;

test.each([
  [89_999, []],
  [90_000, ["90,000 of 100,000 images (90%). At 100%, ECR rejects every push of a new image"]],
  [99_999, ["99,999 of 100,000 images (99%). At 100%, ECR rejects every push of a new image"]],
  [100_000, ["100,000 of 100,000 images (100%): ECR rejects every push of a new image"]],
  // AWS must have raised the quota.
  [100_001, []],
])("%d images", (count, expected) => {
  expect(usedQuotas({ count }).map(quotaText)).toEqual(expected);
});

test.each([
  [899, []],
  [
    900,
    ["900 of 1,000 tags on sha256:bbbbbbbbbbbb (90%). At 100%, ECR rejects every push that adds a tag to this image"],
  ],
  [1000, ["1,000 of 1,000 tags on sha256:bbbbbbbbbbbb (100%): ECR rejects every push that adds a tag to this image"]],
])("%d tags", (tagCount, expected) => {
  expect(usedQuotas({ count: 1, mostTagged: { digest: DIGEST, tagCount } }).map(quotaText)).toEqual(expected);
});
