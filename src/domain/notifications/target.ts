import { parseArn } from "../aws/arn";

/** What EventBridge delivers to. */
export type TargetKind = "sns" | "sqs" | "lambda";

/** The forms of ARNs that are accepted, for messages. */
export const TARGET_FORMS = [
  "arn:aws:sns:<region>:<account>:<topic>",
  "arn:aws:sqs:<region>:<account>:<queue>",
  "arn:aws:lambda:<region>:<account>:function:<name>",
] as const;

const RESOURCES: Readonly<Record<TargetKind, RegExp>> = {
  sns: /^[\w-]{1,256}(\.fifo)?$/,
  sqs: /^[\w-]{1,80}(\.fifo)?$/,
  lambda: /^function:[\w-]{1,64}(:[\w-]+)?$/,
};

/** The kind of a target's ARN; `undefined` for other texts. */
export function targetKind(target: string): TargetKind | undefined {
  const arn = parseArn(target);
  const kind = (["sns", "sqs", "lambda"] as const).find((service) => service === arn?.service);
  return kind !== undefined && RESOURCES[kind].test(arn?.resource ?? "") ? kind : undefined;
}
