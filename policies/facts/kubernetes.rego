# METADATA
# title: How long EKS supports a version of Kubernetes
# description: Calendar of the EKS user guide. A test holds it against facts/kubernetes.ts.
package groundplane.facts.kubernetes

# last day of standard support
standard_support_until := {
	"1.31": "2025-11-26",
	"1.32": "2026-03-23",
	"1.33": "2026-07-29",
	"1.34": "2026-12-02",
	"1.35": "2027-03-27",
}

# the day on which it was read; judged as of this day where none is given
read_on := "2026-11-21"

warning_days := 90
