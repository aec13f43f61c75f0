// What all screens have in common.

import { type ReactNode, useEffect, useRef } from "react";

interface ScreenProps {
  icon: ReactNode;
  title: string;
  /** Read out by screen readers when it changes. */
  status?: ReactNode;
  children?: ReactNode;
}

export function Screen({ icon, title, status, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shownTitle = useRef(title);

  useEffect(() => {
    if (shownTitle.current === title) return;
    shownTitle.current = title;
    // The button that was pressed is gone: without this, the keyboard would start over at the top of the page.
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
