import { ACCEPTED_INPUTS, INVALID_INPUTS } from "../../../modules/ecr-notification/invalid-inputs";
import { TEST_LOCATION } from "../../../modules/kit/invalid-input";
import { notificationPreconditions, NOTIFICATION_RULES } from "../../../modules/ecr-notification/validations";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { checkNotification } from "../../../src/domain/notifications/check";
import { notificationSchema } from "../../../src/domain/notifications/schema";

/** The module's inputs as an environment writes them. */
function written({ image_tags, kms_key, target, emails, ...others }: ModuleDocument): Record<string, unknown> {
  const [arn] = Object.values((target ?? {}) as Record<string, string>);
  return {
    ...others,
    ...(image_tags === undefined ? {} : { imageTags: image_tags }),
    ...(kms_key === undefined ? {} : { kmsKey: kms_key }),
    ...(arn === undefined ? {} : { target: arn }),
    ...((emails as readonly string[] | undefined)?.length === 0 ? {} : { emails }),
  };
}

/** Whether an environment accepts the inputs. */
function isAccepted(inputs: ModuleDocument): boolean {
  const parsed = notificationSchema.safeParse(written(inputs));
  if (!parsed.success) return false;
  return checkNotification({ ...parsed.data, location: TEST_LOCATION }).length === 0;
}

test("an environment accepts the inputs that the module's tests accept", () => {
  expect(isAccepted(ACCEPTED_INPUTS)).toBe(true);
});

/** In an environment, a target has no kind that could be unknown. */
const ONLY_IN_MODULE = ["an unknown kind"];

test.each(INVALID_INPUTS.filter(({ title }) => !ONLY_IN_MODULE.includes(title)).map((it) => [it.title, it] as const))(
  "%s: an environment rejects it too",
  (_, { inputs }) => {
    expect(isAccepted({ ...ACCEPTED_INPUTS, ...inputs })).toBe(false);
  },
);

test("every validation and precondition of the module rejects an input", () => {
  const said = [
    ...NOTIFICATION_RULES.map(({ input, message }) => ({ by: `var.${input}`, message })),
    ...notificationPreconditions().map(({ errorMessage }) => ({
      by: "aws_cloudwatch_event_rule.this",
      message: errorMessage,
    })),
  ];
  const filled = (text: string): string =>
    text
      .replaceAll("${data.aws_caller_identity.current.account_id}", TEST_LOCATION.account)
      .replaceAll("${data.aws_service.ecr.region}", TEST_LOCATION.region)
      .toLowerCase();
  const untried = said.filter(
    ({ by, message }) =>
      !INVALID_INPUTS.some(
        ({ rejectedBy, expectedMessage }) => rejectedBy === by && filled(message).includes(expectedMessage),
      ),
  );
  expect(untried).toEqual([]);
});
