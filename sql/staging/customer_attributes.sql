-- grain: one row per customer of the customers feed and attribute that is filled: (customer_id, attribute)
-- Of what names a person, and of an amount, it is enough to know that it is there; of a day the year, of a year of birth
-- the decade.
with told as (
  select
    r.customer_id,
    a.attribute,
    a.is_profiled,
    case a.attribute
      when 'name' then case when r.name <> '' then 'given' end
      when 'customer_type' then r.customer_type
      when 'segment' then r.segment
      when 'region' then r.region
      when 'registered_on' then cast(year(r.registered_on) as varchar)
      when 'referred_by' then case when r.referred_by <> '' then 'given' end
      when 'acquired_by' then r.acquired_by
      when 'wallet' then case when r.wallet is not null then 'given' end
      when 'birth_year' then cast(cast(r.birth_year as bigint) / 10 * 10 as varchar) || 's'
      when 'gender' then r.gender
      when 'education' then r.education
      when 'occupation' then r.occupation
      when 'income_band' then r.income_band
      when 'household' then r.household
      when 'preferred_contact' then r.preferred_contact
      else json_extract_scalar(r.attributes, '$.' || a.attribute)
    end as value
  from customer_records r
  cross join settings_attributes a
)

select
  customer_id,
  attribute,
  case when is_profiled then value end as value
from told
where value <> ''
