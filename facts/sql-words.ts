/**
 * Words no column may be called, because Athena, Redshift or DuckDB read them as their own. Sources: lists of reserved words of the
 * three, November 2026; only what may be a name otherwise.
 */
export const SQL_WORDS: ReadonlySet<string> = new Set(
  `aes128 aes256 all allowoverwrite alter analyse analyze and any anti array as asc asymmetric asof at authorization backup between binary
  blanksasnull both by bytedict bzip2 case cast check collate column connect constraint convert create credentials cross cube
  current_catalog current_date current_path current_role current_schema current_time current_timestamp current_user dt deallocate default
  deferrable defrag delete delta desc describe disable distinct do drop else emptyasnull enable encode encrypt encryption end
  escape except execute exists explain explicit extract false fetch first float for foreign freeze from full glob globaldictsize grant group
  grouping gzip having identity if ignore ilike in initially inner insert intersect interval into is isnull join json_exists json_query
  json_table json_value lambda language last lateral leading left like limit listagg localtime localtimestamp lun luns lzo map minus mostly16
  mostly32 mostly8 natural new normalize not notnull null nulls off offline offset oid old on only open or order outer overlaps
  parallel partition percent permissions pivot placing position positional prepare primary qualify raw readratio recover recursive
  references rejectlog resort respect restore returning right rollup row rows select semi session_user show similar skip snapshot some start
  struct summarize symmetric sysdate system table tag tdes text255 text32k then timestamp to top trailing true truncatecolumns try_cast
  uescape union unique unnest unpivot update user using values variadic verbose view wallet when where window with without`.split(
    /\s+/,
  ),
);
