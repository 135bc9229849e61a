import { checkTags } from "../aws/tags";
import { type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { principalArn } from "../grants/parts";
import { error, errorsOf, oneOf, prefixed, quoteValue, warning, type Problem } from "../problems/problem";
import { checkPolicyLength, checkPublicRepositoryPolicy } from "../repository-policy/check";
import { repositoryPolicyDocument } from "../repository-policy/document";
import { checkPrincipals } from "../repository-policy/grants";
import { publicPushAdvice } from "../repository-policy/statement-fault";
import { checkLogo, LOGO_START } from "./logo";
import { didYouMean } from "../text/suggestions";
import { PUBLIC_PUSH_ACTIONS } from "./actions";
import { checkPublicName } from "./name";
import {
  CATALOG_LIMITS,
  GALLERY_LABELS,
  PUBLIC_DEFAULTS,
  type PublicCatalog,
  type PublicRepositorySettings,
} from "./settings";

/** Checks every setting that AWS would reject or that would have no effect. Each problem is at its own field. */
export function checkPublicRepository(settings: PublicRepositorySettings): Problem[] {
  const { repositoryName, catalog = {}, pushPrincipals = [], repositoryPolicy, tags = {} } = settings;
  const problems = [
    ...prefixed(["repositoryName"], checkPublicName(repositoryName)),
    ...prefixed(["catalog"], checkCatalog(catalog)),
    ...prefixed(["pushPrincipals"], checkPrincipals(pushPrincipals, "aws", publicPushAdvice)),
    ...prefixed(
      ["repositoryPolicy"],
      repositoryPolicy === undefined ? [] : checkPublicRepositoryPolicy(repositoryPolicy),
    ),
    ...prefixed(["tags"], checkTags(tags)),
    ...checkDeletion(settings),
  ];
  // The length is that of the whole policy. It is only checked once the parts are valid.
  if (errorsOf(problems).length > 0 || pushPrincipals.length === 0) return problems;
  const policy = publicPolicyOf(settings);
  return [...problems, ...prefixed(["pushPrincipals"], policy === undefined ? [] : checkPolicyLength(policy))];
}

/** The policy as it is sent; `undefined` if there are no statements. */
export function publicPolicyOf({
  pushPrincipals = [],
  repositoryPolicy,
}: Pick<PublicRepositorySettings, "pushPrincipals" | "repositoryPolicy">): PolicyDocument | undefined {
  const push: PolicyStatement = {
    Sid: "AllowPush",
    Effect: "Allow",
    Principal: { AWS: pushPrincipals.map((principal) => principalArn(principal, "aws")) },
    Action: [...PUBLIC_PUSH_ACTIONS],
  };
  return repositoryPolicyDocument(repositoryPolicy, pushPrincipals.length === 0 ? [] : [push]);
}

/** Whether Terraform must not delete the repository. */
export function isRetainedPublic({ deletionPolicy }: Pick<PublicRepositorySettings, "deletionPolicy">): boolean {
  return (deletionPolicy ?? PUBLIC_DEFAULTS.deletionPolicy) === "Retain";
}

function checkDeletion(settings: PublicRepositorySettings): Problem[] {
  if (settings.forceDelete !== true || !isRetainedPublic(settings)) return [];
  const message = "expected deletionPolicy: Delete with forceDelete: true, found Retain. Change one of the two";
  return [error("public/force-delete", ["forceDelete"], message)];
}

function checkCatalog(catalog: PublicCatalog): Problem[] {
  const { logoImageBlob } = catalog;
  return [
    ...(["description", "about", "usage"] as const).flatMap((field) =>
      checkSize(field, catalog[field] ?? "", CATALOG_LIMITS[field]),
    ),
    ...(["architectures", "operatingSystems"] as const).flatMap((field) => checkLabels(field, catalog[field] ?? [])),
    ...(logoImageBlob === undefined ? [] : checkLogoBlob(logoImageBlob)),
  ];
}

/** Terraform's AWS provider counts bytes. */
function checkSize(field: string, text: string, limit: number): Problem[] {
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes <= limit) return [];
  const message = `expected at most ${limit} bytes of UTF-8, found ${bytes}. Shorten the text`;
  return [error("public/catalog-size", [field], message)];
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function checkLogoBlob(blob: string): Problem[] {
  const at = ["logoImageBlob"];
  // An expression such as filebase64(...) is known only to Terraform.
  if (blob.includes("${")) return [];
  if (!BASE64.test(blob)) return [error("public/logo", at, `expected an image in base64, found ${quoteValue(blob)}`)];
  const image = Buffer.from(blob, "base64");
  return checkLogo({ bytes: image.length, start: image.subarray(0, LOGO_START) }, at);
}

function checkLabels(field: keyof typeof GALLERY_LABELS, labels: readonly string[]): Problem[] {
  const { labels: most, labelLength } = CATALOG_LIMITS;
  const shown: readonly string[] = GALLERY_LABELS[field];
  if (labels.length > most) {
    return [error("public/labels", [field], `expected at most ${most} entries, found ${labels.length}`)];
  }
  return labels.flatMap((label, index) => {
    const at = [field, index];
    if (label.length === 0 || label.length > labelLength) {
      return [error("public/labels", at, `expected 1 to ${labelLength} characters, found ${quoteValue(label)}`)];
    }
    if (labels.indexOf(label) !== index) {
      return [error("public/labels", at, `expected each entry once, found ${quoteValue(label)} twice. Remove one`)];
    }
    if (shown.includes(label)) return [];
    const message = `expected ${oneOf(shown)}, found ${quoteValue(label)}, which the Gallery does not show.${didYouMean(label, shown) || " Use one of these"}`;
    return [warning("public/label-hidden", at, message)];
  });
}
