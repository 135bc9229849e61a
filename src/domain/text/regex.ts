/** The source of a pattern without its anchors, as a part of another. */
export function unanchored({ source }: RegExp): string {
  return source.replace(/^\^/, "").replace(/\$$/, "");
}
