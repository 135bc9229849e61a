/**
 * Condition keys that every service has. Keys that end in a slash are followed by the key of a tag.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const GLOBAL_KEYS: readonly string[] = [
  "aws:AssumedRoot",
  "aws:CalledVia",
  "aws:CalledViaFirst",
  "aws:CalledViaLast",
  "aws:ChatbotSourceArn",
  "aws:CurrentTime",
  "aws:Ec2InstanceSourcePrivateIPv4",
  "aws:Ec2InstanceSourceVpc",
  "aws:EpochTime",
  "aws:FederatedProvider",
  "aws:MultiFactorAuthAge",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:PrincipalServiceName",
  "aws:PrincipalServiceNamesList",
  "aws:PrincipalTag/",
  "aws:PrincipalType",
  "aws:referer",
  "aws:RequestedRegion",
  "aws:RequestTag/",
  "aws:ResourceAccount",
  "aws:ResourceOrgID",
  "aws:ResourceOrgPaths",
  "aws:ResourceTag/",
  "aws:SecureTransport",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceIdentity",
  "aws:SourceIp",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
  "aws:SourceVpc",
  "aws:SourceVpcArn",
  "aws:SourceVpce",
  "aws:TagKeys",
  "aws:TokenIssueTime",
  "aws:UserAgent",
  "aws:userid",
  "aws:username",
  "aws:ViaAWSService",
  "aws:VpceAccount",
  "aws:VpceOrgID",
  "aws:VpceOrgPaths",
  "aws:VpcSourceIp",
];

/** Keys that are only in requests that an AWS service makes for one of its own resources. */
export const KEYS_OF_SERVICES: readonly string[] = [
  "aws:SourceArn",
  "aws:SourceAccount",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
  "aws:PrincipalServiceName",
  "aws:PrincipalServiceNamesList",
];

const WHOLE: ReadonlySet<string> = new Set(GLOBAL_KEYS.map((key) => key.toLowerCase()));
const OF_TAGS = GLOBAL_KEYS.filter((key) => key.endsWith("/")).map((key) => key.toLowerCase());

/** Whether a condition key is known. Keys of single services are not checked. */
export function globalKeyKind(key: string): "known" | "no-tag" | "unknown" | "service" {
  const lower = key.toLowerCase();
  if (!lower.startsWith("aws:")) return "service";
  const ofTags = OF_TAGS.find((start) => `${lower}/`.startsWith(start));
  if (ofTags !== undefined) return lower.length > ofTags.length ? "known" : "no-tag";
  return WHOLE.has(lower) ? "known" : "unknown";
}
