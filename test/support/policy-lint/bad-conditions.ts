/** Statements of repository policies with conditions that no request meets, marked like the others. */
export const BAD_CONDITIONS: Readonly<Record<string, string>> = {
  "a value that must and must not be": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals: { aws:PrincipalOrgID: o-abcdefghij }
    StringNotEquals:
      AWS:PrincipalOrgId: [o-abcdefghij, o-0123456789] # ! void`,
  "two values at once": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals: { aws:PrincipalTag/team: web }
    StringLike:
      aws:PrincipalTag/team: api # ! void`,
  "a key that is absent and has a value": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    StringLike: { aws:SourceVpce: "vpce-*" }
    "Null":
      aws:SourceVpce: "true" # ! void`,
  "networks without a common address": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    IpAddress: { aws:SourceIp: 203.0.113.0/24 }
    IpAddressIfExists:
      aws:SourceIp: [198.51.100.0/24, 192.0.2.1] # ! void`,
  "a number between bounds that exclude each other": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:user/anna }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    NumericLessThan: { aws:MultiFactorAuthAge: "300" }
    NumericGreaterThan:
      aws:MultiFactorAuthAge: "3600" # ! void`,
  "a time that ends before it begins": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    DateGreaterThan: { aws:CurrentTime: "2027-01-31T00:00:00Z" }
    DateLessThan:
      aws:CurrentTime: "2027-01-01T00:00:00Z" # ! void`,
  "true and false": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    Bool: { aws:ViaAWSService: "true" }
    StringEquals:
      aws:ViaAWSService: "false" # ! void`,
  "the account of another principal": `
- Effect: Allow
  Principal: { AWS: ["444455556666", "arn:aws:iam::111122223333:role/build"] }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals: { aws:PrincipalAccount: "777788889999" } # ! void`,
  "a role of another account": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ArnLike: { aws:PrincipalArn: "arn:aws:iam::111122223333:role/ci-*" } # ! void`,
  "a role that is not the principal": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:role/build }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ArnEquals: { aws:PrincipalArn: arn:aws:iam::111122223333:role/deploy } # ! void`,
  "a grant that is denied": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::111122223333:role/build }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] # ! denied
- Sid: NoPulls
  Effect: Deny
  Principal: "*"
  Action: [ecr:BatchGet*, ecr:GetDownloadUrlForLayer]`,
  "a grant that two statements deny": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::444455556666:user/anna }
  Action: [ecr:ListImages, ecr:DescribeImages] # ! denied
- Effect: Deny
  Principal: { AWS: arn:aws:iam::444455556666:root }
  Action: ecr:List*
- Effect: Deny
  Principal: { AWS: "444455556666" }
  Action: ecr:DescribeImages`,
  "private addresses": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    IpAddress:
      aws:SourceIp: [10.0.0.0/8, 192.168.1.7] # ! private-address`,
  "all but private addresses": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    NotIpAddress:
      aws:SourceIp: 172.16.0.0/12 # ! private-address`,
  "a wildcard that is literal": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:PrincipalTag/team: "web-*" # ! literal-wildcard`,
  "a source that the service does not act for": `
- Effect: Allow
  Principal: { Service: lambda.amazonaws.com }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ArnLike:
      aws:SourceArn: "arn:aws:codebuild:eu-west-1:444455556666:project/api" # ! foreign-source`,
  "an organization that has no such ID": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:PrincipalOrgID: acme # ! foreign-value`,
  "a session in place of its role": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    ArnNotLike:
      aws:PrincipalArn: "arn:aws:sts::444455556666:assumed-role/build/*" # ! session-arn`,
  "a key that no request has": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    StringNotEquals:
      aws:SourceVpcEndpoint: vpce-1a2b3c4d # ! condition-key`,
  "an address as text": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    StringNotLike:
      aws:SourceIp: "203.0.113.*" # ! address-as-text`,
  "a variable that does not exist": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringLike:
      aws:PrincipalTag/team: "\${aws:PrincipalTeam}" # ! variable`,
};
