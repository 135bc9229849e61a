import { shellWord } from "../../domain/text/format";
import { parseArn } from "../../domain/aws/arn";
import { PUSH_POLICY_NAME } from "../../domain/ci/permissions";
import { type CiPlatform, type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { tokenIssuer } from "../../domain/ci/trust-policy";

/** What the first line of a generated workflow begins with: files that begin so may be written anew. */
export const GENERATED_WORKFLOW = "Made by `npx ecr ci";

const SOURCE = { github: "OWNER/REPOSITORY", gitlab: "GROUP/PROJECT" } as const;
const CALLED = { github: "GitHub", gitlab: "GitLab" } as const;

/** The comment at the top of a workflow: where it comes from, and what has to be in AWS. */
export function headOf(platform: CiPlatform, settings: CiWorkflowSettings): string[] {
  const { command, location, madeBy } = settings;
  return [
    `Made by \`npx ecr ${command}\`; make it anew when the environment changes.`,
    "",
    `What AWS account ${location.account} must have, once:`,
    ...(madeBy?.makesProvider === true ? [] : providerLines(platform, settings)),
    ...(madeBy === undefined ? roleLines(platform, settings) : declaredLines(platform, settings, madeBy)),
  ];
}

function providerLines(platform: CiPlatform, { location, gitlabUrl }: CiWorkflowSettings): string[] {
  const { issuer, audience } = tokenIssuer(platform, location, gitlabUrl);
  return [
    `- IAM's OIDC provider for ${CALLED[platform]}; there is one in an account:`,
    `    aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}`,
  ];
}

function roleLines(platform: CiPlatform, settings: CiWorkflowSettings): string[] {
  const roleName = shellWord(nameOf(settings));
  const policies = `npx ecr ${settings.command} --source ${SOURCE[platform]} --policies`;
  return [
    "- the role, which only this branch of this project may assume, and which may only push here:",
    `    ${policies} trust > trust.json`,
    `    ${policies} permissions > permissions.json`,
    `    aws iam create-role --role-name ${roleName} --assume-role-policy-document file://trust.json`,
    `    aws iam put-role-policy --role-name ${roleName} --policy-name ${PUSH_POLICY_NAME} --policy-document file://permissions.json`,
  ];
}

function declaredLines(
  platform: CiPlatform,
  settings: CiWorkflowSettings,
  { stack, project, makesProvider }: NonNullable<CiWorkflowSettings["madeBy"]>,
): string[] {
  const provider = makesProvider ? `IAM's OIDC provider for ${CALLED[platform]}, and ` : "";
  return [
    `- ${provider}the role ${nameOf(settings)}, which only branch ${settings.branch} of ${project} may assume.`,
    `  Terraform makes ${makesProvider ? "both" : "it"}, as ciRoles in the environment's file declares it:`,
    `    npx cdktf deploy ${stack}`,
  ];
}

function nameOf({ roleArn }: CiWorkflowSettings): string {
  return parseArn(roleArn)?.resource.split("/").at(-1) ?? "";
}
