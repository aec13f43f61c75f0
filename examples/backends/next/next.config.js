// Only because this project lies inside another one, whose lock file Next.js would take for its own.
export default { turbopack: { root: import.meta.dirname } };
