// Imports the entries that are named, without a bundler. Prints how many exports each has.

for (const name of process.argv.slice(2)) {
  console.log(`${name}: ${Object.keys(await import(name)).length}`);
}
