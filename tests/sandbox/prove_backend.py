# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backend asks: orders, batches, and the contract's examples (contract 6 and 7)."""
import json
import os

from wire import DATA, OPERATIONS, Case, Sandbox, assertion


class TestBackend(Case):
    arguments = ("--story", "none")

    def create(self, kind, order_id):
        items = [{"line_num": "1", "count": 2, "item": {"upc": "00041270001235"}},
                 {"line_num": "2", "weight": 1.5, "item": {"rrc": "558001"}}]
        self.box.ask(kind, 200, {"order_id": order_id, "items": items}, user_id="u1")
        self.box.token = self.box.mint(grant_type="fulfillment_user_assertion",
                                       assertion=assertion("u1"))["access_token"]
        self.box.id = order_id

    def batch(self, kind, state, **members):
        answer = self.box.ask("sandboxGenerateBatch", 200, {
            "shopper_id": self.shopper, "batch_type": kind, "orders": [{"id": self.box.id}],
            **members})
        self.assertEqual(answer["workflow_state"], state)
        return answer["id"]

    def setUp(self):
        super().setUp()
        self.box.ask("createConnectUser", 200, {"user_id": "u1", "first_name": "A"})
        self.shopper = self.box.ask("sandboxCreateShopper", 200,
                                    {"email": "s@example.com", "phone": "+16185550123"})["id"]

    def order_state(self):
        return self.box.ask("getOrder", 200)["workflow_state"]

    def test_users(self):
        self.fails("createConnectUser", 400, 1001, key="user_id", body={"user_id": "u1"})
        self.fails("createConnectUser", 400, 1001, key="user_id", body={})

    def test_orders(self):
        self.create("createDeliveryOrder", "A 1/2")
        self.fails("createDeliveryOrder", 400, 1001, key="order_id", body={"order_id": "A 1/2"},
                   user_id="u1")
        self.fails("createDeliveryOrder", 404, 4000, body={"order_id": "B"}, user_id="nobody")
        for items in ([{}], ["x"], [{"item": {"upc": "999"}, "count": 1}],
                      [{"item": {"rrc": "558001"}, "count": 0}]):
            self.fails("createPickupOrder", 400, 1001, key="items", body={"items": items},
                       user_id="u1")
        self.assertEqual(self.order_state(), "brand_new")
        self.box.ask("getFulfillmentOrder", 200, user_id="u1")
        self.fails("getFulfillmentOrder", 404, 4000, user_id="u2")
        answer = self.box.ask("cancelFulfillmentOrder", 200, user_id="u1")
        self.assertEqual(answer["status"], "canceled")
        self.fails("cancelFulfillmentOrder", 400, 2001, user_id="u1")

    def test_delivery_walk(self):
        self.create("createDeliveryOrder", "D1")
        batch = self.batch("delivery", "acknowledged")
        walk = [(state, self.order_state()) for state in self.steps(batch)]
        self.assertEqual(walk, [
            ("picking", "picking"), ("verifying_replacements", "verifying_replacements"),
            ("checkout", "checkout"), ("receipt_sanity_check", "checkout"),
            ("delivering", "delivering"), ("completed", "delivered")])
        self.fails("sandboxAdvanceBatch", 400, 2001, body={}, batch_id=batch)

    def steps(self, batch):
        state = None
        while state not in ("completed", "staged"):
            state = self.box.ask("sandboxAdvanceBatch", 200, {},
                                 batch_id=batch)["workflow_state"]
            yield state

    def test_pickup_and_runner_walk(self):
        self.create("createPickupOrder", "P1")
        batch = self.batch("pickup", "brand_new", workflow_state="brand_new")
        states = [self.order_state() for _ in self.steps(batch)]
        self.assertEqual(states[-2:], ["bags_check", "ready_for_pickup"])
        self.box.ask("recordUserArrived", 200, {})
        self.assertEqual(self.order_state(), "user_at_store")
        self.box.control("clock", advance=20)
        self.assertEqual(self.order_state(), "runner_awaiting")
        runner = [b for b in self.box.state()["batches"] if b["type"] == "runner_customer"][0]
        states = [self.order_state() for _ in self.steps(runner["id"])]
        self.assertEqual(states, ["runner_acknowledged", "bags_verified", "delivered"])

    def test_last_mile_walk(self):
        self.box.id = self.box.control("orders", story="last-mile")["id"]
        batch = self.batch("delivery_only", "acknowledged")
        self.assertEqual(list(self.steps(batch)),
                         ["at_store", "bags_verified", "delivering", "completed"])

    def test_tutorial_stages_a_delivery(self):
        batch = self.batch("delivery", "acknowledged")
        answer = self.box.ask("sandboxAdvanceBatch", 200, {"workflow_state": "staged"},
                              batch_id=batch)
        self.assertEqual((answer["workflow_state"], self.order_state()), ("staged", "staged"))
        self.fails("sandboxAdvanceBatch", 400, 1001, key="workflow_state",
                   body={"workflow_state": "at_store"}, batch_id=batch)
        self.fails("sandboxAdvanceBatch", 404, 4000, body={}, batch_id=1)

    def test_bad_batches(self):
        bad = lambda status, code, key, **members: self.fails(
            "sandboxGenerateBatch", status, code, key=key, body={
                "shopper_id": self.shopper, "orders": [{"id": self.box.id}], **members})
        bad(400, 1001, "shopper_id", shopper_id="7")
        bad(404, 4000, None, shopper_id=7)
        bad(400, 1001, "orders", orders=[])
        bad(404, 4000, None, orders=[{"id": "nope"}])
        bad(404, 4000, None, orders=[5])
        bad(400, 1001, "batch_type", batch_type="teleport")
        bad(400, 1001, "workflow_state", workflow_state="staged", batch_type="runner_customer")

    def test_bad_shoppers(self):
        bad = lambda message, key, **body: self.fails(
            "sandboxCreateShopper", 400, 1001, message, key, body=body)
        bad("An account already exists with this number", "phone", phone="+16185550123")
        bad("Invalid email", "email", email="nobody")
        bad("Invalid phone number", "phone", phone="call me")

    def test_items(self):
        self.batch("delivery", "picking", workflow_state="picking")
        params = {"shopper_id": self.shopper, "line_num": "1"}
        update = lambda body: self.box.ask("sandboxUpdateItem", 200, body, **params)
        line = lambda: self.box.ask("getOrderItems", 200)["line_items"][0]
        update({"status": "found", "delivered_count": 6})
        self.assertEqual(line()["status"], "FOUND")
        update({"status": "replaced", "replacement_item": {"rrc": "558210"}})
        self.assertEqual((line()["status"], line()["replacement_status"]), ("REPLACED", "PENDING"))
        update({"status": "to_refund", "delivered_count": 0})
        self.assertEqual(line()["status"], "TO_REFUND")
        update({"status": "not_found"})
        self.assertEqual(line()["status"], "NOT_PICKED")
        bad = lambda status, code, key, body, **more: self.fails(
            "sandboxUpdateItem", status, code, key=key, body=body, **{**params, **more})
        bad(400, 1001, "status", {"status": "eaten"})
        bad(400, 1001, "replacement_item", {"status": "replaced"})
        bad(404, 4000, None, {"status": "found"}, line_num="99")
        bad(404, 4000, None, {"status": "found"}, shopper_id=1)
        self.box.ask("sandboxAddItem", 200, {"item": {"upc": "00041270009910"}}, **params)
        self.fails("sandboxAddItem", 400, 1001, key="item", body={}, **params)
        self.fails("sandboxAddItem", 400, 1001, key="item", body={"item": {}}, **params)

    def test_callbacks(self):
        send = lambda name: self.box.ask("sandboxSimulateCallback", 200, {"event_name": name})
        before = self.box.ask("getOrder", 200)["fulfillment_details"]
        send("late_delivery")
        send("rescheduled")
        self.assertEqual(self.order_state(), "rescheduled")
        self.assertNotEqual(self.box.ask("getOrder", 200)["fulfillment_details"], before)
        self.box.control("clock", advance=60)
        self.assertEqual(self.order_state(), "brand_new")
        send("canceled")
        self.assertEqual(self.order_state(), "canceled")
        self.fails("sandboxSimulateCallback", 400, 1001, key="event_name", body={})
        self.fails("sandboxSimulateCallback", 400, 1001, body={"event_name": "fire"})
        self.fails("sandboxSimulateCallback", 404, 4000, order_id="nope",
                   body={"event_name": "canceled"})


class TestExamples(Case):
    """The request bodies of the contract's examples are taken as they are."""

    FIRST = {"schedulePickup": "ready_for_pickup", "recordUserArrived": "ready_for_pickup",
             "decideReplacement": "verifying_replacements", "sendChatMessage": "picking",
             "rateOrder": "delivered", "rateOrderBackend": "delivered"}

    def setUp(self):
        pass

    def body(self, entry, box, shopper):
        with open(os.path.join(DATA, entry["file"]), encoding="utf-8") as example:
            body = json.load(example)
        if "client_id" in body:
            body.update(box.credentials())
        if "orders" in body:
            body["orders"] = [{"id": box.id}]
        if "shopper_id" in body:
            body["shopper_id"] = shopper
        return body

    def prepare(self, operation, name):
        pickup = operation.lower().find("pickup") >= 0 or operation in (
            "putVehicleInfo", "recordUserArrived") or "pickup" in name
        story = "dispatch" if "Dispatch" in operation else "pickup" if pickup else "delivery"
        box = Sandbox("--story", story)
        self.addCleanup(box.stop)
        box.control("clock", paused=True)
        if operation == "decideReplacement":
            box.control("clock", advance=430)
        elif operation in self.FIRST:
            box.control("advance", to=self.FIRST[operation])
        return box

    def test_requests(self):
        with open(os.path.join(DATA, "index.json"), encoding="utf-8") as index:
            entries = [entry for entry in json.load(index)["examples"]
                       if entry["kind"] == "request" and entry["dialect"] == "reference"
                       and entry["operation"] in OPERATIONS]
        self.assertGreater(len(entries), 15)
        for entry in entries:
            with self.subTest(entry["file"]):
                self.send(entry)

    def send(self, entry):
        operation = entry["operation"]
        box = self.prepare(operation, entry["file"])
        shopper = box.ask("sandboxCreateShopper", 200, {})["id"]
        params = {"order_item_id": "li-0004", "user_id": "customer-1", "shopper_id": shopper,
                  "line_num": "1"}
        if operation in ("createDeliveryOrder", "createPickupOrder"):
            params["user_id"] = "u1"
            box.ask("createConnectUser", 200, {"user_id": "u1"})
        if operation == "sandboxAdvanceBatch":
            params["batch_id"] = box.ask("sandboxGenerateBatch", 200, {
                "shopper_id": shopper, "orders": [{"id": box.id}]})["id"]
        box.ask(operation, 200, self.body(entry, box, shopper), **params)
