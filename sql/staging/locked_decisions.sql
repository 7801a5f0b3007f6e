-- grain: one row per line that others may be like, where some month is locked: (dump_id, dump_row)
-- Which line of an identity counted when a month was locked: of the dumps that its lock knows, the latest, but for what an
-- earlier lock held by then.
with homes as (
  select
    identity,
    locked_month,
    lock_number
  from locked_rivals
  where is_known
  group by identity, locked_month, lock_number
),

contests as (
  select
    h.identity,
    h.locked_month,
    h.lock_number,
    v.month,
    v.dump_id,
    v.dump_row,
    row_number() over (
      partition by h.identity, h.locked_month
      order by v.arrival desc, v.dump_row desc
    ) as rank_from_latest
  from homes h
  join locked_rivals v on v.identity = h.identity
  join lock_dumps k on k.month = h.locked_month and k.dump_id = v.dump_id
  where v.locked_month is null
    or v.is_known
    or v.lock_number > h.lock_number
),

-- Where it was one of the month itself, it stays. Of two locks that both hold on to a line, the earlier does.
pins as (
  select
    identity,
    locked_month,
    dump_id,
    dump_row,
    row_number() over (partition by identity order by lock_number) as rank_from_first
  from contests
  where rank_from_latest = 1
    and month = locked_month
),

-- Otherwise the latest line counts that is of a current dump and of no locked month.
ranked as (
  select
    j.*,
    p.locked_month as pinned_to,
    coalesce(p.dump_id = j.dump_id and p.dump_row = j.dump_row, false) as is_pinned,
    j.is_current and j.locked_month is null as is_free,
    row_number() over (
      partition by j.identity
      order by case when j.is_current and j.locked_month is null then 0 else 1 end, j.arrival desc, j.dump_row desc
    ) as rank_of_free
  from locked_rivals j
  left join pins p on p.identity = j.identity and p.rank_from_first = 1
)

select
  dump_id,
  dump_row,
  identity,
  is_current,
  is_superseded,
  case when locked_month is not null and not is_known then locked_month else coalesce(pinned_to, locked_month) end
    as held_for,
  case when pinned_to is not null then is_pinned else is_free and rank_of_free = 1 end as counts
from ranked
