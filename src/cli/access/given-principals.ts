import { SERVICE } from "../../domain/repository-policy/principal";
import { principalOf } from "../../domain/iam/principal";
import { EVERYONE } from "../../operations/access/principals";

/**
 * Checks the principals of `--principal`.
 * @throws Error for a text that is not a principal
 */
export function givenPrincipals(texts: readonly string[] | undefined, region: string): readonly string[] | undefined {
  for (const text of texts ?? []) {
    if (text === EVERYONE || SERVICE.test(text) || principalOf(text, region) !== undefined) continue;
    throw new Error(
      `--principal: expected an account ID, the ARN of a role or user such as arn:aws:iam::111122223333:role/ci, a service such as lambda.amazonaws.com, or *, found ${JSON.stringify(text)}`,
    );
  }
  return texts;
}
