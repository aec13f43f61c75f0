// A Zoom App in the shape of Zoom's own sample: Create React App, React 17 and a hash router.

import zoomSdk from "@zoom/appssdk";
import { useEffect, useState } from "react";
import { HashRouter, Navigate, Route, Routes } from "react-router-dom";

import { SignIn } from "./SignIn";

export function App() {
  const [config, setConfig] = useState();

  useEffect(() => {
    const capabilities = ["authorize", "onAuthorized"];
    zoomSdk.config({ capabilities, version: "0.16.0" }).then(setConfig, console.error);
  }, []);

  return (
    <HashRouter>
      <Routes>
        <Route path="/" element={<Navigate to="/userinfo" replace />} />
        <Route path="/userinfo" element={<SignIn config={config} />} />
      </Routes>
    </HashRouter>
  );
}
