import { ROLE_ARN_ANNOTATION } from "../../src/domain/operator/instructions";

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  "How the role takes effect": [
    `EKS gives a pod the role of its ServiceAccount when the pod is created: the annotation \`${ROLE_ARN_ANNOTATION}\` does nothing to pods that run.`,
    "With `restart_on_role_change` the module keeps a hash of the ARN on the Deployment's pod template, so that its pods are replaced when the role",
    "changes. Otherwise run the output `restart_command`.",
    "",
    "Set `session_name`, any fixed name. Where each renewal of the credentials has a name of its own, the operator takes it for a change of its",
    "`AWSProvider` and renews again, without end. Both settings together replace the pods twice, since they change the template one after the other.",
  ].join("\n"),
  "Who else owns the annotation": [
    "What a chart or a GitOps tool sets, it sets again. Let it set the annotation then, and leave this module out: as a map, which charts take, the",
    "annotation is the output `service_account_annotations` of [operator-role](../operator-role). For whoever sets it by hand, the outputs of this",
    "module have it as text and as a shell line, with `create = false` too.",
    "",
    "Where another manager has set the annotation, Kubernetes refuses with `Field manager conflict`. `force` takes it over, once; a manager that",
    "sets it again is refused next, or takes it back, and the two never rest. Force only what nobody applies any more, such as an annotation that was",
    "set by hand.",
    "",
    "The ServiceAccount of `annotate` has to be there. Where somebody deletes it, a plan shows a warning and no change; the apply after it is back",
    "annotates it. Destroying takes away what the module has set and nothing else.",
  ].join("\n"),
  Providers: [
    "The module has no provider block, so that it can be called with `count`, `for_each` and `depends_on`. Configure the Kubernetes provider where you call",
    "it, for a cluster that another configuration makes: a provider that waits for a cluster of the same state fails on plans and on destruction.",
    "",
    "Whoever it signs in as needs `get` and `patch` on `serviceaccounts` in the operator's namespace, and on `deployments.apps` with a `deployment`;",
    "for `create` also `create` and `delete` on `serviceaccounts`, and on `namespaces` unless `create_namespace = false`.",
  ].join("\n"),
  Destruction: [
    "Nothing here has `prevent_destroy`. No variable can set it, and all of it is made again by the next apply. But a namespace that the module has made is",
    "destroyed with everything in it, the operator included: set `create_namespace = false` where it holds more.",
  ].join("\n"),
};
