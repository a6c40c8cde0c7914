package groundplane.policies.pai_eks_013_test

import data.groundplane.fixture
import data.groundplane.policies.pai_eks_013 as rule

_subnet(name, zone) := fixture.resource("aws_subnet", name, {"availability_zone": zone})

_document(zones) := fixture.with_refs(
	fixture.document(array.concat(
		[fixture.resource("aws_eks_cluster", "c", {"vpc_config": [{"subnet_ids": ["${aws_subnet.s.id}"]}]})],
		[_subnet(zone, zone) | some zone in zones],
	)),
	{sprintf("app/aws_subnet.%s", [zone]): {"aws_eks_cluster.vpc_config.subnet_ids": ["app/aws_eks_cluster.c"]} | some zone in zones},
)

_nodes(values) := fixture.document([fixture.resource("aws_eks_node_group", "g", values)])

test_enough_zones_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _document(["a", "b"])
	count(rule.deny | rule.unknown) == 0 with input as fixture.with_tier(_document(["a", "b", "c"]), "enterprise")
}

test_too_few_are_denied if {
	some finding in rule.deny with input as fixture.with_tier(_document(["a", "b"]), "enterprise")
	finding.message == "spans 2 of at least 3 zones"
	fixture.attributes(rule.deny) == ["vpc_config[0].subnet_ids"] with input as _document(["a"])
}

test_subnets_of_others_count_as_zones if {
	count(rule.deny) == 0 with input as _nodes({"subnet_ids": ["subnet-1", "subnet-2"]})
	fixture.attributes(rule.deny) == ["subnet_ids"] with input as _nodes({"subnet_ids": ["subnet-1"]})
}

test_gpu_nodes_may_be_in_one_zone if {
	count(rule.deny) == 0 with input as _nodes({"subnet_ids": ["subnet-1"], "ami_type": "AL2023_x86_64_NVIDIA"})
}

_group(name, subnet, labels) := fixture.resource("aws_eks_node_group", name, {"subnet_ids": [subnet], "labels": labels})

test_groups_that_belong_together_count_together if {
	own := {"groundplane.io/dedicated": "index"}
	count(rule.deny) == 0 with input as fixture.document([_group("a", "subnet-1", own), _group("b", "subnet-2", own)])
	count(rule.deny) == 2 with input as fixture.document([_group("a", "subnet-1", own), _group("b", "subnet-1", own)])
	count(rule.deny) == 2 with input as fixture.document([_group("a", "subnet-1", own), _group("b", "subnet-2", {"groundplane.io/dedicated": "other"})])
	count(rule.deny) == 2 with input as fixture.document([_group("a", "subnet-1", {}), _group("b", "subnet-2", {})])
	count(rule.unknown) == 2 with input as fixture.document([_group("a", "subnet-1", own), _group("b", "${var.s}", own)])
	count(rule.deny) == 0 with input as fixture.document([_group("a", "subnet-1", own), _group("b", "${var.s}", own)])
}

test_unknown_is_unknown if {
	every ids in ["${var.s}", ["(known after apply)"]] {
		fixture.attributes(rule.unknown) == ["subnet_ids"] with input as _nodes({"subnet_ids": ids})
		count(rule.deny) == 0 with input as _nodes({"subnet_ids": ids})
	}
	count(rule.unknown) == 1 with input as _document(["${var.z}"])
	count(rule.deny) == 0 with input as _document(["${var.z}"])
}
