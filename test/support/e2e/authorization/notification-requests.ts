import { EMULATED_ACCOUNT } from "../emulator";
import { plain, text, type AuthorizedAction } from "./request";

type Values = Readonly<Record<string, unknown>>;

/** The decisions about a request to EventBridge. */
export function eventsActions(operation: string, body: Values, region: string): AuthorizedAction[] {
  const name = text(body["Rule"] ?? body["Name"]);
  const given = text(body["ResourceARN"]);
  const resource = given === "" ? `arn:aws:events:${region}:${EMULATED_ACCOUNT}:rule/${name}` : given;
  const isTagged = operation === "PutRule" && ((body["Tags"] as readonly unknown[] | undefined) ?? []).length > 0;
  return [plain(`events:${operation}`, resource), ...(isTagged ? [plain("events:TagResource", resource)] : [])];
}

/** The decisions about a request to CloudWatch's alarms. */
export function alarmActions(form: URLSearchParams, region: string): AuthorizedAction[] {
  const operation = form.get("Action") ?? "";
  const named = form.get("AlarmName") ?? form.get("AlarmNames.member.1") ?? "";
  const resource = form.get("ResourceARN") ?? `arn:aws:cloudwatch:${region}:${EMULATED_ACCOUNT}:alarm:${named}`;
  const isTagged = operation === "PutMetricAlarm" && [...form.keys()].some((key) => key.startsWith("Tags."));
  return [plain(`cloudwatch:${operation}`, resource), ...(isTagged ? [plain("cloudwatch:TagResource", resource)] : [])];
}

/** The decisions about a request to SNS. */
export function snsActions(form: URLSearchParams, region: string): AuthorizedAction[] {
  const action = form.get("Action") ?? "";
  const named = `arn:aws:sns:${region}:${EMULATED_ACCOUNT}:${form.get("Name") ?? ""}`;
  // The resource of a subscription is its topic.
  const topic = form.get("SubscriptionArn")?.replace(/:[^:]*$/, "");
  const resource = form.get("TopicArn") ?? form.get("ResourceArn") ?? topic ?? named;
  const isTagged = action === "CreateTopic" && [...form.keys()].some((key) => key.startsWith("Tags."));
  return [plain(`sns:${action}`, resource), ...(isTagged ? [plain("sns:TagResource", resource)] : [])];
}
