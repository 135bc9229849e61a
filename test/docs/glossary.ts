/** Wording that readers stumble over, with what to write instead. */
export const GLOSSARY: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  // "There is no policy" and "is no longer declared" are plain English.
  {
    pattern: /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b|later\b)\w+/i,
    instead: "is not a valid ...",
  },
  { pattern: /\b(?:is|are) none\b(?! of)(?<!\bthere (?:is|are) none)/i, instead: "is not a valid ..." },
  { pattern: /\bcan not\b/i, instead: "cannot" },
  { pattern: /\banew\b/i, instead: "again" },
  { pattern: /\bsomebody\b/i, instead: "someone, you" },
  { pattern: /\b(?:let|lets|letting) (?:\w+ )?go of\b/i, instead: "stop managing, forget, release" },
  { pattern: /\botherwise than\b/i, instead: "differs from" },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: "fix" },
  { pattern: /(?<!\bencrypt(?:ion|ed|s)? )\bat rest\b|\bcomes? to rest\b/i, instead: "scaled to zero, stable" },
  { pattern: /\bbesides?\b/i, instead: "next to, in addition" },
  { pattern: /\b(?:that|which|who) (?:is|are) there\b/i, instead: "existing" },
  { pattern: /\b(?:tells?|told|telling)\b/i, instead: "reports, indicates" },
  { pattern: /\boutside of\b/i, instead: "outside" },
  { pattern: /, also (?:if|with|without|for)\b/i, instead: "even if, including" },
  { pattern: /\banother \w+ than\b/i, instead: "a different ... from" },
  { pattern: /\bof (?:which|whom)\b/i, instead: "another sentence" },
  { pattern: /\bt(?:ake|akes|aken|aking|ook) (?:(?!precedence )\w+ )?over\b/i, instead: "adopt, import, override" },
  { pattern: /\bt(?:ake|akes|aken|aking|ook) (?:it |them )?(?:as|for) /i, instead: "treated as" },
  { pattern: /\btaken (?:out|away|back|from)\b/i, instead: "removed" },
  { pattern: /\bgo(?:es)? away\b/i, instead: "is removed" },
  { pattern: /\bfor ever\b/i, instead: "indefinitely" },
  { pattern: /\bshall\b/i, instead: "must, should" },
  { pattern: /\bone['’]s own\b|\ban? \w+ of (?:one['’]s|yours) own\b/i, instead: "your own" },
  { pattern: /\b(?:organis|initialis|recognis|authoris|normalis|summaris|customis)\w+/i, instead: "American spelling" },
  {
    pattern: /\b(?:behaviour|colour|favour|artefact|cancelled|catalogue|licence|misspelt)\w*/i,
    instead: "American spelling",
  },
];

/** What is wrong with a text: each wording with the words around it. */
export function glossaryFaults(text: string): string[] {
  const plain = text.replace(/\s+/g, " ");
  return GLOSSARY.flatMap(({ pattern, instead }) =>
    [...plain.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(({ 0: found, index }) => {
      const around = plain.slice(Math.max(0, index - 40), index + found.length + 40);
      return `"${found}" (${instead}): ...${around}...`;
    }),
  );
}
