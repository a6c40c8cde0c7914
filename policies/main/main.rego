# METADATA
# title: All findings of all rules
# description: Entry point of the compiled module. Lies outside the package of the rules, which it goes through.
package groundplane.main

# rules that were evaluated, by package name, and what they found
verdict := {"rules": rules, "findings": findings}

rules contains name if {
	some name
	data.groundplane.policies[name].deny
	data.groundplane.policies[name].unknown
}

findings contains object.union(finding, {"rule": name, "status": "fail"}) if {
	some name
	some finding in data.groundplane.policies[name].deny
}

findings contains object.union(finding, {"rule": name, "status": "unknown"}) if {
	some name
	some finding in data.groundplane.policies[name].unknown
}
