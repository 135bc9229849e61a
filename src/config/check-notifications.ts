import { type AwsLocation } from "../domain/aws/arn";
import { checkNotification } from "../domain/notifications/check";
import { checkNames } from "../domain/notifications/names";
import { prefixed, type Problem } from "../domain/problems/problem";
import { type NotificationDeclaration } from "../model/environment";

/** Checks an environment's notifications. Without its account and region, they cannot be checked. */
export function checkNotifications(
  notifications: readonly NotificationDeclaration[] = [],
  location: AwsLocation | undefined,
  namePrefix: string,
): Problem[] {
  if (location === undefined) return [];
  return [
    ...notifications.flatMap((notification, index) =>
      prefixed([index], checkNotification({ ...notification, location, namePrefix })),
    ),
    ...checkNames(notifications.map(({ name }) => name)),
  ];
}
