/** The prefixes of the bucket, by which rights are given and old contents expire. Each ends in `/`: `lake` is no part of `lake2/`. */
export const LAYOUT = {
  landing: 'landing/',
  receipts: 'receipts/',
  lake: 'lake/',
  quarantine: 'restricted/quarantine/',
  restrictedTables: 'restricted/tables/',
  ledger: 'ledger/',
  withdrawals: 'ledger/withdrawals/',
  locks: 'ledger/locks/',
  warehouse: 'warehouse/',
  releases: 'releases/',
  reports: 'reports/',
  snapshots: 'snapshots/',
  builds: 'builds/',
} as const;

/** Where one source puts its dumps, and where it finds its receipts. */
export const sourcePrefixes = (feed: string, source: string) => ({
  landing: `${LAYOUT.landing}${feed}/${source}/`,
  receipts: `${LAYOUT.receipts}${feed}/${source}/`,
});
