import { listText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { changedKeys } from "./changed-keys";
import { environmentFinding, type Finding } from "./finding";

/** Notifications that end, and those that change. A renamed notification is one that ends and a new one. */
export function notificationFindings(before: Environment, after: Environment): Finding[] {
  const old = new Map((before.notifications ?? []).map((one) => [one.name, one]));
  const now = new Map((after.notifications ?? []).map((one) => [one.name, one]));
  const ended = [...old.values()].flatMap(({ name, events }): Finding[] => {
    const kept = now.get(name)?.events ?? [];
    const lost = events.filter((event) => !kept.includes(event));
    if (lost.length === 0) return [];
    return [environmentFinding("notification-stopped", `notification ${name}: no longer reports ${listText(lost)}`)];
  });
  const changed = [...now.values()].flatMap((notification): Finding[] => {
    const { name, events } = notification;
    const was = old.get(name);
    if (was === undefined)
      return [environmentFinding("setting-changed", `notification ${name}: new, reports ${listText(events)}`)];
    const different = changedKeys(was, notification).sort();
    const isReported =
      different.every((key) => key === "events") && events.every((event) => was.events.includes(event));
    if (isReported) return [];
    return [
      environmentFinding("notification-changed", `notification ${name}: changed settings: ${different.join(", ")}`),
    ];
  });
  return [...ended, ...changed];
}
