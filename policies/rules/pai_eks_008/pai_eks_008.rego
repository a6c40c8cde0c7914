# METADATA
# title: Instance metadata needs a token and stays on the node
# description: >-
#   Nodes require IMDSv2 with a hop limit of 1, so that a pod cannot take the rights of its node. Pods get their own through
#   Pod Identity.
# custom:
#   id: PAI-EKS-008
#   inspects: [aws_launch_template, aws_eks_node_group, EC2NodeClass]
#   controls:
#     checkov: [CKV_AWS_79, CKV_AWS_341]
#     aws-fsbp: [EC2.8, AutoScaling.3, AutoScaling.4]
#     soc2: [CC6.1]
#     hipaa-164: [312(a)(1)]
#     eu-ai-act: ["15"]
#   fix: "metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 } in the launch template or EC2NodeClass"
package groundplane.policies.pai_eks_008

import data.groundplane.lib

deny contains lib.finding(option.place, option.tokens_at, "instance metadata answers without a token") if {
	some option in _options
	option.tokens != "required"
	not lib.unresolved(option.tokens)
}

deny contains lib.finding(option.place, option.hops_at, sprintf("hop limit of instance metadata is %s, not 1", [lib.show(option.hops)])) if {
	some option in _options
	option.hops != 1
	not lib.unresolved(option.hops)
}

deny contains lib.finding(group, "launch_template", "has no launch template: EKS then lets pods reach instance metadata") if {
	some group in input.by_type.aws_eks_node_group
	count(lib.blocks(group.values, "launch_template")) == 0
	not "launch_template" in group.unknown
}

unknown contains lib.finding(option.place, option.tokens_at, "is known only after apply") if {
	some option in _options
	lib.unresolved(option.tokens)
}

unknown contains lib.finding(option.place, option.hops_at, "is known only after apply") if {
	some option in _options
	lib.unresolved(option.hops)
}

unknown contains lib.finding(resource, attribute, "is known only after apply") if {
	some type, attribute in {"aws_launch_template": "metadata_options", "aws_eks_node_group": "launch_template"}
	some resource in input.by_type[type]
	attribute in resource.unknown
}

unknown contains lib.finding(class, sprintf("%s.spec.metadataOptions", [class.attribute]), "is known only after apply") if {
	some class in input.objects.EC2NodeClass
	some path in [["spec"], ["spec", "metadataOptions"]]
	not is_object(object.get(class.object, path, {}))
}

# a launch template that says nothing leaves both to the account and the image
_options contains _option(template, "metadata_options[0]", options, ["http_tokens", "http_put_response_hop_limit"], ["not set", "unset"]) if {
	some template in input.by_type.aws_launch_template
	not "metadata_options" in template.unknown
	some options in array.slice(array.concat(lib.blocks(template.values, "metadata_options"), [{}]), 0, 1)
}

# Karpenter's own defaults are safe
_options contains _option(class, sprintf("%s.spec.metadataOptions", [class.attribute]), options, ["httpTokens", "httpPutResponseHopLimit"], ["required", 1]) if {
	some class in input.objects.EC2NodeClass
	options := object.get(class.object, ["spec", "metadataOptions"], {})
	is_object(options)
}

_option(resource, attribute, options, names, defaults) := {
	"place": {"stack": resource.stack, "address": resource.address, "path": resource.path},
	"tokens_at": concat(".", [attribute, names[0]]),
	"tokens": object.get(options, names[0], defaults[0]),
	"hops_at": concat(".", [attribute, names[1]]),
	"hops": object.get(options, names[1], defaults[1]),
}
