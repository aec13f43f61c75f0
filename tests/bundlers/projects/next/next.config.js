// This project is inside another one. Without this setting, Next.js uses that one's lock file.
export default { turbopack: { root: import.meta.dirname } };
