"""Sample data of the sources of the test, with what is wrong with it: sample.py DATABASE [WRONG ...]"""

import sys

import duckdb

database, *wrong = sys.argv[1:]
db = duckdb.connect(database)
db.execute("create schema if not exists raw")
# fifteen days of ten rows
DAYS = "range(0, 15) a(d), range(0, 10) b(i)"
MOMENT = "now()::timestamp - interval (14 - d) day"
DAY = "strftime(current_date - interval (14 - d) day, '%Y-%m-%d')"
db.execute(
    f"""create or replace table raw.orders as select (d * 10 + i)::bigint as order_id, (i * 1.5)::decimal(38, 9) as amount,
    {MOMENT} as updated_at, {DAY} as dt from {DAYS}"""
)
db.execute(
    f"""create or replace table raw.hand_book as select 'p' || i as page_id, 'Title "' || i || '"' as title,
    'First line' || chr(10) || 'of page ' || i as body, strftime({MOMENT}, '%Y-%m-%d %H:%M:%S') as updated_at, {DAY} as dt from {DAYS}"""
)
db.execute(
    f"""create or replace table raw.visits as select (d * 10 + i)::varchar as visit_id, i * 1.5::double as seconds,
    {MOMENT} as seen_at from {DAYS}"""
)
WRONG = {
    "stale orders": "update raw.orders set updated_at = updated_at - interval 5 day",
    "orders of another type": "alter table raw.orders alter amount type varchar",
    "handbook without a column": "alter table raw.hand_book drop body",
    "handbook without titles": "update raw.hand_book set title = null where page_id in ('p1', 'p2')",
    "doubled visits": "insert into raw.visits select * from raw.visits",
    "fewer orders": f"delete from raw.orders where dt = strftime(current_date, '%Y-%m-%d') and order_id % 10 > 0",
    "unreadable handbook": "update raw.hand_book set updated_at = 'yesterday' where page_id = 'p3'",
}
for name in wrong:
    db.execute(WRONG[name])
