# SPDX-License-Identifier: GPL-3.0-or-later
"""The rendition dialect to the letter, and members nobody has heard of."""
import json

from wire import OPERATIONS, Case, check_schema

STRICT = {
    "handling": {
        "order_id": str, "status": {"brand_new", "acknowledged", "picking", "staging",
                                    "delivering", "delivered", "canceled"},
        "address": {"address_line_1": str, "address_line_2": str, "city": str, "state": str,
                    "postal_code": str},
        "coordinates": {"latitude": float, "longitude": float},
        "shopper": {"name": str, "phone_number": str}, "notes": str},
    "item": {"id": str, "product_name": str, "quantity": int,
             "status": {"pending", "found", "replaced", "refunded", "not_found"}},
    "replacement": {"product_name": str, "product_id": str, "quantity": int},
    "message": {"id": str, "sender": {"customer", "shopper"}, "body": str, "created_at": str},
    "error": {"error": str, "status": int},
}


READS = ("getOrder", "getOrderItems", "getOrderHandling", "getOrderMessages", "getChatMessages")


class TestExtraMembers(Case):
    arguments = ("--extra-members",)

    def count(self, value):
        if isinstance(value, dict):
            self.assertIn("x_made_up", value)
            return 1 + sum(self.count(v) for k, v in value.items() if k != "x_made_up")
        return sum(map(self.count, value)) if isinstance(value, list) else 0

    def test_one_in_each_object(self):
        for name in READS:
            self.count(self.box.ask(name, 200))
        self.assertGreater(self.count(self.box.ask("getOrderItems", 200)), 14)
        self.count(self.fails("getOrder", 404, 4000, order_id="nope"))


class TestRendition(Case):
    """Exactly the five calls: no member missing, none too many, no undeclared status."""

    arguments = ("--dialect", "rendition")
    FIVE = {"getOrderHandling": {200, 401, 404}, "getOrderItems": {200, 401, 404},
            "decideReplacement": {200, 400, 401, 404}, "getChatMessages": {200, 401, 404},
            "sendChatMessage": {200, 400, 401, 404}}

    def exact(self, value, shape):
        if isinstance(shape, dict):
            self.assertEqual(set(value), set(shape))
            for name, inner in shape.items():
                self.exact(value[name], inner)
        elif isinstance(shape, set):
            self.assertIn(value, shape)
        else:
            self.assertIs(type(value), shape)

    def get(self, operation, status=200, **more):
        if operation in self.FIVE:
            self.assertIn(status, self.FIVE[operation])
        answer = self.box.ask(operation, status, **more)
        if status != 200:
            self.exact(answer, STRICT["error"])
            self.assertEqual(answer["status"], status)
        return answer

    def check_items(self):
        items = self.get("getOrderItems")
        self.assertEqual(set(items), {"items"})
        for item in items["items"]:
            offer = item.pop("replacement", None)
            decision = item.pop("replacement_status", None)
            self.exact(item, STRICT["item"])
            self.assertEqual(offer is None, decision is None)
            if offer is not None:
                self.exact(offer, STRICT["replacement"])
                self.assertIn(decision, ("PENDING", "APPROVED", "REJECTED"))
        return items["items"]

    def check_chat(self):
        chat = self.get("getChatMessages")
        self.assertEqual(set(chat), {"messages"})
        for message in chat["messages"]:
            self.exact(message, STRICT["message"])
        times = [message["created_at"] for message in chat["messages"]]
        self.assertEqual(times, sorted(times))

    def test_every_state(self):
        self.box.control("clock", paused=True)
        words = []
        for _ in range(125):
            handling = self.get("getOrderHandling")
            self.exact(handling, STRICT["handling"])
            words += [handling["status"]] if words[-1:] != [handling["status"]] else []
            items = self.check_items()
            self.check_chat()
            self.box.control("clock", advance=15)
        self.assertEqual(words, ["brand_new", "acknowledged", "picking", "staging", "delivering",
                                 "delivered"])
        self.assertEqual(sorted(item["status"] for item in items),
                         ["found"] * 5 + ["refunded", "replaced"])

    def test_decisions(self):
        self.box.control("clock", paused=True, advance=430)
        decide = lambda status, body, line="li-0004": self.get(
            "decideReplacement", status, body=body, order_item_id=line)
        decide(400, {})
        decide(400, {"status": "approved"})
        decide(400, b"{")
        decide(404, {"status": "APPROVED"}, "li-9")
        self.exact(decide(200, {"status": "REJECTED"}),
                   {"id": str, "replacement_status": {"REJECTED"}})
        decide(400, {"status": "APPROVED"})
        self.assertEqual(self.check_items()[3]["status"], "refunded")

    def test_sending(self):
        self.get("sendChatMessage", 400, body={"body": "Too early"})
        self.box.control("clock", advance=130)
        self.exact(self.get("sendChatMessage", body={"body": "Hello"}), STRICT["message"])
        self.get("sendChatMessage", 400, body={"body": "a" * 1001})
        self.get("sendChatMessage", 400, body={})
        self.get("sendChatMessage", 400, body=b"a" * 2000000)
        for off in ("chat", "shopper_data"):
            self.box.control("settings", **{off: False})
            self.get("getChatMessages", 404)
            self.box.control("settings", **{off: True})
        self.check_chat()

    def test_any_state_can_be_looked_at(self):
        for state, word in (("canceled", "canceled"), ("being_weighed", "being_weighed"),
                            ("bags_check", "staging"), ("delivering", "delivering")):
            self.advance(state)
            self.assertEqual(self.get("getOrderHandling")["status"], word)

    def test_refusals(self):
        for name in self.FIVE:
            body = None if name.startswith("get") else {}
            self.get(name, 401, body=body, token="guessed", order_item_id="li-0004")
            self.get(name, 404, body=body, order_id="nope", order_item_id="li-0004")

    def test_trouble(self):
        self.box.control("fault", spec="items:503=1*1,handling:html*1")
        path = f"/v2/post_checkout/orders/{self.box.id}/items"
        status, headers, body = self.box.raw("GET", path, token=self.box.token)
        self.assertEqual((status, headers["Retry-After"]), (503, "1"))
        self.exact(json.loads(body), STRICT["error"])
        self.assertEqual(json.loads(body)["status"], 503)
        self.check_items()

    def test_no_other_calls(self):
        for name, (method, path, _) in OPERATIONS.items():
            if name in self.FIVE or not path.startswith(("/v2/post_checkout", "/v2/feedback")):
                continue
            path = path.replace("{order_id}", self.box.id).replace("{user_id}", "customer-1")
            status, _, body = self.box.raw(method, path, None if method == "GET" else {},
                                           self.box.token)
            self.assertEqual(status, 404, name)
            self.exact(json.loads(body), STRICT["error"])

    def test_fulfillment_order(self):
        answer = self.box.ask("getFulfillmentOrder", 200, user_id="customer-1")
        check_schema(answer, {"$ref": "#/components/schemas/OasFulfillmentOrder"})
        self.assertIn("service_option", answer)
