import { z } from "zod";
import { ROLE_ARN } from "../aws/arn-patterns";
import { formatError } from "../problems/schema-messages";

/** ARN of an IAM role that somebody assumes. */
export const roleArnSchema = z.string().regex(ROLE_ARN, {
  error: formatError("the ARN of an IAM role is allowed, arn:aws:iam::<account>:role/<name>"),
});
