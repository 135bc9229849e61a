import { CloudTrailClient, LookupEventsCommand, type Event, type LookupAttribute } from "@aws-sdk/client-cloudtrail";
import { type Environment } from "../model/environment";
import {
  EVENT_DAYS,
  type ChangeAnswer,
  type ChangeEvent,
  type DriftedResource,
} from "../operations/review/plan/cloudtrail";
import { DAY } from "../domain/images/image";
import { noEndpoint } from "./client-settings";
import { limitedClient } from "./limited-client";
import { refusalOf } from "./refusal";
import { rethrowEnd } from "./request-scope";

/** Few attempts: the answer only adds a sentence. */
const MAX_ATTEMPTS = 3;
/** AWS's largest page. */
const PAGE = 50;
/** Pages of one lookup. Newer events come first, so that older ones matter less. */
const MAX_PAGES = 3;

/**
 * The last of the calls that may have changed a resource, in the last 90 days. AWS allows two lookups a second.
 * @param now end of the 90 days
 * @returns `known: false` if CloudTrail denies access or does not respond
 */
export async function lastChange(environment: Environment, drifted: DriftedResource, now: Date): Promise<ChangeAnswer> {
  const why = noEndpoint(environment, "cloudtrail");
  if (why !== undefined) return { known: false, why };
  const place = { ...environment, location: { ...environment.location, region: drifted.region } };
  const client = await limitedClient(CloudTrailClient, place, "cloudtrail", { maxAttempts: MAX_ATTEMPTS });
  try {
    for (const attribute of attributesOf(drifted)) {
      const last = await lastOf(client, attribute, drifted, now);
      if (last !== undefined) return { known: true, last };
    }
    return { known: true };
  } catch (cause) {
    rethrowEnd(cause);
    return { known: false, why: refusalOf(cause, "ask CloudTrail (cloudtrail:LookupEvents)", place).message };
  } finally {
    client.destroy();
  }
}

/** A lookup takes one attribute. */
function attributesOf({ resourceNames, events }: DriftedResource): LookupAttribute[] {
  return resourceNames.length > 0
    ? resourceNames.map((AttributeValue) => ({ AttributeKey: "ResourceName", AttributeValue }))
    : events.map((AttributeValue) => ({ AttributeKey: "EventName", AttributeValue }));
}

async function lastOf(
  client: CloudTrailClient,
  attribute: LookupAttribute,
  { events, text = "" }: DriftedResource,
  now: Date,
): Promise<ChangeEvent | undefined> {
  const request = {
    ...{ LookupAttributes: [attribute], MaxResults: PAGE },
    ...{ StartTime: new Date(now.getTime() - EVENT_DAYS * DAY), EndTime: now },
  };
  let NextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { Events = [], ...answer } = await client.send(new LookupEventsCommand({ ...request, NextToken }));
    const about = Events.filter(({ CloudTrailEvent = "" }) => CloudTrailEvent.includes(text));
    const [last] = about.flatMap((event) => changeOf(event, events) ?? []);
    if (last !== undefined) return last;
    NextToken = answer.NextToken;
    if (NextToken === undefined) return undefined;
  }
  return undefined;
}

/** The parts of an event's own JSON that are read. */
interface EventRecord {
  readonly errorCode?: string;
  readonly userAgent?: string;
  readonly sessionCredentialFromConsole?: string;
  readonly userIdentity?: { readonly arn?: string; readonly invokedBy?: string; readonly principalId?: string };
}

/** A successful call of one of the names. */
function changeOf({ EventName, EventTime, Username, CloudTrailEvent }: Event, names: readonly string[]) {
  if (EventName === undefined || EventTime === undefined || !names.includes(EventName)) return undefined;
  const { errorCode, userIdentity = {}, ...record } = recordOf(CloudTrailEvent);
  if (errorCode !== undefined) return undefined;
  const { arn, invokedBy, principalId } = userIdentity;
  const via = viaOf(record);
  const change: ChangeEvent = {
    event: EventName,
    by: arn ?? invokedBy ?? principalId ?? Username ?? "an unknown caller",
    time: EventTime,
    ...(via === undefined ? {} : { via }),
  };
  return change;
}

function viaOf({ userAgent = "", sessionCredentialFromConsole }: EventRecord): ChangeEvent["via"] {
  if (/\bTerraform\//.test(userAgent)) return "Terraform";
  return sessionCredentialFromConsole === "true" ? "the AWS console" : undefined;
}

function recordOf(text = "{}"): EventRecord {
  try {
    return JSON.parse(text) as EventRecord;
  } catch {
    return {};
  }
}
