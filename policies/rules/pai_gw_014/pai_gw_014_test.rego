package groundplane.policies.pai_gw_014_test

import data.groundplane.fixture
import data.groundplane.policies.pai_gw_014 as rule

_good := {
	"replicaCount": 2,
	"pdb": {"enabled": true},
	"db": {"useExisting": true, "deployStandalone": false},
	"proxy_config": {"router_settings": {"redis_host": "os.environ/REDIS_HOST"}},
}

_proxy(values) := fixture.document([fixture.with_docs(fixture.resource("helm_release", "g", {"chart": "litellm-helm"}), {"values": values})])

test_two_with_shared_limits_are_allowed if {
	count(rule.deny | rule.unknown) == 0 with input as _proxy(_good)
	scaled := object.union(object.remove(_good, ["replicaCount"]), {"autoscaling": {"enabled": true, "minReplicas": 2}})
	count(rule.deny) == 0 with input as _proxy(scaled)
	every change in [{"proxy_config": {"litellm_settings": {"cache_params": {"type": "redis"}}}}, {"proxy_config": {}, "envVars": {"REDIS_HOST": "r"}}] {
		count(rule.deny) == 0 with input as _proxy(object.union(object.remove(_good, ["proxy_config"]), change))
	}
}

test_one_is_denied if {
	fixture.attributes(rule.deny) == ["values.proxy_config.router_settings.redis_host", "values.replicaCount"] with input as _proxy(object.union(object.remove(_good, ["proxy_config"]), {"replicaCount": 1, "proxy_config": {}}))
	fixture.attributes(rule.deny) == ["values.db.deployStandalone", "values.pdb.enabled"] with input as _proxy(object.remove(_good, ["pdb", "db"]))
}

test_unknown_is_unknown if {
	count(rule.deny) == 0 with input as _proxy(object.union(_good, {"replicaCount": "${var.n}", "pdb": {"enabled": "${var.p}"}}))
	count(rule.unknown) == 2 with input as _proxy(object.union(_good, {"replicaCount": "${var.n}", "pdb": {"enabled": "${var.p}"}}))
	count(rule.unknown) == 1 with input as _proxy({"proxyConfigMap": {"create": false}})
}
