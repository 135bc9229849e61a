import { z } from "zod";
import { formatError } from "./messages";

/** ARN of an IAM role that somebody assumes. */
export const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, {
  error: formatError("the ARN of an IAM role is allowed, arn:aws:iam::<account>:role/<name>"),
});
