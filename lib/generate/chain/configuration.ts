/** `patronage.yaml` of a folder that holds the dumps of a generated chain. */
import type { ChainPlan } from './plan.ts';

export const chainConfiguration = ({
  asOf,
}: Pick<
  ChainPlan,
  'asOf'
>): string => `# A generated chain of shops with agents and franchisees: three years of dumps.
warehouse: ./warehouse
currency: EUR
timezone: Europe/Berlin
as_of: ${asOf}
feeds:
  sales:
    tills:
      files: sales/*.csv
      format: csv
      columns:
        order_id: order_id
        line_id: line_id
        customer_id: customer_id
        ordered_at: { from: ordered_on, format: "%Y-%m-%d" }
        product_id: product_id
        product_name: product_name
        category: category
        department: department
        store: store
        salesperson: salesperson
        campaign: campaign
        quantity: quantity
        discount: discount
        net_sales: net_sales
        cost: cost
  customers:
    crm:
      files: crm/customers.csv
      format: csv
      columns:
        customer_id: customer_id
        name: name
        customer_type: customer_type
        segment: segment
        region: region
        registered_on: { from: registered_on, format: "%Y-%m-%d" }
        referred_by: referred_by
        acquired_by: acquired_by
        cooperation: cooperation
        wallet: wallet
        birth_year: birth_year
        gender: gender
        education: education
        occupation: occupation # the column is there; nobody has ever asked
        income_band: income_band
        household: household
        preferred_contact: preferred_contact
        account_manager: account_manager
      attributes: { floor_space: floor_space }
  contacts:
    crm:
      files: contacts/*.csv
      format: csv
      columns:
        contact_id: contact_id
        customer_id: customer_id
        contacted_at: { from: contacted_at, format: "%Y-%m-%d %H:%M" }
        direction: direction
        kind: kind
        answered_at: { from: answered_at, format: "%Y-%m-%d %H:%M" }
        satisfaction: satisfaction
        cost: cost
        employee: employee
  campaigns:
    marketing:
      files: marketing/campaigns.csv
      format: csv
      columns:
        campaign_id: campaign_id
        name: name
        starts_on: { from: starts_on, format: "%Y-%m-%d" }
        ends_on: { from: ends_on, format: "%Y-%m-%d" }
        budget: budget
        cost: cost
        expected_net_sales: expected_net_sales
  campaign_recipients:
    marketing:
      files: marketing/recipients.csv
      format: csv
      columns:
        campaign_id: campaign_id
        customer_id: customer_id
        is_control: is_control
  spend:
    marketing:
      files: marketing/spend.csv
      format: csv
      columns:
        month: { from: month, format: "%Y-%m" }
        channel: channel
        amount: amount
metrics:
  tiers: { rule: partner }
  market: { population: 400000, target_share: 0.15, reachable_share: 0.2 }
  rebates:
    - name: dealers
      customer_types: [dealer]
      phase: growing
      every: year
      steps: [{ from: 10000, rate: 0.02 }, { from: 20000, rate: 0.04 }]
`;
