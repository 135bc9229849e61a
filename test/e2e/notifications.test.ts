import { environmentTree } from "../../src/cli/generate/environment-tree";
import { environment } from "../support/environment";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const REGION = "me-south-1";
const emulator = sharedEmulator(REGION);
const workspace = new Workspace().keepProvider();
const QUEUE = "registry-events";

afterAll(() => {
  workspace.dispose();
});

/** Calls EventBridge or SQS, for which the project has no client. */
async function call(service: "events" | "sqs", target: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(emulator.env["AWS_ENDPOINT_URL"] ?? "", {
    method: "POST",
    headers: {
      "Content-Type": service === "sqs" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1",
      "X-Amz-Target": target,
      // The emulator reads only the account's key, the region and the service.
      Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

interface Event {
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Sends events to the bus, and receives those that arrive in the queue. */
async function arriving(events: readonly (Event & { readonly source: string })[], url: string): Promise<Event[]> {
  const entries = events.map((event) => ({
    Source: event.source,
    DetailType: event["detail-type"],
    Detail: JSON.stringify(event.detail),
  }));
  await call("events", "AWSEvents.PutEvents", { Entries: entries });
  const { Messages = [] } = await call("sqs", "AmazonSQS.ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 });
  return (Messages as { Body: string }[]).map(({ Body }) => JSON.parse(Body) as Event);
}

const scan = (repository: string, counts: object, source = "aws.ecr") => ({
  source,
  "detail-type": source === "aws.ecr" ? "ECR Image Scan" : "Inspector2 Scan",
  detail: {
    "scan-status": source === "aws.ecr" ? "COMPLETE" : "INITIAL_SCAN_COMPLETE",
    "repository-name": repository,
    "finding-severity-counts": counts,
  },
});
const push = (repository: string, tag: string, result = "SUCCESS") => ({
  source: "aws.ecr",
  "detail-type": "ECR Image Action",
  detail: { "action-type": "PUSH", result, "repository-name": repository, "image-tag": tag },
});
const replication = (repository: string, result: string) => ({
  source: "aws.ecr",
  "detail-type": "ECR Replication Action",
  detail: { "action-type": "REPLICATE", result, "repository-name": repository },
});

test("events on the bus reach the queue if a declared notification matches them, and emails get a topic", async () => {
  const { QueueUrl } = await call("sqs", "AmazonSQS.CreateQueue", { QueueName: QUEUE });
  const tree = environmentTree(
    environment({
      location: { account: EMULATED_ACCOUNT, region: REGION },
      notifications: [
        {
          name: "production",
          events: ["push", "scan", "replicationFailed"],
          repositories: ["prod/*", "shared"],
          imageTags: ["v*"],
          target: `arn:aws:sqs:${REGION}:${EMULATED_ACCOUNT}:${QUEUE}`,
        },
        // The emulator does not deliver to topics, so no event below matches.
        { name: "security", events: ["finding", "delete"], emails: ["security@example.com"] },
      ],
    }),
  );
  for (const [path, text] of tree) workspace.write(path, text);
  workspace.write(
    "registry/override.tf.json",
    JSON.stringify({ terraform: { backend: { local: { path: "test.tfstate" } } } }),
  );
  const run = (...args: string[]): Promise<string> =>
    workspace.terraform([...args, "-no-color", "-input=false"], emulator.env, "registry");
  await run("init");
  expect(await run("apply", "-auto-approve")).toMatch(/ 13 added, 0 changed, 0 destroyed/);
  expect(await run("plan")).toContain("No changes.");

  const reported = [
    push("prod/api", "v1.2"),
    push("shared", "v1"),
    scan("prod/api", { CRITICAL: 1 }),
    scan(`arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/prod/api`, { HIGH: 3, LOW: 2 }, "aws.inspector2"),
    replication("shared", "FAILED"),
  ];
  const silent = [
    push("prod/api", "latest"),
    push("prod/api", "v1.3", "FAILURE"),
    push("dev/api", "v1"),
    push("shared/other", "v1"),
    scan("prod/api", { MEDIUM: 4 }),
    scan(`arn:aws:ecr:${REGION}:444455556666:repository/prod/api`, { HIGH: 1 }, "aws.inspector2"),
    replication("shared", "SUCCESS"),
  ];
  expect(await arriving(silent, String(QueueUrl))).toEqual([]);
  const events = await arriving(reported, String(QueueUrl));
  expect(events.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining(reported.map(({ detail }) => detail)) as unknown,
  );
  expect(events).toHaveLength(reported.length);
});
