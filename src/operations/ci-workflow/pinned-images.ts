/** The docker CLI and daemon of platforms without runners that have docker. */
export const DOCKER = "29";

/**
 * Images that build images, at their releases of summer 2026. Digests cannot move to other code, and QEMU's image runs
 * privileged.
 */
export const IMAGES = {
  qemu: pinned("tonistiigi/binfmt:qemu-v10.2.3-68", "400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0"),
  buildkit: pinned("moby/buildkit:v0.31.2", "2f5adac4ecd194d9f8c10b7b5d7bceb5186853db1b26e5abd3a657af0b7e26ec"),
  sbom: pinned(
    "docker/buildkit-syft-scanner:1.11.0",
    "79e7b013cbec16bbb436f312819a49a4a57752b2270c1a9332ae1a10fcc82a68",
  ),
} as const;

function pinned(name: string, digest: string): string {
  return `${name}@sha256:${digest}`;
}
