import { EMULATED_ACCOUNT } from "../emulator";
import { plain, type AuthorizedAction } from "./request";

/** The decision about a secret, whose ARN ends in any characters. */
export function secretActions(
  operation: string,
  body: Readonly<Record<string, unknown>>,
  region: string,
): AuthorizedAction[] {
  const id = String(body["SecretId"]).replace(/^arn:.*:secret:|-\w{6}$/g, "");
  const arn = `arn:aws:secretsmanager:${region}:${EMULATED_ACCOUNT}:secret:${id}-AbCdEf`;
  return [plain(`secretsmanager:${operation}`, arn)];
}
