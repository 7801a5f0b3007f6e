-- grain: one row per customer outside class A who is growing into it
with spans as (
  select
    y.starts_on,
    y.ends_on,
    date_add('month', -12, y.starts_on) as before_starts_on
  from loyalty_years y
  where y.compared_with = 'now'
),

-- A year before that the data does not reach back to is nothing to have risen from.
measured as (
  select
    p.starts_on,
    p.ends_on,
    p.before_starts_on,
    count(case when m.is_complete and m.month >= p.before_starts_on and m.month <= p.ends_on then 1 end) = 24
      as is_complete
  from spans p
  cross join months m
  group by p.starts_on, p.ends_on, p.before_starts_on
  having min(m.month) <= p.before_starts_on
),

numbered as (
  select
    c.customer_id,
    c.net_sales,
    year(c.month) * 12 + month(c.month) - year(p.before_starts_on) * 12 - month(p.before_starts_on) as months_in
  from customer_months c
  join measured p on c.month between p.before_starts_on and p.ends_on
),

quarters as (
  select
    customer_id,
    sum(case when months_in between 0 and 2 then net_sales else 0 end) as before_1,
    sum(case when months_in between 3 and 5 then net_sales else 0 end) as before_2,
    sum(case when months_in between 6 and 8 then net_sales else 0 end) as before_3,
    sum(case when months_in between 9 and 11 then net_sales else 0 end) as before_4,
    sum(case when months_in between 12 and 14 then net_sales else 0 end) as now_1,
    sum(case when months_in between 15 and 17 then net_sales else 0 end) as now_2,
    sum(case when months_in between 18 and 20 then net_sales else 0 end) as now_3,
    sum(case when months_in between 21 and 23 then net_sales else 0 end) as now_4
  from numbered
  group by customer_id
),

years as (
  select
    q.*,
    now_1 + now_2 + now_3 + now_4 as net_sales,
    before_1 + before_2 + before_3 + before_4 as net_sales_before
  from quarters q
),

-- The bound of any pace: nobody alone will bring more than all bring now.
bounds as (
  select sum(net_sales) as net_sales_of_all
  from years
  where net_sales > 0
),

-- Agents are in class A whatever they bring: they set no cut. A tier window of other length is taken to 12 months.
least_of_a as (
  select min(cast(t.net_sales as double)) * 12 / max(s.tier_window_months) as cut
  from customer_tiers t
  left join customer_records r on r.customer_id = t.customer_id
  left join settings_customer_types y on y.customer_type = r.customer_type
  cross join settings s
  where t.tier = 'A'
    and (s.tier_rule <> 'partner' or y.role = 'franchisee')
),

growing as (
  select
    y.*,
    t.tier,
    a.cut,
    b.net_sales_of_all,
    cast(y.net_sales as double) / cast(y.net_sales_before as double) - 1 as growth
  from years y
  join customer_tiers t on t.customer_id = y.customer_id
  cross join least_of_a a
  cross join bounds b
  cross join settings s
  where t.tier <> 'A'
    and y.net_sales_before > 0
    and y.net_sales >= cast(y.net_sales_before as decimal(38, 4)) * (1 + s.rising_growth)
    and y.now_1 > y.before_1
    and y.now_2 > y.before_2
    and y.now_3 > y.before_3
    and y.now_4 > y.before_4
    and a.cut is not null
),

paced as (
  select
    g.*,
    case
      when cast(net_sales as double) >= cut then 0
      else 12 * ln(cut / cast(net_sales as double)) / ln(1 + growth)
    end as months_to_a,
    case
      when cast(net_sales as double) * growth < cast(net_sales_of_all as double)
        then cast(net_sales as double) * growth
      else cast(net_sales_of_all as double)
    end as at_stake
  from growing g
)

select
  r.customer_id,
  k.account_manager,
  r.tier,
  m.starts_on as window_starts_on,
  m.ends_on as window_ends_on,
  m.is_complete,
  r.net_sales,
  r.net_sales_before as net_sales_year_before,
  r.growth,
  r.now_1 as net_sales_quarter_1,
  r.now_2 as net_sales_quarter_2,
  r.now_3 as net_sales_quarter_3,
  r.now_4 as net_sales_quarter_4,
  r.before_1 as net_sales_quarter_1_year_before,
  r.before_2 as net_sales_quarter_2_year_before,
  r.before_3 as net_sales_quarter_3_year_before,
  r.before_4 as net_sales_quarter_4_year_before,
  cast(cast(floor(r.cut * 10000 + 0.5) as bigint) * 0.0001 as decimal(18, 4)) as cut_of_a,
  r.months_to_a,
  cast(cast(floor(r.at_stake * 10000 + 0.5) as bigint) * 0.0001 as decimal(18, 4)) as money_at_stake,
  'net sales up by ' || cast(cast(floor(r.growth * 100 + 1e-6) as bigint) as varchar)
    || ' %, each quarter above the same a year before; months to class A at that pace: '
    || cast(cast(ceil(r.months_to_a - 1e-6) as bigint) as varchar) as reason
from paced r
cross join measured m
cross join settings s
left join customer_records k on k.customer_id = r.customer_id
where r.months_to_a <= s.rising_reach_months + 1e-9
