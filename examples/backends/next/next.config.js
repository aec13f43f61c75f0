// Needed only inside another project: Next.js would take the lock file of that project for its own.
export default { turbopack: { root: import.meta.dirname } };
