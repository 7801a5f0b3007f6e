-- grain: one row per accepted line whose identity hash occurs more than once in the lake
-- Only these lines are compared: a line that occurs once needs no ranking, and most lines occur once.
with repeated_hashes as (
  select line_hash
  from lake_sales
  group by line_hash
  having count(*) > 1
),

candidates as (
  select
    l.source,
    l.order_id,
    l.line_id,
    l.content_key,
    l.dump_id,
    l.dump_row,
    r.arrival,
    r.state = 'current' as is_current
  from lake_sales l
  join repeated_hashes h on h.line_hash = l.line_hash
  join receipts r on r.dump_id = l.dump_id and r.feed = 'sales'
),

-- Without numbers of their own, equal lines of one order in one dump stay apart by their occurrence.
numbered as (
  select
    c.*,
    case
      when content_key is null then 1
      else row_number() over (partition by source, dump_id, order_id, line_id, content_key order by dump_row)
    end as occurrence
  from candidates c
),

-- The later arrival wins; within one dump, the later row. What only a locked month is made of stands in nobody's place.
ranked as (
  select
    n.*,
    row_number() over (
      partition by source, order_id, line_id, content_key, occurrence
      order by is_current desc, arrival desc, dump_row desc
    ) as rank_from_latest
  from numbered n
)

select
  dump_id,
  dump_row,
  occurrence,
  rank_from_latest > 1 as is_superseded
from ranked
