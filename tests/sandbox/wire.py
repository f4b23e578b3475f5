# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox as a child process, and the schemas its answers are checked against."""
import base64
import ctypes
import json
import os
import re
import signal
import subprocess
import unittest
import urllib.error
import urllib.request
import warnings

import jsonschema
import yaml

warnings.simplefilter("ignore")
PROGRAM = os.environ["TOTE_SANDBOX"]
DATA = os.environ["TOTE_TEST_DATA"]
with open(os.path.join(DATA, "openapi.yaml"), encoding="utf-8") as file:
    SPEC = yaml.safe_load(file)
RESOLVER = jsonschema.RefResolver.from_schema(SPEC)
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
SEEN = {}


def operations():
    for path, item in SPEC["paths"].items():
        for method, operation in item.items():
            if method in ("get", "put", "post"):
                yield operation["operationId"], method.upper(), path, operation


OPERATIONS = {name: (method, path, op) for name, method, path, op in operations()}


def check_schema(value, schema):
    jsonschema.Draft202012Validator(schema, resolver=RESOLVER).validate(value)


def check_no_more(value, schema):
    """No member but the documented ones, at any depth; raises ValueError."""
    if "$ref" in schema:
        check_no_more(value, RESOLVER.resolve(schema["$ref"])[1])
    elif "anyOf" in schema:
        check_one_of(value, schema["anyOf"])
    elif isinstance(value, dict) and not schema.get("additionalProperties"):
        known = schema.get("properties", {})
        if set(value) - set(known):
            raise ValueError(f"{sorted(set(value) - set(known))} are not documented")
        for name, member in value.items():
            check_no_more(member, known[name])
    elif isinstance(value, list):
        for member in value:
            check_no_more(member, schema.get("items", {"additionalProperties": True}))


def check_one_of(value, schemas):
    reasons = []
    for schema in schemas:
        try:
            check_schema(value, schema)
            check_no_more(value, schema)
            return
        except (ValueError, jsonschema.ValidationError) as error:
            reasons.append(str(error).splitlines()[0])
    raise ValueError(" / ".join(reasons))


def check_times(value, name=""):
    """Every time on the wire is ISO 8601, UTC, in whole seconds."""
    if isinstance(value, dict):
        for key, member in value.items():
            check_times(member, key)
    elif isinstance(value, list):
        for member in value:
            check_times(member, name)
    elif name.endswith("_at") and isinstance(value, str):
        assert TIME.match(value), f"{name}: {value}"


def die_with_parent():
    """A test that fails, or is killed, leaves nothing behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Sandbox:
    """One sandbox as a child process, and a client with no manners."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE,
                                        preexec_fn=die_with_parent)
        self.line = json.loads(self.process.stdout.readline())
        self.url = self.line["url"]
        self.orders = self.line["orders"]
        self.id = self.orders[0]["id"]
        self.token = self.orders[0]["token"]
        self.client = None
        self.may_say_more = "--extra-members" in arguments

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=10) == 0
        self.process.stdout.close()

    def raw(self, method, path, body=None, token=None, headers=None):
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def control(self, name, **members):
        status, _, body = self.raw("POST", "/sandbox/" + name, members)
        assert status == 200, (name, members, body)
        return json.loads(body)

    def state(self):
        return json.loads(self.raw("GET", "/sandbox/state")[2])

    def ask(self, operation, expected, body=None, token=None, headers=None, **params):
        """Asks, checks the answer against the schema of its status, and returns it."""
        method, path, description = OPERATIONS[operation]
        params.setdefault("order_id", self.id)
        for name, value in params.items():
            path = path.replace("{%s}" % name, urllib.request.quote(str(value), safe=""))
        if token is None:
            token = self.token_for(description)
        status, _, text = self.raw(method, path, body, token, headers)
        assert status == expected, f"{operation}: {status} instead of {expected}: {text[:300]}"
        answer = json.loads(text)
        self.check(operation, description, status, answer)
        SEEN.setdefault(operation, set()).add(status)
        return answer

    def check(self, operation, description, status, answer):
        responses = description["responses"]
        declared = responses.get(str(status), responses.get("default"))
        assert declared is not None, f"{operation}: {status} is not declared"
        while "$ref" in declared:
            declared = RESOLVER.resolve(declared["$ref"])[1]
        schema = declared["content"]["application/json"]["schema"]
        check_schema(answer, schema)
        if not self.may_say_more:
            check_no_more(answer, schema)
        check_times(answer)

    def token_for(self, description):
        security = description.get("security", SPEC["security"])
        if not security:
            return ""
        if "clientToken" in security[0]:
            if self.client is None:
                self.client = self.mint(grant_type="client_credentials")["access_token"]
            return self.client
        return self.token

    def credentials(self, **members):
        return {"client_id": self.line["client_id"], "client_secret": self.line["client_secret"],
                **members}

    def mint(self, **members):
        return self.ask("createAccessToken", 200, self.credentials(**members))


def assertion(user):
    return base64.b64encode(json.dumps({"user_id": user}).encode()).decode()


class Case(unittest.TestCase):
    arguments = ()

    def setUp(self):
        self.box = Sandbox(*self.arguments)
        self.addCleanup(self.box.stop)

    def fails(self, operation, status, code, message=None, key=None, **more):
        """A refusal has the shape of the reference, with this code, message and key."""
        answer = self.box.ask(operation, status, **more)
        self.assertEqual(answer["error"]["code"], code, answer)
        if message is not None:
            self.assertEqual(answer["error"]["message"], message)
        if key is not None:
            self.assertEqual(answer["meta"].get("key"), key, answer)
        return answer

    def advance(self, state=None):
        members = {} if state is None else {"to": state}
        return self.box.control("advance", **members)["workflow_state"]
