import { roleIssuer } from "../../domain/ci/role-settings";
import { cause, unknownCause, type Diagnosis } from "./diagnosis";
import { diagnoseAudience } from "./operator-provider";
import { deployAccess } from "./role-difference";
import { type WorkflowRole } from "./workflow-facts";

/** Checks that IAM can verify the tokens of a role's workflow. */
export function diagnoseWorkflowProvider(environment: string, role: WorkflowRole): Diagnosis {
  const { settings, provider, providerArn, makesProvider } = role;
  const { issuer, audience } = roleIssuer(settings);
  const id = "workflow/oidc-provider";
  if (!provider.known) return unknownCause(id, issuer, provider.why);
  const deploy = deployAccess(environment);
  if (provider.value === undefined) {
    const create = `set oidcProvider: create for one of the roles and run ${deploy}, or create the provider yourself: aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}`;
    const found = `the OIDC provider ${providerArn} does not exist in IAM, so AWS rejects the workflows' tokens`;
    return cause(id, issuer, found, makesProvider ? deploy : create);
  }
  return diagnoseAudience(
    "workflow",
    issuer,
    provider.value,
    audience,
    "workflows",
    makesProvider ? deploy : undefined,
  );
}
