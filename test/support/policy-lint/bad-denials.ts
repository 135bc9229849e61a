/** Statements of repository policies that deny too much, too little, or what another statement allows; marked like the others. */
export const BAD_DENIALS: Readonly<Record<string, string>> = {
  "a denial to all but callers with an organization": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    ForAnyValue:StringNotLike:
      aws:PrincipalOrgPaths: ["o-abcdefghij/*"] # ! null-check`,
  "a denial without MFA that access keys pass": `
- Effect: Deny
  Principal: "*"
  Action: ecr:BatchDeleteImage
  Condition:
    Bool:
      aws:MultiFactorAuthPresent: "false" # ! null-check`,
  "the whole organization is locked out": `
- Effect: Deny
  Principal: "*"
  Action: ecr:* # ! lock-out
  Condition: { StringEquals: { aws:PrincipalOrgID: o-abcdefghij } }`,
  "all units of the organization are locked out": `
- Effect: Deny
  Principal: "*"
  NotAction: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] # ! lock-out
  Condition: { ForAnyValue:StringLike: { aws:PrincipalOrgPaths: "o-abcdefghij/*" } }`,
  "Terraform outside of a VPC endpoint is locked out": `
- Effect: Deny
  Principal: "*"
  Action: [ecr:SetRepositoryPolicy, ecr:PutImage] # ! lock-out
  Condition: { StringNotEquals: { aws:SourceVpce: vpce-0123456789abcdef0 } }`,
  "Terraform outside of the office is locked out": `
- Effect: Deny
  Principal: { AWS: "111122223333" }
  Action: ecr:* # ! lock-out
  Condition: { NotIpAddress: { aws:SourceIp: 203.0.113.0/24 } }`,
  "a pull without its manifest": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:BatchCheckLayerAvailability] # ! denied
- { Effect: Deny, Principal: "*", Action: ecr:BatchGetImage }`,
  "a push without its last step": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action:
    - ecr:BatchCheckLayerAvailability # ! denied
    - ecr:InitiateLayerUpload
    - ecr:UploadLayerPart
    - ecr:CompleteLayerUpload
    - ecr:PutImage
- { Effect: Deny, Principal: { AWS: "444455556666" }, Action: ecr:Put* }`,
};
