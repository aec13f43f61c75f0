import zoomSdk from "@zoom/appssdk";
import { createRoot } from "react-dom/client";

import { SignIn } from "./sign-in.jsx";

createRoot(document.getElementById("root")).render(<SignIn zoomSdk={zoomSdk} />);
