// Renders the page's component, and makes a pair: the bundle has React once, and the wasm.

import { renderToString } from "react-dom/server";
import { generatePkcePair, init } from "zoom-pkce";

import { SignIn } from "./sign-in.jsx";

const html = renderToString(<SignIn />);
init().then(() => console.log(JSON.stringify({ html, ...generatePkcePair() })));
