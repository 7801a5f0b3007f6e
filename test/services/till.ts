/** The configuration of a till whose warehouse may be a folder or a bucket; its dumps may be wrong in every line. */
export const tillAt = (warehouse: string, files?: string): string => `warehouse: ${warehouse}
currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    till:
      ${files === undefined ? '' : `files: ${files}`}
      format: csv
      max_quarantined_share: 1
      columns: { order_id: order, line_id: line, customer_id: customer, ordered_at: { from: date, format: "%Y-%m-%d" }, net_sales: net }
`;
