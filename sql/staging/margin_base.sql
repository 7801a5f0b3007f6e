-- grain: one row
select count(gross_margin) > 0 as has_margin
from sales
where not is_excluded
