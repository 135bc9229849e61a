/** Statements of repository policies that give outsiders too much, or give nothing; marked like the others. */
export const BAD_ACCESS: Readonly<Record<string, string>> = {
  "another account's role changes the policy": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::999999999999:role/x }
  Action: ecr:SetRepositoryPolicy # ! administration`,
  "another account deletes images and the repository": `
- Effect: Allow
  Principal: { AWS: arn:aws:iam::999999999999:root }
  Action: [ecr:DeleteRepository, ecr:BatchDeleteImage, ecr:PutLifecyclePolicy] # ! administration`,
  "another account's lifecycle policy": `
- Effect: Allow
  Principal: { AWS: ["111122223333", "999999999999"] }
  Action: ecr:PutLifecyclePolicy # ! administration`,
  "another account's settings": `
- Effect: Allow
  Principal: { AWS: "999999999999" }
  Action: [ecr:TagResource, ecr:PutImageTagMutability, ecr:PutImageScanningConfiguration] # ! administration`,
  "another account's settings, by a wildcard": `
- Effect: Allow
  Principal: { AWS: "999999999999" }
  Action: ecr:PutImageT* # ! administration`,
  "retagging and its safeguard": `
- Effect: Allow
  Principal: { AWS: "999999999999" }
  Action: [ecr:BatchGetImage, ecr:PutImage, ecr:PutImageTagMutability] # ! administration`,
  "an organization deletes images": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchDeleteImage, ecr:DeleteRepository] # ! administration
  Condition: { StringEquals: { aws:PrincipalOrgID: o-abcdefghij } }`,
  "functions of another account change the policy": `
- Effect: Allow
  Principal: { Service: lambda.amazonaws.com }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:SetRepositoryPolicy] # ! escalation
  Condition: { StringLike: { aws:sourceArn: "arn:aws:lambda:eu-west-1:999999999999:function:*" } }`,
  "a misspelled service": `
- Effect: Allow
  Principal:
    Service: lamda.amazonaws.com # ! service
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEquals: { aws:SourceAccount: "111122223333" } }`,
  "services that pull with a role": `
- Effect: Allow
  Principal:
    Service:
      - ec2.amazonaws.com # ! service
      - ecs-tasks.amazonaws.com # ! service
      - lambda.amazonaws.com
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { StringEquals: { aws:SourceAccount: "111122223333" } }`,
  "functions of another region": `
- Effect: Allow
  Principal: { Service: lambda.amazonaws.com }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ArnLike:
      aws:SourceArn: "arn:aws:lambda:us-east-1:111122223333:function:*" # ! foreign-source`,
  "a pull of manifests": `
- Effect: Allow
  Principal: { AWS: "999999999999" }
  Action: ecr:BatchGetImage # ! pull-set`,
  "units whose IDs begin alike": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ForAnyValue:StringLike:
      aws:PrincipalOrgPaths:
        - "o-abcdefghij/r-ab12/ou-ab12-1*" # ! unit-pattern
        - "o-abcdefghij/r-ab12/ou-ab12-22222222/*"`,
  "a unit without its last slash": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    ForAnyValue:StringEquals:
      aws:PrincipalOrgPaths: o-abcdefghij/r-ab12/ou-ab12-11111111 # ! foreign-value`,
  "TLS in a spelling that it never has": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:SecureTransport: "True" # ! foreign-value`,
  "the tags of a request that sends none": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    StringEquals:
      aws:RequestTag/team: web # ! foreign-key`,
  "a network with a hole as large as itself": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    IpAddress: { aws:SourceIp: [203.0.113.0/24, "2001:db8::/32"] }
    NotIpAddress:
      aws:SourceIp: [203.0.113.0/25, 203.0.113.128/25, "2001:db8::/31"] # ! void`,
  "a grant that is over": `
- Effect: Allow
  Principal: { AWS: "444455556666" }
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition:
    DateLessThan:
      aws:CurrentTime: "2026-11-30T00:00:00Z" # ! void`,
  "a grant that was over in seconds since 1970": `
- Effect: Deny
  Principal: "*"
  Action: ecr:PutImage
  Condition:
    NumericLessThanEquals:
      aws:EpochTime: 1577836800 # ! void`,
  "addresses that anyone can rent": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:SourceIp: 54.0.0.0/8 } } # ! public-condition`,
  "IPv6 addresses of a region of EC2": `
- Effect: Allow
  Principal: "*"
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Condition: { IpAddress: { aws:SourceIp: "2600:1f18::/33" } } # ! public-condition`,
  "the account of examples": `
- Effect: Allow
  Principal:
    AWS: "000000000000" # ! principal
  Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]`,
};
