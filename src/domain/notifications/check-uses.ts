import { warning, quoteValue, type Problem } from "../problems/problem";
import { namesBelow } from "../registry/names";
import { type PullThroughCacheRule, type RegistrySettings } from "../registry/settings";
import { textMatcher } from "../repository/rules/text-matcher";
import { didYouMean } from "../text/suggestions";
import { type NotificationSettings } from "./settings";

/** The parts of an environment that its notifications are compared with. */
export interface NotificationUses {
  /** Names of the declared repositories. */
  readonly declared: readonly string[];
  /** Prefixes and names that the operator owns. */
  readonly manages: readonly string[];
  readonly registry: RegistrySettings | undefined;
  /** Every pull-through cache rule of the registry, also those that other environments declare. */
  readonly pullThroughCache: readonly PullThroughCacheRule[];
}

type Checked = Pick<NotificationSettings, "events" | "repositories">;

/** Warns about filters and events that nothing in the environment can cause. */
export function checkNotificationUses(notification: Checked, uses: NotificationUses): Problem[] {
  return [...checkPatterns(notification, uses), ...checkEvents(notification, uses)];
}

/** A registry may notify about other environments' repositories, so an environment without repositories is not checked. */
function checkPatterns({ repositories: patterns = [] }: Checked, uses: NotificationUses): Problem[] {
  const { declared, manages, pullThroughCache, registry } = uses;
  if (declared.length === 0) return [];
  const created = [
    ...manages,
    ...pullThroughCache.map(({ ecrRepositoryPrefix }) => namesBelow(ecrRepositoryPrefix)),
    ...(registry?.creationTemplates ?? []).map(({ prefix }) => namesBelow(prefix)),
  ];
  return patterns.flatMap((pattern, index) => {
    const [start = ""] = pattern.split("*");
    if (declared.some(textMatcher([pattern]))) return [];
    if (created.some((prefix) => prefix.startsWith(start) || start.startsWith(prefix))) return [];
    const hint = didYouMean(pattern, declared) || " Correct it, or remove it";
    const message = `expected a pattern that matches a repository in this environment, found ${quoteValue(pattern)}, which does not match any.${hint}`;
    return [warning("notification/unused-pattern", ["repositories", index], message)];
  });
}

function checkEvents({ events }: Checked, { registry, pullThroughCache }: NotificationUses): Problem[] {
  return events.flatMap((event, index) => {
    const at = ["events", index];
    if (event === "finding" && registry?.scanning?.scanType === "BASIC") {
      const message =
        "expected registry.scanning.scanType ENHANCED for the event finding, found BASIC. Only Amazon Inspector sends this event. Use the event scan instead, or set scanType: ENHANCED";
      return [warning("notification/unused-event", at, message)];
    }
    if (event !== "pullThroughCacheFailed" || pullThroughCache.length > 0) return [];
    const message =
      "expected a rule under registry.pullThroughCache for the event pullThroughCacheFailed, found none. Add a rule, or remove the event";
    return [warning("notification/unused-event", at, message)];
  });
}
