/** Who approved a release. A release may be approved by several people, and what was said is never changed. */
export interface SignOff {
  release_id: string;
  /** Which of its approvals: 1, 2, 3 … */
  number: number;
  by: string;
  /** ISO 8601 in UTC. */
  at: string;
  note?: string;
}
