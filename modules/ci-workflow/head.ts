import { parseArn } from "../core/aws";
import { type CiPlatform, type CiWorkflowSettings } from "./settings";
import { tokenIssuer } from "./trust";

/** What the first line of a generated workflow begins with: files that begin so may be written anew. */
export const GENERATED_WORKFLOW = "Made by `npm run -s ecr -- ci";

const SOURCE = { github: "OWNER/REPOSITORY", gitlab: "GROUP/PROJECT" } as const;
const CALLED = { github: "GitHub", gitlab: "GitLab" } as const;

/** The comment at the top of a workflow: where it comes from, and what has to be in AWS. */
export function headOf(platform: CiPlatform, settings: CiWorkflowSettings): string[] {
  const { command, location, gitlabUrl, roleArn } = settings;
  const { issuer, audience } = tokenIssuer(platform, location, gitlabUrl);
  const roleName = parseArn(roleArn)?.resource.split("/").at(-1) ?? "";
  const policies = `npm run -s ecr -- ${command} --source ${SOURCE[platform]} --policies`;
  return [
    `Made by \`npm run -s ecr -- ${command}\`; make it anew when the environment changes.`,
    "",
    `What AWS account ${location.account} must have, once:`,
    `- IAM's OIDC provider for ${CALLED[platform]}; there is one in an account:`,
    `    aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}`,
    "- the role, which only this branch of this project may assume, and which may only push here:",
    `    ${policies} trust > trust.json`,
    `    ${policies} permissions > permissions.json`,
    `    aws iam create-role --role-name ${roleName} --assume-role-policy-document file://trust.json`,
    `    aws iam put-role-policy --role-name ${roleName} --policy-name push --policy-document file://permissions.json`,
  ];
}
