import { roleArn } from "../domain/aws/arn";
import { type OperatorIdentity } from "../domain/operator/instructions";
import { type Environment, type OperatorSettings } from "./environment";

/** The operator's role and where its pods are, as the environment has them. */
export function operatorIdentity({ location }: Environment, operator: OperatorSettings): OperatorIdentity {
  const [serviceAccount] = operator.serviceAccounts;
  return {
    roleArn: roleArn(location, operator.roleName, operator.path),
    namespace: serviceAccount?.namespace ?? "",
    serviceAccount: serviceAccount?.name ?? "",
    deployment: operator.deployment,
    container: operator.container,
    sessionName: operator.sessionName,
  };
}
