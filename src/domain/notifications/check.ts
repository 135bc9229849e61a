import { parseArn, partitionOf } from "../aws/arn";
import { KEY_ARN } from "../aws/arn-patterns";
import { checkTags } from "../aws/tags";
import { error, mismatches, oneOf, prefixed, quoteValue, repeated, type Path, type Problem } from "../problems/problem";
import { eventPattern } from "./event-patterns";
import {
  EMAIL,
  EVENTS_WITH_SEVERITIES,
  EVENTS_WITH_TAGS,
  EXPECTED,
  NAME,
  REPOSITORY_PATTERN,
  RULE_NAME_LENGTH,
  TAG_PATTERN,
  TWO_WILDCARDS,
  type NotificationSettings,
} from "./settings";
import { prefixedName, ruleName, subscriptionAddress } from "./names";
import { targetKind, TARGET_FORMS } from "./target";

/** Maximum length of an event pattern in characters. */
export const EVENT_PATTERN_LENGTH = 2048;

/** Checks every setting that AWS would reject or that would have no effect. Each problem is at its own field. */
export function checkNotification(settings: NotificationSettings): Problem[] {
  const { name, tags = {} } = settings;
  return [
    ...(NAME.test(name) ? [] : [problem("name", ["name"], `expected ${EXPECTED.name}, found ${quoteValue(name)}`)]),
    ...checkRuleNames(settings),
    ...checkEvents(settings),
    ...checkFilters(settings),
    ...checkReceivers(settings),
    ...prefixed(["tags"], checkTags(tags)),
  ];
}

function checkRuleNames(settings: NotificationSettings): Problem[] {
  const names = settings.events.map((event) => prefixedName(settings, ruleName(settings.name, event)));
  const tooLong = names.find(({ length }) => length > RULE_NAME_LENGTH);
  if (tooLong === undefined || !NAME.test(settings.name)) return [];
  const message = `expected rule names of at most ${RULE_NAME_LENGTH} characters, found ${quoteValue(tooLong)} (${tooLong.length}). Rule names contain the name of the notification, so shorten it`;
  return [problem("rule-name", ["name"], message)];
}

/** Addresses whose subscriptions would have the same Terraform name: all but one of them would be lost. */
function checkSubscriptions({ name, emails = [] }: NotificationSettings): Problem[] {
  return repeated(emails, (email) => subscriptionAddress(name, email)).map(({ index, entry, first, key }) => {
    const message =
      entry === first
        ? `expected each address once, found ${quoteValue(entry)} twice. Remove one`
        : `expected addresses with unique Terraform names, found ${quoteValue(entry)} and ${quoteValue(first)}, which both become ${quoteValue(key)}. Move one to a second notification`;
    return problem("email", ["emails", index], message);
  });
}

function problem(rule: string, at: Path, message: string): Problem {
  return error(`notification/${rule}`, at, message);
}

function checkEvents({ events, severities, imageTags }: NotificationSettings): Problem[] {
  if (events.length === 0) return [problem("events", ["events"], "expected at least one event, found none")];
  const twice = repeated(events, (event) => event).map(({ entry, index }) =>
    problem("events", ["events", index], `expected each event once, found ${entry} twice. Remove one`),
  );
  const filters = [
    ["severities", severities, EVENTS_WITH_SEVERITIES],
    ["imageTags", imageTags, EVENTS_WITH_TAGS],
  ] as const;
  const unused = filters.flatMap(([field, value, used]) => {
    if (value === undefined || events.some((event) => used.includes(event))) return [];
    const message = `applies only to ${oneOf(used, "and")}, but this notification reports ${oneOf(events, "and")}. Remove it`;
    return [problem("unused", [field], message)];
  });
  return [...twice, ...unused];
}

function checkFilters(settings: NotificationSettings): Problem[] {
  const { events, repositories = [], imageTags = [], location } = settings;
  const invalid = [
    ...invalidPatterns("repositories", repositories, REPOSITORY_PATTERN, EXPECTED.repository),
    ...invalidPatterns("imageTags", imageTags, TAG_PATTERN, EXPECTED.imageTag),
  ];
  if (invalid.length > 0) return invalid;
  const lengths = events.map((event) => JSON.stringify(eventPattern(event, settings, location)).length);
  const longest = Math.max(0, ...lengths);
  if (longest <= EVENT_PATTERN_LENGTH) return [];
  const message = `expected an event pattern of at most ${EVENT_PATTERN_LENGTH} characters, found ${longest}. Use patterns such as "team/*" or "v*" instead of single names or tags`;
  return [problem("pattern-length", ["repositories"], message)];
}

function invalidPatterns(field: string, texts: readonly string[], allowed: RegExp, words: string): Problem[] {
  return texts.flatMap((text, index) =>
    allowed.test(text) && !text.includes(TWO_WILDCARDS)
      ? []
      : [problem(`${field}-pattern`, [field, index], `expected ${words}, found ${quoteValue(text)}`)],
  );
}

function checkReceivers(settings: NotificationSettings): Problem[] {
  const { target, emails = [], kmsKey, location } = settings;
  const problems: Problem[] = [];
  if (target === undefined && emails.length === 0)
    problems.push(problem("receiver", [], "expected target or emails, found neither. Set one of them"));
  if (target !== undefined && emails.length > 0) {
    const message = "expected target or emails, found both. To send both, add a second notification";
    problems.push(problem("receiver", ["emails"], message));
  }
  if (target !== undefined) problems.push(...checkTarget(target, settings));
  const invalid = mismatches(
    emails,
    EMAIL,
    "notification/email",
    (found) => `expected an email address, found ${found}`,
  );
  problems.push(...prefixed(["emails"], invalid), ...checkSubscriptions(settings));
  if (kmsKey === undefined) return problems;
  const key = parseArn(kmsKey);
  if (!KEY_ARN.test(kmsKey) || key?.region !== location.region) {
    const message = `expected the ARN of a KMS key in ${location.region} (arn:${partitionOf(location.region)}:kms:${location.region}:<account>:key/<id>), found ${quoteValue(kmsKey)}`;
    problems.push(problem("kms-key", ["kmsKey"], message));
  }
  if (emails.length === 0)
    problems.push(problem("unused", ["kmsKey"], "applies only to the topic that is created for emails. Remove it"));
  return problems;
}

function checkTarget(target: string, { location }: NotificationSettings): Problem[] {
  const { account, region } = location;
  const arn = parseArn(target);
  if (targetKind(target) === undefined || arn?.partition !== partitionOf(region)) {
    const message = `expected the ARN of an SNS topic, an SQS queue or a Lambda function (${oneOf(TARGET_FORMS)}), found ${quoteValue(target)}`;
    return [problem("target", ["target"], message)];
  }
  if (arn.resource.endsWith(".fifo")) {
    const message = `expected a standard topic or queue, found the FIFO topic or queue ${quoteValue(target)}`;
    return [problem("target", ["target"], message)];
  }
  if (arn.account === account && arn.region === region) return [];
  const message = `expected a target in the registry's account and region (${account}, ${region}), found ${quoteValue(target)}. To reach another account or region, EventBridge needs an event bus in the target's account and region`;
  return [problem("target", ["target"], message)];
}
