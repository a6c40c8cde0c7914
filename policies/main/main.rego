# METADATA
# title: All findings of all rules
# description: Entry point of the compiled module. Lies outside the package of the rules, which it goes through.
package groundplane.main

# rules that were evaluated, by package name, what they found, and what they looked at
verdict := {"rules": rules, "findings": findings, "judged": judged}

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

# what a rule looked at, where it is less than everything of the kinds it inspects
judged[name] := {{"stack": place.stack, "address": place.address} | some place in places} if {
	some name
	places := data.groundplane.policies[name].judged
}
