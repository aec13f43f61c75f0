/** The style sheet of the simulated Zoom's pages. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf9;
  --ink: #15171c;
  --quiet: #5a606b;
  --rule: #d9dbdd;
  --control: #868c97;
  --accent: #1d41b8;
  --on-accent: #fff;
  --notice: #fff3c9;
}

@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101318;
    --ink: #e9eae6;
    --quiet: #a0a7b2;
    --rule: #2c323b;
    --control: #78808d;
    --accent: #93b1ff;
    --on-accent: #101318;
    --notice: #3a3110;
  }
}

* {
  box-sizing: border-box;
  margin: 0;
}

body {
  background: var(--paper);
  color: var(--ink);
  font: 1rem / 1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}

header {
  padding: 0.75rem 0;
  border-bottom: 1px solid var(--control);
  background: var(--notice);
}

header p,
main {
  max-width: 36rem;
  margin: 0 auto;
}

main {
  display: grid;
  gap: 1.25rem;
  padding: 2rem 1rem 3rem;
}

header p {
  padding: 0 1rem;
}

h1 {
  font-size: 1.5rem;
  line-height: 1.25;
}

dl > div {
  padding: 0.5rem 0;
  border-top: 1px solid var(--rule);
}

dt {
  color: var(--quiet);
}

dd ul {
  padding: 0;
  list-style: none;
}

form {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75rem;
}

button {
  flex: 1 1 10rem;
  min-height: 2.75rem;
  padding: 0.5rem 1rem;
  border: 1px solid var(--control);
  border-radius: 0.375rem;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}

button[value="approve"] {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}

:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

code {
  font: 0.875rem ui-monospace, monospace;
}

@media (min-width: 40rem) {
  dl > div {
    display: grid;
    grid-template-columns: 10rem minmax(0, 1fr);
    gap: 1rem;
  }
}
`;
