import { roleIssuer } from "../../domain/ci/role-settings";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type WorkflowRole } from "./workflow-facts";

/** Checks that IAM can verify the tokens of a role's workflow. */
export function diagnoseWorkflowProvider(environment: string, role: WorkflowRole): Diagnosis {
  const { settings, provider, providerArn, makesProvider } = role;
  const { issuer, audience } = roleIssuer(settings);
  const id = "workflow/oidc-provider";
  if (!provider.known) return unknownCause(id, issuer, provider.why);
  const deploy = `npx cdktf deploy ${environment}-access`;
  if (provider.value === undefined) {
    const create = `aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}, or set oidcProvider: create for one of the roles and run ${deploy}`;
    const found = `the OIDC provider ${providerArn} does not exist in IAM, so AWS rejects the workflows' tokens`;
    return cause(id, issuer, found, makesProvider ? deploy : create);
  }
  const { arn, clientIds } = provider.value;
  if (clientIds.includes(audience)) return ok(id, issuer, `${arn} accepts tokens for ${audience}`);
  return cause(
    "workflow/oidc-audience",
    issuer,
    `expected ${arn} to accept the audience ${audience} of the workflows' tokens, found ${clientIds.length === 0 ? "no audience" : listText(clientIds)}`,
    makesProvider
      ? deploy
      : `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`,
  );
}
