import { DEPENDS_ON_NOTE } from "../kit/data-sources";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/operator/plan-policies";

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  "Who owns what": [
    "The operator sets what it owns back to its manifests every five minutes, so that a repository which Terraform declares too changes to and fro.",
    "List in `manages` what no Terraform declares. The role may change these repositories only, and is denied every change to all others, whatever",
    "policy somebody attaches to it later.",
    "",
    'A prefix ends in a slash: `"sandbox/"` is every repository below `sandbox/`. `"app*"` is refused, since it would be `app-other` too.',
  ].join("\n"),
  Deletion: [
    "The operator deletes a repository, images and all, when its manifest goes, whatever the manifest's `deletionPolicy` says. Without",
    "`allow_delete` the repository stays, and the manifest waits with its finalizer until somebody removes that.",
    "",
    "The role has no `prevent_destroy`. No variable can set it, so it would need every resource twice; and a role holds nothing: destroyed by mistake, it",
    "is made again under the same ARN, and the operator goes on.",
  ].join("\n"),
  Providers: [
    "The module has no provider block, so that it can be called with `count`, `for_each` and `depends_on`. Its provider says in which account the role is",
    "made, and in which account and region the repositories are. For another region pass another provider: `providers = { aws = aws.frankfurt }`. IAM is",
    "global, so a role in each of two regions needs two names.",
    "",
    DEPENDS_ON_NOTE,
    "",
    "An IAM OIDC provider vouches in its own account only. For a cluster in another account, make one for its issuer where the role is.",
  ].join("\n"),
  "The ServiceAccount": [
    "The trust policy knows the ServiceAccounts that you list and no others, and what they are called depends on how the operator was installed. Ask the",
    "cluster: `kubectl get pods -A -o custom-columns=NS:.metadata.namespace,SA:.spec.serviceAccountName`.",
    "",
    "The role does nothing until the ServiceAccount is annotated with its ARN. The module",
    "[operator-service-account](../operator-service-account) does that, or the values of the operator's chart do, with the output",
    "`service_account_annotations`.",
  ].join("\n"),
  Limits: [
    `A managed policy has at most ${MANAGED_POLICY_QUOTA.characters} characters. Up to about 40 entries in \`manages\` are one policy; more are spread over several, where`,
    "the denial of everything else is one by itself, since it has to name all of them at once. It ends at about 85 entries: use fewer, wider",
    "prefixes then, or declare the operator in an environment of this project, where only what is declared is denied from there on.",
    "How many policies there are is decided by `manages`, so its entries must be known when Terraform plans.",
    "",
    "The trust policy holds about four clusters. AWS raises its quota on request; set `trust_policy_quota` then.",
  ].join("\n"),
};
