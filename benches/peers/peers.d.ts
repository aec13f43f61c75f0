// The peers are installed only where they are measured: nothing else is checked against their types.
export const peers: import("../page/contenders.js").Contender[];
