// zoom-pkce/react: the hook's actions as event handlers of elements in React 18 and 19.

import type { ButtonHTMLAttributes } from "react";
import type { ButtonHTMLAttributes as ButtonHTMLAttributes18 } from "react-18-types";
import { useZoomAuthorization } from "zoom-pkce/react";

const { authorize, cancel, reset } = useZoomAuthorization(null, { backend: "/token" });
for (const onClick of [authorize, cancel, reset]) {
  const button: ButtonHTMLAttributes<HTMLButtonElement> = { onClick };
  const button18: ButtonHTMLAttributes18<HTMLButtonElement> = { onClick };
  console.log(button, button18);
}
