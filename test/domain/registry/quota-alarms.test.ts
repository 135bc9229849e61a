import { quotaAlarms } from "../../../src/domain/registry/quota-alarms";

const topic = "arn:aws:sns:eu-west-1:111122223333:operations";

test("an alarm counts the calls of a minute, and a quota is per second", () => {
  const alarms = quotaAlarms({ topic });
  expect(alarms).toHaveLength(8);
  expect(alarms.find(({ action }) => action === "PutImage")).toEqual({
    action: "PutImage",
    id: "quota_put_image",
    name: "ecr-quota-PutImage",
    description: "Amazon ECR: in a minute, more than 80% of the quota for PutImage, 10 calls per second",
    threshold: 480,
  });
});

test("a raised quota and another share change the threshold", () => {
  const thresholds = new Map(
    quotaAlarms({ topic, percent: 50, quotas: { PutImage: 20 } }).map(({ action, threshold }) => [action, threshold]),
  );
  expect(thresholds.get("PutImage")).toBe(600);
  expect(thresholds.get("BatchGetImage")).toBe(60_000);
});
