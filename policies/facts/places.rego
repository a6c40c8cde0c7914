# METADATA
# title: Resources by their place
# description: Every managed resource under its stack and address, so that who points at whom is a look-up and no search.
package groundplane.facts.places

import data.groundplane.lib

# made whole and kept: one look-up of a partial object would go through all resources
by_id := {lib.id(resource): resource |
	some resources in input.by_type
	some resource in resources
}

# resources that point at one through `<type>.<attribute>`
pointing(resource, attribute) := [by_id[place] | some place in lib.pointers(input.refs, resource, attribute)]

# stacks of environments that are not production; one that says nothing of itself counts as production
rehearsals contains name if {
	some name, stack in input.stacks
	stack.descriptor.stage in {"staging", "development"}
}
