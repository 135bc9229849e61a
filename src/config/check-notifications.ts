import { type AwsLocation } from "../domain/aws/arn";
import { checkNotification } from "../domain/notifications/check";
import { checkNotificationUses, type NotificationUses } from "../domain/notifications/check-uses";
import { checkNames, notificationPrefix } from "../domain/notifications/names";
import { prefixed, type Problem } from "../domain/problems/problem";
import { type NotificationDeclaration } from "../model/environment";

/** The environment that has the notifications. */
interface NotificationContext extends NotificationUses {
  /** Name of the environment. */
  readonly environment: string;
  /** `undefined` if other faults make it unknown. Notifications are then not checked. */
  readonly location: AwsLocation | undefined;
}

/** Checks an environment's notifications. */
export function checkNotifications(
  notifications: readonly NotificationDeclaration[] = [],
  { location, environment, ...uses }: NotificationContext,
): Problem[] {
  if (location === undefined) return [];
  const namePrefix = notificationPrefix(environment);
  return [
    ...notifications.flatMap((notification, index) =>
      prefixed(
        [index],
        [...checkNotification({ ...notification, location, namePrefix }), ...checkNotificationUses(notification, uses)],
      ),
    ),
    ...checkNames(notifications.map(({ name }) => name)),
  ];
}
