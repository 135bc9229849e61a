import { regionalArnStart } from "../aws/arn-patterns";

/** What EventBridge delivers to. */
export type TargetKind = "sns" | "sqs" | "lambda";

/** The forms of ARNs that are accepted, for messages. */
export const TARGET_FORMS = [
  "arn:aws:sns:<region>:<account>:<topic>",
  "arn:aws:sqs:<region>:<account>:<queue>",
  "arn:aws:lambda:<region>:<account>:function:<name>",
] as const;

/** The ARNs of targets. */
export const TARGET_ARNS: Readonly<Record<TargetKind, RegExp>> = {
  sns: new RegExp(`^${regionalArnStart("sns")}[\\w-]{1,256}(\\.fifo)?$`),
  sqs: new RegExp(`^${regionalArnStart("sqs")}[\\w-]{1,80}(\\.fifo)?$`),
  lambda: new RegExp(`^${regionalArnStart("lambda")}function:[\\w-]{1,64}$`),
};

/** The kind of a target's ARN; `undefined` for other texts. */
export function targetKind(target: string): TargetKind | undefined {
  return (["sns", "sqs", "lambda"] as const).find((kind) => TARGET_ARNS[kind].test(target));
}
