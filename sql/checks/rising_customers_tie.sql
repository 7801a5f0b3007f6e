-- check: rising customers are outside class A, and their money, in all and by quarter, is that of their lines in sales
with span as (
  select
    starts_on,
    ends_on,
    date_add('month', -12, starts_on) as before_starts_on
  from loyalty_years
  where compared_with = 'now'
),

sold as (
  select
    l.customer_id,
    sum(case when l.ordered_on >= y.starts_on then l.net_sales else 0 end) as net_sales,
    sum(case when l.ordered_on < y.starts_on then l.net_sales else 0 end) as net_sales_year_before
  from sales l
  join rising_customers r on r.customer_id = l.customer_id
  join span y on l.ordered_on between y.before_starts_on and y.ends_on
  where not l.is_excluded
  group by l.customer_id
),

stated as (
  select
    r.*,
    net_sales_quarter_1 + net_sales_quarter_2 + net_sales_quarter_3 + net_sales_quarter_4 as in_quarters,
    net_sales_quarter_1_year_before
      + net_sales_quarter_2_year_before
      + net_sales_quarter_3_year_before
      + net_sales_quarter_4_year_before as in_quarters_year_before
  from rising_customers r
)

select
  r.customer_id,
  t.tier,
  s.net_sales,
  r.net_sales as net_sales_of_rising,
  r.in_quarters,
  s.net_sales_year_before,
  r.net_sales_year_before as net_sales_year_before_of_rising,
  r.in_quarters_year_before
from stated r
left join sold s on s.customer_id = r.customer_id
left join customer_tiers t on t.customer_id = r.customer_id
where coalesce(t.tier, 'A') = 'A'
  or coalesce(s.net_sales, 0) <> r.net_sales
  or r.net_sales <> coalesce(r.in_quarters, 0)
  or coalesce(s.net_sales_year_before, 0) <> r.net_sales_year_before
  or r.net_sales_year_before <> coalesce(r.in_quarters_year_before, 0)
  or coalesce(r.money_at_stake, -1) < 0
order by r.customer_id
