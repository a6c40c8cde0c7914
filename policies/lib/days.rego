# Days, without a clock: what day it is comes in with the document.
package groundplane.lib

# number of a day such as `2026-11-21`, counted from long ago; only differences mean anything
day_number(text) := ((((day + floor(((153 * month_) + 2) / 5)) + (365 * year_)) + floor(year_ / 4)) - floor(year_ / 100)) + floor(year_ / 400) if {
	regex.match(`^\d{4}-\d{2}-\d{2}$`, text)
	[year, month, day] := [to_number(part) | some part in split(text, "-")]

	# years begin in March, so that a leap day is their last
	before := floor((14 - month) / 12)
	year_ := year - before
	month_ := (month + (12 * before)) - 3
}
