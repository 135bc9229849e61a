/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const EKS_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
/** What `EKS_NAME` accepts, for messages. */
export const EKS_NAME_ALLOWED = "1 to 100 letters, digits, hyphens and underscores, starting with a letter or digit";
