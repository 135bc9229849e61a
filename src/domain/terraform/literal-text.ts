/**
 * Text that Terraform takes as it is: `${` and `%{` would begin a template in every string of a configuration.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literalText(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
