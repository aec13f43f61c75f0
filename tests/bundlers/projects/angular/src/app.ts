import { Component, signal } from "@angular/core";

import { SignIn } from "./sign-in";

@Component({
  selector: "app-root",
  imports: [SignIn],
  template: `
    @if (isShown()) {
      <app-sign-in />
    }
    <button (click)="isShown.set(!isShown())">Show or hide</button>
  `,
})
export class App {
  readonly isShown = signal(true);
}
