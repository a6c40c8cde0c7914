# METADATA
# title: Add-ons name their version
# description: >-
#   Every managed add-on names the version it runs. Without one AWS decides on the day it is made, and two
#   environments made on different days are not the same.
# custom:
#   id: PAI-EKS-011
#   inspects: [aws_eks_addon]
#   controls:
#     soc2: [CC8.1]
#     nist-ai-rmf-1.0: [MANAGE 3.2]
#     eu-ai-act: ["15"]
#   fix: "addonVersion: new DataAwsEksAddonVersion(this, 'Version', { addonName, kubernetesVersion }).version, or the version itself"
package groundplane.policies.pai_eks_011

import data.groundplane.lib

deny contains lib.finding(addon, "addon_version", sprintf("add-on %s names no version", [lib.show(object.get(addon.values, "addon_name", ""))])) if {
	some addon in input.by_type.aws_eks_addon
	not lib.given(addon, ["addon_version"])
}

deny contains lib.finding(version, "most_recent", "takes whatever version is the newest on the day") if {
	some version in input.data.aws_eks_addon_version
	version.values.most_recent == true
}

unknown contains lib.finding(version, "most_recent", "is known only after apply") if {
	some version in input.data.aws_eks_addon_version
	lib.unresolved(version.values.most_recent)
}
