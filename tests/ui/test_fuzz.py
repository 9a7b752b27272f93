"""Our own OpenAPI description turned against us: schemathesis sends what it allows, and what it forbids."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

ALLOWED, FORBIDDEN = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
TRIED = [
    ("POST", "/api/ask", ALLOWED),
    ("POST", "/api/ask", FORBIDDEN),
    ("POST", "/api/feedback", ALLOWED),
    ("POST", "/api/feedback", FORBIDDEN),
    ("GET", "/api/documents", ALLOWED),
    ("GET", "/api/documents/{document}", ALLOWED),  # a path without rules has nothing that is forbidden
    ("GET", "/api/documents/{document}/original", ALLOWED),
]
REFUSED = ["405", "413", "422"]  # what is too long may be too large as well
EXAMPLES = 100  # for each; together half a minute on two busy cores


@pytest.fixture(scope="session")
def described(client):
    config = schemathesis.Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}})
    return schemathesis.openapi.from_asgi("/api/openapi.json", client.app, config=config)


def test_every_operation_described_is_tried(described):
    assert {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()} == {
        (method, path) for method, path, _ in TRIED
    }


@pytest.mark.parametrize(("method", "path", "mode"), TRIED)
def test_whatever_is_sent_the_answer_is_the_one_described(described, method, path, mode):
    """No 5xx, no undescribed status or body, nothing accepted that the description forbids."""
    calm = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}

    @settings(max_examples=EXAMPLES, **calm)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def send(case):
        # a made-up name of a document is text as described, and yet refused
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    send()
