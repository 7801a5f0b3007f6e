-- grain: one row per grain, period, dimension and value with a line: (grain, period_starts_on, dimension, dimension_value)
with grains as (
  select *
  from (values ('day', 0), ('month', 1), ('quarter', 3), ('year', 12)) as v (grain, months)
),

span as (
  select min(ordered_on) as first_day
  from dimension_days
),

days as (
  select
    d.*,
    coalesce(o.orders, 0) as orders,
    coalesce(c.customers, 0) as customers,
    coalesce(c.customers_first_in_month, 0) as customers_first_in_month,
    coalesce(c.customers_first_in_quarter, 0) as customers_first_in_quarter,
    coalesce(c.customers_first_in_year, 0) as customers_first_in_year
  from dimension_days d
  left join dimension_day_orders o
    on o.ordered_on = d.ordered_on
    and o.dimension = d.dimension
    and o.dimension_value = d.dimension_value
  left join dimension_day_customers c
    on c.ordered_on = d.ordered_on
    and c.dimension = d.dimension
    and c.dimension_value = d.dimension_value
),

dated as (
  select
    d.*,
    g.grain,
    g.months,
    case g.grain
      when 'day' then d.ordered_on
      when 'month' then cast(date_trunc('month', d.ordered_on) as date)
      when 'quarter' then cast(date_trunc('quarter', d.ordered_on) as date)
      when 'year' then cast(date_trunc('year', d.ordered_on) as date)
    end as period_starts_on
  from days d
  cross join grains g
),

periods as (
  select
    grain,
    period_starts_on,
    dimension,
    dimension_value,
    case when months = 0 then period_starts_on
      else date_add('day', -1, date_add('month', months, period_starts_on))
    end as period_ends_on,
    case when months = 0 then date_add('day', -1, period_starts_on)
      else date_add('month', -months, period_starts_on)
    end as previous_starts_on,
    date_add('month', -12, period_starts_on) as year_before_starts_on,
    case when months = 0 then date_add('month', -12, period_starts_on)
      else date_add('day', -1, date_add('month', months - 12, period_starts_on))
    end as year_before_ends_on,
    sum(lines) as lines,
    sum(orders) as orders,
    sum(
      case grain
        when 'day' then customers
        when 'month' then customers_first_in_month
        when 'quarter' then customers_first_in_quarter
        when 'year' then customers_first_in_year
      end
    ) as customers,
    sum(net_sales) as net_sales,
    sum(gross_margin) as gross_margin,
    sum(costed_net_sales) as costed_net_sales
  from dated
  group by grain, months, period_starts_on, dimension, dimension_value
),

gaps as (
  select
    g.grain,
    case g.grain
      when 'day' then m.missing_on
      when 'month' then cast(date_trunc('month', m.missing_on) as date)
      when 'quarter' then cast(date_trunc('quarter', m.missing_on) as date)
      when 'year' then cast(date_trunc('year', m.missing_on) as date)
    end as period_starts_on
  from missing_days m
  cross join grains g
),

incomplete_periods as (
  select
    grain,
    period_starts_on
  from gaps
  group by grain, period_starts_on
),

-- An earlier period that the data reaches, if only in part, has sold at least 0.
compared as (
  select
    p.*,
    i.grain is null and p.period_ends_on <= s.as_of_date as is_complete,
    case
      when date_add('day', -1, p.period_starts_on) >= t.first_day then coalesce(b.net_sales, 0)
    end as net_sales_previous_period,
    case
      when p.year_before_ends_on >= t.first_day then coalesce(y.net_sales, 0)
    end as net_sales_year_before
  from periods p
  left join periods b
    on b.grain = p.grain
    and b.period_starts_on = p.previous_starts_on
    and b.dimension = p.dimension
    and b.dimension_value = p.dimension_value
  left join periods y
    on y.grain = p.grain
    and y.period_starts_on = p.year_before_starts_on
    and y.dimension = p.dimension
    and y.dimension_value = p.dimension_value
  left join incomplete_periods i
    on i.grain = p.grain
    and i.period_starts_on = p.period_starts_on
  cross join span t
  cross join settings s
)

select
  c.grain,
  c.period_starts_on,
  c.dimension,
  c.dimension_value,
  c.period_ends_on,
  c.is_complete,
  c.lines,
  c.orders,
  c.customers,
  c.net_sales,
  case when b.has_margin then coalesce(c.gross_margin, 0) end as gross_margin,
  case
    when b.has_margin and c.net_sales <> 0
      then cast(c.costed_net_sales as double) / cast(c.net_sales as double)
  end as cost_coverage,
  c.net_sales_previous_period,
  case
    when c.net_sales_previous_period > 0
      then cast(c.net_sales - c.net_sales_previous_period as double)
        / cast(c.net_sales_previous_period as double)
  end as net_sales_change_previous_period,
  c.net_sales_year_before,
  case
    when c.net_sales_year_before > 0
      then cast(c.net_sales - c.net_sales_year_before as double) / cast(c.net_sales_year_before as double)
  end as net_sales_change_year_before
from compared c
cross join margin_base b
