package groundplane.lib_days_test

import data.groundplane.lib

_between(from, to) := lib.day_number(to) - lib.day_number(from)

test_days_are_counted_across_months_and_years if {
	_between("2026-11-21", "2026-11-21") == 0
	_between("2026-11-21", "2026-12-02") == 11
	_between("2026-12-31", "2027-01-01") == 1
	_between("2024-02-28", "2024-03-01") == 2
	_between("2026-02-28", "2026-03-01") == 1
	_between("1900-02-28", "1900-03-01") == 1
	_between("2026-01-01", "2027-01-01") == 365
	_between("2024-01-01", "2025-01-01") == 366
}

test_what_is_no_day_has_no_number if {
	not lib.day_number("tomorrow")
	not lib.day_number("2026-1-1")
}
