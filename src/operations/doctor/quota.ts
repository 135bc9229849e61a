import { type Image } from "../../domain/images/image";
import { quotaText, usedQuotas } from "../../domain/images/quotas";
import { cause, ok, type Diagnosis } from "./diagnosis";

/** Checks whether ECR rejects pushes because a quota is used up, or soon will be. */
export function diagnoseQuotas(repositoryName: string, images: readonly Image[]): Diagnosis[] {
  const [most] = [...images].sort((a, b) => b.tags.length - a.tags.length);
  const used = usedQuotas({
    count: images.length,
    ...(most === undefined ? {} : { mostTagged: { digest: most.digest, tagCount: most.tags.length } }),
  });
  if (used.length === 0)
    return [ok("push/quota", repositoryName, "it uses less than 90% of ECR's quotas for images and tags")];
  return used.map((quota) => {
    const id = quota.quota === "images" ? "push/image-quota" : "push/tag-quota";
    return cause(id, repositoryName, quotaText(quota), quota.fix);
  });
}
