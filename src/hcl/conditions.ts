import { type Expression } from "./ast";

/**
 * The operands of a condition, one per line: operands of `||` or `&&` end with the operator, operands of `? :` start
 * with the sign. Any other expression is a single operand.
 */
export function operands(expression: Expression): readonly Expression[] {
  const question = indexOf(expression, "?");
  if (question >= 0) {
    const colon = matchingColon(expression, question);
    if (colon < 0) return [expression];
    return [expression.slice(0, question), expression.slice(question, colon), expression.slice(colon)];
  }
  const operator = ["||", "&&"].find((text) => indexOf(expression, text) >= 0);
  if (operator === undefined) return [expression];
  const parts: Expression[] = [];
  let rest = expression;
  for (let index = indexOf(rest, operator); index >= 0; index = indexOf(rest, operator)) {
    parts.push(rest.slice(0, index + 1));
    rest = rest.slice(index + 1);
  }
  return [...parts, rest];
}

function indexOf(expression: Expression, text: string): number {
  return expression.findIndex((node) => node.kind === "token" && node.text === text);
}

function matchingColon(expression: Expression, question: number): number {
  let open = 0;
  return expression.findIndex((node, index) => {
    if (index < question || node.kind !== "token") return false;
    if (node.text === "?") open += 1;
    if (node.text === ":") open -= 1;
    return open === 0;
  });
}
