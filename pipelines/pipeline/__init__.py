"""The pipeline of a lake: reads databases, runs dbt, and says of each source whether an index may use it."""
