-- What Athena's dialect has and DuckDB lacks. Nothing here may change the meaning of a word that both know.

-- sequence(1, 3) is [1, 2, 3]; sequence(day, day, interval) is a list of days.
create or replace macro sequence
  (first, last) as generate_series(cast(first as bigint), cast(last as bigint)),
  (first, last, step) as cast(generate_series(first, last, step) as date[]);

-- date_add('month', 3, day): a DATE, the last day of the month where the day does not exist there.
create or replace macro date_add(unit, amount, start) as cast(
  case unit
    when 'day' then start + to_days(cast(amount as integer))
    when 'week' then start + to_days(7 * cast(amount as integer))
    when 'month' then start + to_months(cast(amount as integer))
    when 'year' then start + to_months(12 * cast(amount as integer))
    else error('date_add knows day, week, month and year, not ' || unit)
  end as date);

create or replace macro last_day_of_month(moment) as last_day(moment);

-- 1 Monday … 7 Sunday, as in Athena.
create or replace macro day_of_week(moment) as isodow(moment);

-- The text at a path of a JSON text, such as '$.workplace'; null where there is none.
create or replace macro json_extract_scalar(json, path) as json_extract_string(json, path);
