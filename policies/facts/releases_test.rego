package groundplane.facts.releases_test

import data.groundplane.facts.releases
import data.groundplane.fixture

_release(chart) := fixture.with_docs(fixture.resource("helm_release", "r", {"chart": chart}), {"values": {"replicaCount": 2}})

test_releases_stand_under_their_chart if {
	every chart in ["qdrant", "oci://ghcr.io/x/qdrant", "./charts/qdrant", "https://x.example/qdrant.tgz"] {
		[2] == [r.values.values.replicaCount | some r in releases.by_chart.qdrant] with input as fixture.document([_release(chart)])
	}
	not releases.by_chart.qdrant with input as fixture.document([_release("other")])
	count(releases.by_chart) == 1 with input as fixture.document([_release(5)])
}

test_what_cannot_be_read_stands_apart if {
	document := fixture.document([fixture.with_unknown(_release("qdrant"), ["values[0]"])])
	count(releases.unreadable.qdrant) == 1 with input as document
	not releases.by_chart.qdrant with input as document
}
