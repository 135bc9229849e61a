import { literalText } from "../../src/domain/terraform/strings";

/** A text that is literal in Terraform, if it is set. */
export function optionalLiteral(text: string | undefined): string | undefined {
  return text === undefined ? undefined : literalText(text);
}

/** A map such as tags; `undefined` if it is empty, so that Terraform does not get an empty block. */
export function optionalMap(map: Readonly<Record<string, string>> = {}): Record<string, string> | undefined {
  return Object.keys(map).length > 0 ? { ...map } : undefined;
}
