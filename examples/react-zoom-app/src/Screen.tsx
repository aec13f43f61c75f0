// The layout of every screen: icon, heading, status, content.

import { type ReactNode, useEffect, useRef } from "react";

interface ScreenProps {
  icon: ReactNode;
  title: string;
  /** Screen readers read it out when it changes. */
  status?: ReactNode;
  children?: ReactNode;
}

export function Screen({ icon, title, status, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shownTitle = useRef(title);

  useEffect(() => {
    if (shownTitle.current === title) return;
    shownTitle.current = title;
    // The button that was pressed is gone. Without this the keyboard focus would be lost.
    heading.current?.focus();
  }, [title]);

  return (
    <div className="screen">
      <div className="icon" aria-hidden="true">
        {icon}
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p role="status">{status}</p>
      {children}
    </div>
  );
}

export const Spinner = () => <span className="spinner" />;
export const Warning = () => <span className="warning">!</span>;
