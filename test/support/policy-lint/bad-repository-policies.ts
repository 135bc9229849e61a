/** Statements of repository policies. A comment marks the line of each finding with its rule. */
export const BAD_REPOSITORY_POLICIES: Readonly<Record<string, string>> = {
  "everyone, without a condition": `
- Effect: Allow
  Principal: "*" # ! public
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]`,
  "everyone, in a list": `
- Effect: Allow
  Principal:
    AWS: ["444455556666", "*"] # ! public
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]`,
  "everyone who uses TLS": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    Bool: { aws:SecureTransport: "true" } # ! public-condition`,
  "everyone who has the tag": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals: { aws:PrincipalTag/team: web } # ! public-condition`,
  "everyone, if there is no organization": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEqualsIfExists: { aws:PrincipalOrgID: o-abcdefghij } # ! public-condition`,
  "everyone by a set that may be empty": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ForAllValues:StringEquals: # ! public-condition
      aws:PrincipalOrgID: o-abcdefghij # ! null-check`,
  "a service that acts for anyone": `
- Effect: Allow
  Principal:
    Service: codebuild.amazonaws.com # ! confused-deputy
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]`,
  "a service with the condition of a principal": `
- Effect: Allow
  Principal:
    Service: lambda.amazonaws.com # ! confused-deputy
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:PrincipalOrgID: o-abcdefghij # ! foreign-key`,
  "a wildcard that deletes images": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:role/build }
  Action:
    - ecr:BatchGetImage
    - ecr:Batch* # ! wildcard-action`,
  "all actions": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::444455556666:role/build }
  Action: "*" # ! wildcard-action`,
  "all actions of ECR": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ECR:* # ! wildcard-action`,
  "a wildcard that changes the policy": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:role/build }
  Action: ecr:Set* # ! wildcard-action`,
  "an account that may change the policy": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action:
    - ecr:SetRepositoryPolicy # ! escalation`,
  "an organization that may delete the policy": `
- Effect: Allow
  Principal: "*"
  Action: ecr:DeleteRepositoryPolicy # ! escalation
  Condition: { StringEquals: { aws:PrincipalOrgID: o-abcdefghij } }`,
  "everything but an action": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:role/build }
  NotAction: ecr:DeleteRepository # ! not-action`,
  "an exception of everything": `
- Effect: Deny
  Principal: "*"
  NotAction: ["ecr:*"] # ! void`,
  "everyone but a principal": `
- Effect: Allow
  NotPrincipal: { AWS: "444455556666" } # ! principal
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]`,
  "an exempted role without its account": `
- Effect: Deny
  NotPrincipal:
    AWS: ["444455556666", "arn:aws:iam::111122223333:role/build"] # ! not-principal
  Action: ecr:PutImage`,
  "an exemption of everyone": `
- Effect: Deny
  NotPrincipal: { AWS: "*" } # ! void
  Action: ecr:PutImage`,
  "a set without a null check": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:TagResource
  Condition:
    ForAllValues:StringEquals:
      aws:TagKeys: [team, stage] # ! null-check`,
  "a set with a null check that lets absent keys pass": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:TagResource
  Condition:
    ForAllValues:StringLike:
      aws:TagKeys: "team*" # ! null-check
    "Null":
      aws:RequestTag/team: "false"`,
  "an action of another service": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:ListImages,
    s3:GetObject] # ! foreign-action`,
  "an action that has no effect here": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:ListImages,
    ecr:GetAuthorizationToken] # ! authorization-token`,
  "an action of the registry": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:PutRegistryPolicy # ! registry-action`,
  "an action that does not exist": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: ecr:GetImage # ! unknown-action`,
  "a lock-out": `
- Effect: Deny
  Principal: "*"
  Action: ecr:SetRepositoryPolicy # ! lock-out`,
  "a list of no values": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:PrincipalOrgID: [] # ! condition`,
};
