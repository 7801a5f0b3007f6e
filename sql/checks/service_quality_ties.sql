-- check: every contact and complaint is in its month and in all, each complaint is answered in time, late, or not, and those followed had bought
with told as (
  select
    scope,
    coalesce(sum(contacts), 0) as contacts,
    coalesce(sum(suggestions), 0) as suggestions,
    coalesce(sum(complaints), 0) as complaints,
    coalesce(sum(answered_in_time + answered_late + unanswered), 0) as complaints_by_answer,
    coalesce(sum(satisfaction_contacts), 0) as satisfaction_contacts,
    coalesce(sum(followed_in_time + followed_late + followed_unanswered), 0) as followed,
    coalesce(sum(repurchased_in_time + repurchased_late + repurchased_unanswered), 0) as repurchased
  from service_quality
  group by scope
),

happened as (
  select
    count(*) as contacts,
    count(case when kind = 'suggestion' and direction = 'in' then 1 end) as suggestions,
    count(case when kind = 'complaint' and direction = 'in' then 1 end) as complaints,
    count(satisfaction) as satisfaction_contacts
  from contacts
),

followed as (
  select
    count(*) as complaints,
    count(case when c.customer_id is null then 1 end) as by_strangers,
    count(case when p.has_repurchased then 1 end) as repurchased
  from complaints p
  left join customers c on c.customer_id = p.customer_id
  where p.is_followed
)

select
  t.scope,
  h.contacts,
  t.contacts as contacts_told,
  h.suggestions,
  t.suggestions as suggestions_told,
  h.complaints,
  t.complaints as complaints_told,
  t.complaints_by_answer,
  h.satisfaction_contacts,
  t.satisfaction_contacts as satisfaction_contacts_told,
  f.complaints as followed,
  t.followed as followed_told,
  f.repurchased,
  t.repurchased as repurchased_told,
  f.by_strangers
from told t
cross join happened h
cross join followed f
where h.contacts <> t.contacts
  or h.suggestions <> t.suggestions
  or h.complaints <> t.complaints
  or h.complaints <> t.complaints_by_answer
  or h.satisfaction_contacts <> t.satisfaction_contacts
  or f.complaints <> t.followed
  or f.repurchased <> t.repurchased
  or f.by_strangers > 0
order by t.scope
