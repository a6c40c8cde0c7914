# METADATA
# title: Nodes run an image AWS patches
# description: >-
#   Nodes run Amazon Linux 2023 or Bottlerocket as AWS publishes them for EKS. Amazon Linux 2 gets no fixes any more,
#   and for an image of our own nobody patches kernel and GPU driver but us.
# custom:
#   id: PAI-EKS-012
#   inspects: [aws_eks_node_group, EC2NodeClass]
#   controls:
#     soc2: [CC7.1]
#     hipaa-164: [308(a)(5)(ii)(B)]
#     eu-ai-act: ["15"]
#   fix: "amiType: 'AL2023_x86_64_NVIDIA', or amiSelectorTerms: [{ alias: 'al2023@v20260714' }]"
#   setting: "gpuPools.<name>.ami: al2023"
package groundplane.policies.pai_eks_012

import data.groundplane.lib

deny contains lib.finding(group, "ami_type", sprintf("runs %s", [lib.show(_type(group))])) if {
	some group in input.by_type.aws_eks_node_group
	not regex.match(`^(AL2023_|BOTTLEROCKET_)`, lib.show(_type(group)))
	not lib.unresolved(_type(group))
}

deny contains lib.finding(template, "image_id", "names an image of its own") if {
	some template in input.by_type.aws_launch_template
	template.values.image_id != ""
	not _of_aws(template.values.image_id)
}

deny contains lib.finding(class, sprintf("%s.spec.amiSelectorTerms[%d]", [class.attribute, index]), "selects an image that is not one of AWS for AL2023 or Bottlerocket") if {
	some class in input.objects.EC2NodeClass
	some index, term in lib.blocks(class.object.spec, "amiSelectorTerms")
	not regex.match(`^(al2023|bottlerocket)@`, lib.show(object.get(term, "alias", "")))
	not lib.unresolved(object.get(term, "alias", ""))
}

unknown contains lib.finding(group, "ami_type", "is known only after apply") if {
	some group in input.by_type.aws_eks_node_group
	lib.unresolved(_type(group))
}

unknown contains lib.finding(class, sprintf("%s.spec.amiSelectorTerms[%d].alias", [class.attribute, index]), "is known only after apply") if {
	some class in input.objects.EC2NodeClass
	some index, term in lib.blocks(class.object.spec, "amiSelectorTerms")
	lib.unresolved(object.get(term, "alias", ""))
}

# where nothing is said EKS takes AL2023 for every version in support
_type(group) := lib.value(group, ["ami_type"], "AL2023_x86_64_STANDARD")

# parameters AWS publishes its images under
_of_aws(image) if regex.match(`^(resolve:ssm:/aws/service/(eks|bottlerocket)/|\$\{data\.aws_ssm_parameter\.)`, lib.show(image))
