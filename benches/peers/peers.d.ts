// The peers are installed only for `npm run bench`, so the type check cannot read their own types.
export const peers: import("../page/contenders.js").Contender[];
