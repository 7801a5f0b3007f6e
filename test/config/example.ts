import { ConfigurationError, parseConfiguration } from '../../lib/config/configuration.ts';

/** The smallest configuration that is right, and the same with something in place of one of its lines. */
export const EXAMPLE = `currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    shop:
      format: csv
      columns:
        customer_id: Customer
        ordered_at: { from: Date, format: "%d.%m.%Y" }
        net_sales: Net
`;

export function exampleWith(line: string, instead: string): string {
  if (!EXAMPLE.includes(line)) throw new TypeError(`the example has no ${line}`);
  return EXAMPLE.replace(line, instead);
}

/** What is wrong with a configuration, a sentence each. */
export function problemsIn(text: string): string[] {
  try {
    parseConfiguration(text, 'shop.yaml');
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
}
