package groundplane.facts.workloads_test

import data.groundplane.facts.workloads
import data.groundplane.fixture

_spec := {"containers": [{"name": "a", "image": "x:1", "args": ["--a"], "command": ["run"], "resources": {"limits": {"memory": "1Gi"}}}], "initContainers": [{"name": "b", "image": "y:1"}, 5]}

_manifest(kind, spec) := fixture.with_object(fixture.empty, {"kind": kind, "metadata": {"namespace": "chat"}, "spec": spec})

test_pods_of_all_kinds_of_manifests if {
	every kind in ["DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"] {
		{c.image | some c in workloads.containers} == {"x:1", "y:1"} with input as _manifest(kind, {"template": {"spec": _spec}})
	}
	{c.image | some c in workloads.containers} == {"x:1", "y:1"} with input as _manifest("Pod", _spec)
	document := _manifest("CronJob", {"jobTemplate": {"spec": {"template": {"spec": _spec}}}})
	fixture.attributes({{"attribute": c.at} | some c in workloads.containers}) == ["values.resources[0].spec.jobTemplate.spec.template.spec.containers[0]", "values.resources[0].spec.jobTemplate.spec.template.spec.initContainers[0]"] with input as document
	{["run", "--a"], []} == {c.arguments | some c in workloads.containers} with input as document
}

test_pods_of_the_provider_have_the_same_shape if {
	spec := {"host_network": true, "container": [{"name": "a", "image": "x:1", "resources": [{"limits": {"memory": "1Gi"}}], "security_context": [{"run_as_non_root": true, "capabilities": [{"drop": ["ALL"]}], "seccomp_profile": [{"type": "RuntimeDefault"}]}]}]}
	document := fixture.one("kubernetes_deployment_v1", {"metadata": [{"namespace": "chat"}], "spec": [{"template": [{"spec": [spec]}]}]})
	[true] == [p.spec.hostNetwork | some p in workloads.pods] with input as document
	["spec[0].template[0].spec[0].containers[0]"] == [c.at | some c in workloads.containers] with input as document
	[{"limits": {"memory": "1Gi"}}] == [c.resources | some c in workloads.containers] with input as document
	[[true, ["ALL"], "RuntimeDefault"]] == [[workloads.security(c.security, "runAsNonRoot", false), workloads.dropped(c.security), workloads.seccomp(c.security)] | some c in workloads.containers] with input as document
}

test_what_is_no_pod_is_an_empty_one if {
	[{}] == [p.spec | some p in workloads.pods] with input as _manifest("Pod", "x")
	workloads.first("x") == {}
	workloads.first([]) == {}
	workloads.first([{"a": 1}]) == {"a": 1}
}

_release(chart, values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": values})])

test_images_of_charts_and_of_containers if {
	image := {"stack": "app", "address": "helm_release.r", "path": "app/r", "attribute": "values.proxy.image", "image": "x:1"}
	["x:1"] == [i.image | some i in workloads.images] with input as object.union(fixture.empty, {"images": [image]})
	{"values.proxy.image"} == {i.at | some i in workloads.images} with input as object.union(fixture.empty, {"images": [image]})
	{i.at | some i in workloads.images} == {"values.resources[0].spec.containers[0].image", "values.resources[0].spec.initContainers[0].image"} with input as _manifest("Pod", _spec)
}

test_pods_of_other_kinds_stand_where_the_document_says if {
	set := {"kind": "LeaderWorkerSet", "metadata": {"namespace": "models"}, "spec": {"leaderWorkerTemplate": {"workerTemplate": {"spec": _spec}}}}
	path := ["spec", "leaderWorkerTemplate", "workerTemplate", "spec"]
	plain := fixture.with_object(fixture.empty, set)
	document := object.union(plain, {"objects": {"LeaderWorkerSet": [object.union(plain.objects.LeaderWorkerSet[0], {"pods": [path]})]}})
	{c.image | some c in workloads.containers} == {"x:1", "y:1"} with input as document
	{"models"} == {p.namespace | some p in workloads.pods} with input as document
	count(workloads.pods) == 0 with input as plain
	document_twice := object.union(_manifest("Pod", _spec), {"objects": {"Pod": [object.union(_manifest("Pod", _spec).objects.Pod[0], {"pods": [["spec"]]})]}})
	count(workloads.pods) == 1 with input as document_twice
}

test_engines_and_servers if {
	document := _release("vllm-stack", {"servingEngineSpec": {"modelSpec": [{"name": "chat"}]}})
	[e.name | some e in workloads.engines] == ["chat"] with input as document
	count(workloads.model_servers) == 1 with input as document
	count(workloads.unreadable_servers) == 1 with input as fixture.document([fixture.with_unknown(fixture.resource("helm_release", "o", {"chart": "ollama"}), ["values[0]"])])
}

_group(change) := fixture.with_object(fixture.empty, {
	"kind": "LeaderWorkerSet",
	"metadata": {"name": "vllm-large", "namespace": "models"},
	"spec": object.union(
		{"replicas": 2, "leaderWorkerTemplate": {
			"leaderTemplate": {"metadata": {"labels": {"engine": "large"}}, "spec": {"containers": [{"image": "vllm/vllm-openai:v1", "command": ["vllm", "serve"], "args": ["acme/large", "--revision=abc"], "env": [{"name": "A"}]}]}},
			"workerTemplate": {"spec": {"containers": [{"image": "vllm/vllm-openai:v1", "args": ["--headless"]}]}},
		}},
		change,
	),
})

_beside(kind, object_beside) := object.union(_group({}), {"objects": object.union(_group({}).objects, {kind: [{"object": object_beside}]})})

_budget(engine) := {"kind": "PodDisruptionBudget", "metadata": {"namespace": "models"}, "spec": {"selector": {"matchLabels": {"engine": engine}}}}

test_groups_are_engines_in_the_words_of_the_chart if {
	[[e.name, e.model.modelURL, e.model.modelRevision, e.model.replicaCount, e.model.pdb.enabled] | some e in workloads.engines] == [["vllm-large", "acme/large", "abc", 2, false]] with input as _group({})
	[e.model.pdb.enabled | some e in workloads.engines] == [true] with input as _beside("PodDisruptionBudget", _budget("large"))
	[e.model.pdb.enabled | some e in workloads.engines] == [false] with input as _beside("PodDisruptionBudget", _budget("small"))
	scaler := {"kind": "ScaledObject", "spec": {"minReplicaCount": 3, "scaleTargetRef": {"kind": "LeaderWorkerSet", "name": "vllm-large"}}}
	[e.model.keda.minReplicaCount | some e in workloads.engines] == [3] with input as _beside("ScaledObject", scaler)
	count(workloads.engines) == 0 with input as _group({"leaderWorkerTemplate": {"leaderTemplate": {"spec": {"containers": [{"image": "x:1"}]}}}})
}

test_a_registry_of_our_own if {
	workloads.own_registry with input as fixture.one("aws_ecr_repository", {})
	workloads.own_registry with input as fixture.one("aws_ecr_pull_through_cache_rule", {})
	not workloads.own_registry with input as fixture.empty
}
