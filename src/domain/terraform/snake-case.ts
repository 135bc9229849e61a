import { logicalId } from "./logical-id";

/** A construct id as Terraform names are written: `OperatorRole` becomes `operator_role`. */
export function snakeCase(id: string): string {
  return logicalId(id.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2"))
    .replaceAll("-", "_")
    .toLowerCase();
}
