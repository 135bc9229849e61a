import { error, type Path, type Problem } from "../problems/problem";
import { CATALOG_LIMITS } from "./settings";

/** A logo, as far as its checks need it. */
export interface Logo {
  /** Size of the image. */
  readonly bytes: number;
  /** The first `LOGO_START` bytes, or all of a shorter file. */
  readonly start: Uint8Array;
}

/** How PNG and JPEG files begin. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
];

/** Bytes at the start of a file that show its format. */
export const LOGO_START = Math.max(...SIGNATURES.map(({ length }) => length));

/**
 * Checks the size and format of a logo. AWS documents no formats. Everything in the file is published, so only formats that are
 * certainly images are accepted.
 */
export function checkLogo({ bytes, start }: Logo, at: Path): Problem[] {
  const { logoBytes } = CATALOG_LIMITS;
  if (bytes === 0 || bytes > logoBytes)
    return [error("public/logo-size", at, `expected an image of 1 to ${logoBytes} bytes, found ${bytes}`)];
  if (SIGNATURES.some((signature) => signature.every((byte, index) => start[index] === byte))) return [];
  const found = Buffer.from(start)
    .toString("hex")
    .replace(/(..)(?=.)/g, "$1 ");
  return [
    error("public/logo-format", at, `expected a PNG or JPEG image, found a file that begins with the bytes ${found}`),
  ];
}
