package groundplane.facts.containers_test

import data.groundplane.facts.containers
import data.groundplane.fixture

_found := {[entry.attribute, entry.name, entry.value] | some entry in containers.environment}

_release(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {}), {"values": values})])

test_manifests_are_read if {
	spec := {"containers": [{"env": [{"name": "A", "value": "1"}, {"name": "B", "valueFrom": {}}]}], "initContainers": [{"env": [{"name": "C", "value": 2}]}]}
	every case in [
		["Pod", spec, "spec"],
		["Deployment", {"template": {"spec": spec}}, "spec.template.spec"],
		["CronJob", {"jobTemplate": {"spec": {"template": {"spec": spec}}}}, "spec.jobTemplate.spec.template.spec"],
	] {
		_found == {
			[sprintf("values.resources[0].%s.containers[0].env[0].value", [case[2]]), "A", "1"],
			[sprintf("values.resources[0].%s.initContainers[0].env[0].value", [case[2]]), "C", "2"],
		} with input as fixture.with_object(fixture.empty, {"kind": case[0], "spec": case[1]})
	}
}

test_charts_are_read_where_they_usually_have_it if {
	_found == {["values.envVars.A", "A", "1"], ["values.web.extraEnv[0].value", "B", "2"]} with input as _release({
		"envVars": {"A": "1", "odd": {"x": "y"}},
		"web": {"extraEnv": [{"name": "B", "value": "2"}, {"name": 5, "value": "x"}]},
		"text": "env",
	})
}

test_workloads_of_the_provider_are_read if {
	values := {"spec": [{"template": [{"spec": [{"container": [{"env": [{"name": "A", "value": "1"}]}]}]}]}]}
	_found == {["spec[0].template[0].spec[0].containers[0].env[0].value", "A", "1"]} with input as fixture.document([fixture.resource("kubernetes_deployment_v1", "d", values)])
}
