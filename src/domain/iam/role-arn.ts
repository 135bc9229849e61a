import { z } from "zod";
import { ROLE_ARN } from "../aws/arn-patterns";
import { formatError } from "../problems/schema-messages";

/** ARN of an IAM role to assume. */
export const roleArnSchema = z.string().regex(ROLE_ARN, {
  error: formatError("the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)"),
});
