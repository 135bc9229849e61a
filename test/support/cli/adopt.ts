/** An environment that repositories are adopted into. */
export const ENVIRONMENT = `account: "111122223333" # ours
region: eu-west-1
state: { local: {} }
tags: { Owner: platform }
repositoryDefaults: { lifecyclePolicy: standard }
lifecyclePolicies:
  standard: { keepNewest: 30 }
operator: { install: helm, manages: [sandbox/] }
cluster: { eks: main }
`;
