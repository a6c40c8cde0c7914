# METADATA
# title: The rules as conftest wants them
# description: conftest test document.json -p policies --data policies/packs.json --namespace main
package main

deny contains result(finding) if {
	some finding in data.groundplane.main.findings
	finding.status == "fail"
	severity(finding) == "deny"
	not finding.mild
}

deny contains {"msg": sprintf("no severities for tier %s: pass --data policies/packs.json", [input.tier])} if {
	not data.groundplane.packs[input.tier]
}

warn contains result(finding) if {
	some finding in data.groundplane.main.findings
	finding.status == "fail"
	severity(finding) == "warn"
}

warn contains result(finding) if {
	some finding in data.groundplane.main.findings
	finding.status == "fail"
	severity(finding) == "deny"
	finding.mild
}

warn contains result(finding) if {
	some finding in data.groundplane.main.findings
	finding.status == "unknown"
	severity(finding) != "off"
}

severity(finding) := data.groundplane.packs[input.tier][rule_id(finding)]

rule_id(finding) := replace(upper(finding.rule), "_", "-")

result(finding) := object.union(finding, {"msg": concat("", [
	rule_id(finding),
	" ",
	finding.stack,
	" ",
	finding.address,
	" ",
	finding.attribute,
	": ",
	finding.message,
])})
