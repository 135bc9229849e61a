/**
 * Why an image was never scanned, and what to do. Amazon Inspector scans only what the registry's rules match, and does not
 * start scans on request.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
 */
export function neverScanned(
  { repositoryName, imageDigest }: { readonly repositoryName: string; readonly imageDigest: string },
  { isEnhanced }: { readonly isEnhanced: boolean },
  region: string,
): string {
  if (isEnhanced)
    return `the image was never scanned, because none of the registry's enhanced scanning rules matches ${repositoryName}. scanOnPush has no effect with enhanced scanning. Add the name to repositoryFilters of a rule in registry.scanning, deploy, and push the image again. To see the rules: aws ecr get-registry-scanning-configuration --region ${region}`;
  return `the image was never scanned, and ${repositoryName} is not scanned automatically. Set scanOnPush: true, or add the repository to a rule in registry.scanning. Then deploy, and push the image again. Alternatively, start a scan: aws ecr start-image-scan --region ${region} --repository-name ${repositoryName} --image-id imageDigest=${imageDigest}`;
}
