"""Asks a question of Athena of a folder as Firehose fills it: python athena.py FOLDER, the query and what takes the place of its marks on standard input."""

import json
import sys

import duckdb
import sqlglot

folder = sys.argv[1]
asked = json.load(sys.stdin)
columns = "{owner: 'VARCHAR', logGroup: 'VARCHAR', logStream: 'VARCHAR', messageType: 'VARCHAR', logEvents: 'STRUCT(id VARCHAR, timestamp BIGINT, message VARCHAR)[]'}"
engine = duckdb.connect()
engine.execute(f"create view events as select * from read_json('{folder}/*/*.gz', columns = {columns}, hive_partitioning = true, hive_types = {{dt: VARCHAR}})")
[query] = sqlglot.transpile(asked["query"], read="athena", write="duckdb")
found = engine.execute(query, asked["values"])
names = [each[0] for each in found.description]
print(json.dumps([dict(zip(names, row)) for row in found.fetchall()]))
