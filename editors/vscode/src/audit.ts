// How a note stands before an auditor: what the server's command notewell.audit tells (server/features/commands.hpp).

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Place {
  readonly start: Position;
  readonly end: Position;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Finding {
  readonly range: Place;
  /** As in a signed note, however gently the draft is told of it. */
  readonly severity: Severity;
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  readonly why: string;
}

export interface Element {
  readonly id: string;
  readonly title: string;
  /** Whether the profile asks for it. */
  readonly asked: boolean;
  readonly places: readonly Place[];
}

export interface Audit {
  readonly kind: string;
  readonly profile: string;
  readonly clinician: { readonly name: string; readonly credentials: string };
  readonly signed: boolean;
  /** What stands against signing. */
  readonly toSign: { readonly errors: number; readonly warnings: number };
  readonly findings: readonly Finding[];
  readonly elements: readonly Element[];
}

/** "2 errors", "1 warning" */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
