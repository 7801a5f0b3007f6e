-- grain: one row per calendar month that the spend names, up to the as-of month: (month)
with dump_months as (
  select
    l.source,
    l.month,
    r.arrival,
    sum(l.amount) as amount
  from lake_spend l
  join receipts r on r.dump_id = l.dump_id and r.feed = 'spend' and r.state = 'current'
  cross join settings s
  where l.month <= s.as_of_date
  group by l.source, l.month, r.arrival
),

-- The latest dump of a source says all that the source spent in a month: what it leaves out was taken back.
ranked as (
  select
    d.*,
    row_number() over (partition by source, month order by arrival desc) as rank_from_latest
  from dump_months d
)

select
  month,
  sum(amount) as amount
from ranked
where rank_from_latest = 1
group by month
