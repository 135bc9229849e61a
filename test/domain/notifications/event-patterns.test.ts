import { eventPattern, EMAIL_TEXTS } from "../../../src/domain/notifications/event-patterns";
import { NOTIFICATION_EVENTS } from "../../../src/domain/notifications/settings";

const HERE = { account: "111122223333", region: "eu-west-1" };

test("a push of named repositories and tags", () => {
  const filter = { repositories: ["team/api", "prod/*", "*/web"], imageTags: ["v*"] };
  expect(eventPattern("push", filter, HERE)).toEqual({
    source: ["aws.ecr"],
    "detail-type": ["ECR Image Action"],
    detail: {
      "action-type": ["PUSH"],
      result: ["SUCCESS"],
      "image-tag": [{ prefix: "v" }],
      "repository-name": ["team/api", { prefix: "prod/" }, { wildcard: "*/web" }],
    },
  });
});

test("without filters, all repositories are matched", () => {
  expect(eventPattern("delete", {}, HERE)["detail"]).toEqual({ "action-type": ["DELETE"], result: ["SUCCESS"] });
  expect(eventPattern("finding", {}, HERE)["detail"]).toEqual({
    status: ["ACTIVE"],
    severity: ["CRITICAL", "HIGH"],
    resources: { type: ["AWS_ECR_CONTAINER_IMAGE"] },
  });
});

test("a scan is matched by the repository's name of ECR and by its ARN of Inspector", () => {
  const { detail } = eventPattern("scan", { repositories: ["prod/*"] }, HERE);
  expect(detail).toEqual({
    "scan-status": ["COMPLETE", "INITIAL_SCAN_COMPLETE"],
    "repository-name": [{ prefix: "prod/" }, { prefix: "arn:aws:ecr:eu-west-1:111122223333:repository/prod/" }],
    $or: [
      { "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] } },
      { "finding-severity-counts": { HIGH: [{ numeric: [">", 0] }] } },
    ],
  });
});

test("a single severity needs no alternatives", () => {
  const { detail } = eventPattern("scan", { severities: ["CRITICAL"] }, HERE);
  expect(detail).toEqual({
    "scan-status": ["COMPLETE", "INITIAL_SCAN_COMPLETE"],
    "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] },
  });
});

test.each(["replicationFailed", "pullThroughCacheFailed"] as const)("%s matches every result but success", (event) => {
  expect(JSON.stringify(eventPattern(event, {}, HERE)["detail"])).toContain('[{"anything-but":["SUCCESS"]}]');
});

test.each(NOTIFICATION_EVENTS)("the email about %s uses exactly its fields", (event) => {
  const { paths, text } = EMAIL_TEXTS[event];
  const used = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
  expect(new Set(used)).toEqual(new Set(Object.keys(paths)));
});
