# SPDX-License-Identifier: GPL-3.0-or-later
"""What a customer asks: tokens, deliveries, pickups, last mile (contract 2 to 5)."""
import json

from wire import OPERATIONS, SPEC, Case, Sandbox, assertion, check_schema


class TestTokens(Case):
    arguments = ("--story", "none")

    def test_mint(self):
        answer = self.box.mint(grant_type="fulfillment_user_assertion",
                               scope="connect:post_checkout", assertion=assertion("customer-1"))
        self.assertEqual(answer["expires_in"], 86400)
        self.assertEqual(answer["scope"], "connect:post_checkout")
        self.box.ask("getOrder", 200, token=answer["access_token"])

    def test_refusals(self):
        ask = lambda status, word, **members: self.assertEqual(
            self.box.ask("createAccessToken", status,
                         self.box.credentials(**members))["error"], word)
        ask(401, "invalid_client", client_secret="guessed", grant_type="client_credentials")
        ask(401, "invalid_client", client_id=None, grant_type="client_credentials")
        ask(400, "unsupported_grant_type", grant_type="password")
        ask(400, "unsupported_grant_type")
        ask(400, "invalid_scope", grant_type="client_credentials", scope="everything")
        ask(400, "invalid_scope", grant_type="client_credentials", scope="connect:post_checkout")
        ask(400, "invalid_grant", grant_type="fulfillment_user_assertion", assertion="?")
        ask(400, "invalid_grant", grant_type="fulfillment_user_assertion")

    def test_credentials_in_query(self):
        status, _, text = self.box.raw(
            "POST", "/v2/oauth/token?client_id=a&client_secret=b", self.box.credentials())
        self.assertEqual((status, json.loads(text)["error"]), (403, "query_params_forbidden"))

    def test_revoke(self):
        self.box.ask("revokeAccessToken", 403,
                     {"client_id": "other", "client_secret": "x", "token": self.box.token})
        self.box.ask("getOrder", 200)
        self.box.ask("revokeAccessToken", 200, self.box.credentials(token=self.box.token))
        self.fails("getOrder", 401, None)

    def test_expiry(self):
        self.box.control("tokens", action="expire")
        self.fails("getOrder", 401, None)

    def test_scopes(self):
        rating = self.box.mint(grant_type="fulfillment_user_assertion",
                               scope="Connect::Orders::RatingService",
                               assertion=assertion("customer-1"))["access_token"]
        self.fails("getOrder", 403, None, token=rating)
        plain = self.box.mint(grant_type="fulfillment_user_assertion",
                              scope="connect:post_checkout",
                              assertion=assertion("customer-1"))["access_token"]
        self.fails("rateOrder", 403, None, body={"rating_value": "STARS5"}, token=plain)

    def test_application_token_on_customers_calls(self):
        client = self.box.mint(grant_type="client_credentials")["access_token"]
        self.fails("getOrder", 400, 4001, "User ID not found", token=client)


class TestEveryCallNeedsItsToken(Case):
    arguments = ("--story", "none", "--orders", "2")

    def test_missing_wrong_and_of_another(self):
        stranger = self.box.orders[1]["token"]
        params = {"order_item_id": "li-0001", "user_id": "customer-1", "batch_id": 1,
                  "shopper_id": 1, "line_num": "1"}
        for name, (method, path, description) in OPERATIONS.items():
            if description.get("security", SPEC["security"]) == []:
                continue
            body = None if method == "GET" else {}
            self.fails(name, 401, None, body=body, token=" ", **params)
            self.fails(name, 401, None, body=body, token="guessed", **params)
            if "/post_checkout/" in path or name == "rateOrder":
                self.fails(name, 404, 4000, "Resource not found", body=body, token=stranger,
                           **params)
                self.fails(name, 404, 4000, body=body, **{**params, "order_id": "no such/order"})
            else:
                self.fails(name, 403, None, body=body, token=self.box.token, **params)


class TestDelivery(Case):
    READS = ("getOrder", "getOrderItems", "getOrderHandling", "getOrderLocation",
             "getOrderMessages", "getChatMessages")

    def setUp(self):
        super().setUp()
        self.box.control("clock", paused=True)

    def read_all(self):
        return {name: self.box.ask(name, 200) for name in self.READS}

    def jump(self, seconds):
        self.box.control("clock", advance=seconds)

    def test_every_state(self):
        states = ["brand_new"]
        answers = self.read_all()
        self.assertNotIn("shopper", answers["getOrderHandling"])
        while states[-1] != "delivered":
            states.append(self.advance())
            answers = self.read_all()
            self.assertEqual(answers["getOrder"]["workflow_state"], states[-1])
            on_the_road = "coordinates" in answers["getOrderLocation"]
            self.assertEqual(on_the_road, states[-1] == "delivering")
        self.assertEqual(states, ["brand_new", "acknowledged", "picking", "checkout",
                                  "delivering", "delivered"])
        kinds = sorted(line["status"] for line in answers["getOrderItems"]["line_items"])
        self.assertEqual(kinds, ["FOUND"] * 5 + ["REPLACED", "TO_REFUND"])

    def test_review_comes_when_nobody_answers(self):
        self.jump(850)
        self.assertEqual(self.read_all()["getOrder"]["workflow_state"], "verifying_replacements")
        self.box.ask("decideReplacement", 200, {"status": "APPROVED"}, order_item_id="li-0004")
        self.assertEqual(self.read_all()["getOrder"]["workflow_state"], "picking")

    def decide(self, status, code, body, message=None, key=None, line="li-0004"):
        return self.fails("decideReplacement", status, code, message, key, body=body,
                          order_item_id=line)

    def test_bad_decisions(self):
        self.jump(430)
        error = self.decide(400, 9999, {})
        self.assertEqual(error["error"]["errors"][0]["meta"]["key"], "status")
        self.decide(400, 9999, None)
        self.decide(400, 1001, {"status": "approved"}, "is not included in the list", "status")
        self.decide(400, 1001, {"status": 5}, "is not included in the list", "status")
        self.decide(404, 4000, {"status": "APPROVED"}, "Order item li-9 not found", line="li-9")
        self.decide(400, 2001, {"status": "APPROVED"}, line="li-0001")
        self.decide(400, 4001, b"{")
        self.decide(400, 4001, b"[]")
        self.decide(400, 4001, b'{"a":' * 70 + b"1" + b"}" * 70)

    def test_bad_wishes(self):
        self.jump(430)
        wish = lambda message, key="alternative_item", **members: self.decide(
            400, 1001, {"status": "REJECTED", "alternative_item": members}, message, key)
        which = "must include exactly one of rrc or upc"
        amount = "must include exactly one of count or weight"
        wish(which, count=1)
        wish(which, upc="00041270001235", rrc="558210", count=1)
        wish(amount, rrc="558210")
        wish(amount, rrc="558210", count=1, weight=1.5)
        wish("count must be greater than 0", rrc="558210", count=0)
        wish("count must be greater than 0", rrc="558210", count="two")
        wish("weight must be greater than 0", rrc="558210", weight=-1)
        wish("Could not resolve alternative item to a valid product", None, rrc="99955", count=1)
        self.decide(400, 1001, {"status": "APPROVED", "alternative_item": {
            "rrc": "558210", "count": 1}}, key="alternative_item")

    def test_decisions_are_final(self):
        self.jump(430)
        self.box.ask("decideReplacement", 200, {"status": "REJECTED", "x": 1},
                     order_item_id="li-0004")
        self.decide(400, 2001, {"status": "APPROVED"})
        line = self.box.ask("getOrderItems", 200)["line_items"][3]
        self.assertEqual((line["status"], line["replacement_status"]), ("TO_REFUND", "REJECTED"))
        self.assertEqual(self.box.state()["orders"][0]["puts"], {"li-0004": 2})

    def test_a_wish_is_fetched(self):
        self.jump(430)
        self.box.ask("decideReplacement", 200, {
            "status": "REJECTED", "alternative_item": {"rrc": "558210", "weight": 1.25}},
            order_item_id="li-0004")
        line = self.box.ask("getOrderItems", 200)["line_items"][3]
        self.assertEqual((line["status"], line["replacement_status"]), ("REPLACED", "REJECTED"))
        self.jump(61)
        line = self.box.ask("getOrderItems", 200)["line_items"][3]
        self.assertEqual((line["status"], line["replacement_status"]), ("REPLACED", "APPROVED"))
        self.assertEqual(line["replacement"]["quantity"], "1.25")

    def test_too_late(self):
        self.jump(961)
        self.decide(400, 2001, {"status": "REJECTED"})

    def test_chat(self):
        refused = "Sending a message is not allowed at this time"
        self.fails("sendChatMessage", 403, None, refused, body={"body": "Hello?"})
        self.jump(130)
        receipt = self.box.ask("sendChatMessage", 200, {"body": "Ripe ones, please 🍌"})
        self.jump(60)
        messages = self.box.ask("getChatMessages", 200)["chat_messages"]
        self.assertEqual([m["sender_type"] for m in messages], ["driver", "user", "driver"])
        self.assertEqual(messages[1]["id"], receipt["id"])
        self.assertTrue(messages[1]["read"])
        self.assertEqual(self.box.ask("markChatRead", 200)["messages_read_count"], 2)
        self.assertEqual(self.box.ask("markChatRead", 200)["messages_read_count"], 0)

    def test_chat_limits(self):
        self.jump(130)
        self.box.ask("sendChatMessage", 200, {"body": "😀" * 1000})
        self.fails("sendChatMessage", 400, 1001, "is too long (maximum is 1000 characters)",
                   "body", body={"body": "a" * 1001})
        self.fails("sendChatMessage", 400, 1001, key="body", body={"body": ""})
        self.fails("sendChatMessage", 400, 1001, key="body", body={"body": ["no"]})
        self.fails("sendChatMessage", 400, 1001, key="body", body={})

    def test_chat_expires(self):
        self.jump(1801)
        self.fails("sendChatMessage", 403, None, body={"body": "Thanks"})
        self.assertFalse(self.box.ask("getChatMessages", 200)["metadata"]["is_expired"])
        self.jump(86400)
        chat = self.box.ask("getOrderMessages", 200)
        self.assertTrue(chat["metadata"]["is_expired"])
        self.assertEqual((chat["chat_messages"], chat["lifecycle_messages"]), ([], []))

    def test_features_switched_off(self):
        self.jump(1100)
        self.box.control("settings", chat=False, location=False)
        self.fails("sendChatMessage", 403, None, body={"body": "Hello"})
        for name in ("getChatMessages", "getOrderMessages", "markChatRead"):
            self.fails(name, 403, None, "Chat is not offered")
        self.fails("getOrderLocation", 403, None, "Shopper PII")
        self.box.control("settings", chat=True)
        self.box.ask("getChatMessages", 200)
        self.box.control("settings", chat=True, location=True, shopper_data=False)
        for name in ("getOrderLocation", "getChatMessages", "getOrderMessages"):
            self.fails(name, 403, None, "Shopper PII")
        self.assertNotIn("shopper", self.box.ask("getOrderHandling", 200))

    def test_any_state_can_be_looked_at(self):
        for state in ("picking", "bags_check", "being_weighed", "DELIVERING", "brand_new",
                      "cancelled", "delivering", "delivered", "picking"):
            self.assertEqual(self.advance(state), state)
            answers = self.read_all()
            self.assertEqual(answers["getOrder"]["workflow_state"], state)
            self.assertEqual("shopper" in answers["getOrderHandling"], state != "brand_new")
            self.assertEqual("coordinates" in answers["getOrderLocation"], state == "delivering")
        self.jump(86401)
        self.assertFalse(self.read_all()["getChatMessages"]["metadata"]["is_expired"])

    def test_the_story_goes_on_after_a_strange_word(self):
        self.advance("picking")
        self.advance("being_weighed")
        self.assertEqual(self.advance(), "checkout")

    def test_the_slot_moves(self):
        slot = self.box.ask("getOrder", 200)["fulfillment_details"]
        self.advance("picking")
        self.assertEqual(self.advance("rescheduled"), "rescheduled")
        self.assertNotEqual(self.box.ask("getOrder", 200)["fulfillment_details"], slot)
        self.jump(46)
        self.assertEqual(self.box.ask("getOrder", 200)["workflow_state"], "picking")

    def test_canceled_is_the_end(self):
        self.jump(130)
        self.assertEqual(self.advance("canceled"), "canceled")
        self.jump(3600)
        self.assertEqual(self.read_all()["getOrder"]["workflow_state"], "canceled")
        self.assertEqual(self.box.raw("POST", "/sandbox/advance", {})[0], 400)
        self.fails("sendChatMessage", 403, None, body={"body": "Why?"})

    def test_pickup_calls_are_refused(self):
        for name, body in (("getPickupDetails", None), ("getVehicleInfo", None),
                           ("putVehicleInfo", {}), ("recordUserArrived", {}),
                           ("schedulePickup", {"schedule_pickup_eta": "2026-03-14T21:25:00Z"}),
                           ("putPickupDelegate", {"name": "A", "phone_number": "1"})):
            self.fails(name, 400, 4001, "Pickup unavailable for non-pickup orders", body=body)

    def test_rating(self):
        self.fails("rateOrder", 400, 2001, body={"rating_value": "STARS5"})
        self.jump(1801)
        self.fails("rateOrder", 400, 1001, key="rating_value", body={"rating_value": "STARS6"})
        self.fails("rateOrder", 400, 1001, key="rating_value", body={})
        self.fails("rateOrder", 400, 1001, key="highlights",
                   body={"rating_value": "STARS5", "highlights": "all"})
        self.box.ask("rateOrder", 200, {"rating_value": "STARS5", "highlights": ["NEW_WORD"]})
        self.box.ask("rateOrderBackend", 200, {"rating_value": "STARS4"}, user_id="customer-1")
        self.fails("rateOrderBackend", 404, 4000, body={"rating_value": "STARS4"}, user_id="x")

    def test_not_modified(self):
        path = f"/v2/post_checkout/orders/{self.box.id}/items"
        _, headers, whole = self.box.raw("GET", path, token=self.box.token)
        status, _, body = self.box.raw("GET", path, token=self.box.token,
                                       headers={"If-None-Match": headers["ETag"]})
        self.assertEqual((status, body), (304, b""))
        self.assertIn("304", OPERATIONS["getOrderItems"][2]["responses"])
        status, packed, body = self.box.raw("GET", path, token=self.box.token,
                                            headers={"Accept-Encoding": "gzip"})
        self.assertEqual(packed["Content-Encoding"], "gzip")
        self.assertLess(len(body), len(whole) / 2)

    def test_unknown_calls(self):
        status, _, body = self.box.raw("GET", "/v2/post_checkout/tips", token=self.box.token)
        self.assertEqual((status, json.loads(body)["error"]["code"]), (404, 4000))
        path = f"/v2/post_checkout/orders/{self.box.id}"
        status, _, body = self.box.raw("DELETE", path, token=self.box.token)
        self.assertEqual(status, 405)
        check_schema(json.loads(body), {"$ref": "#/components/schemas/SingleError"})


class TestPickup(Case):
    arguments = ("--story", "pickup")

    def setUp(self):
        super().setUp()
        self.box.control("clock", paused=True)

    def test_the_whole_way(self):
        self.fails("recordUserArrived", 400, 2001, "Params error", body={})
        eta = {"schedule_pickup_eta": "2026-03-14T21:25:00Z"}
        self.fails("schedulePickup", 400, 2001, body=eta)
        self.assertEqual(self.advance("ready_for_pickup"), "ready_for_pickup")
        self.assertEqual(self.box.ask("getOrder", 200)["pickup_category"], "curbside")
        self.box.ask("getOrderHandling", 200)
        self.box.ask("getPickupDetails", 200)
        self.box.ask("schedulePickup", 200, eta)
        self.fails("schedulePickup", 400, 1001, key="schedule_pickup_eta", body={})
        self.fails("schedulePickup", 400, 1001, body={"schedule_pickup_eta": "soon"})
        self.fails("putPickupDelegate", 400, 1001, key="phone_number", body={"name": "A"})
        self.box.ask("recordUserArrived", 200, {"is_pickup_delegate": False})
        states = [self.box.ask("getOrder", 200)["workflow_state"]]
        while states[-1] != "delivered":
            states.append(self.advance())
        self.assertEqual(states, ["user_at_store", "runner_awaiting", "runner_acknowledged",
                                  "bags_verified", "delivered"])
        self.fails("recordUserArrived", 404, 4000, "No pickup status found for order", body={})

    def test_each_state_of_a_pickup(self):
        self.assertEqual(self.advance("user_at_store"), "user_at_store")
        self.assertTrue(self.box.state()["orders"][0]["arrived"])
        self.assertEqual(self.advance(), "runner_awaiting")
        self.assertEqual(self.advance("ready_for_pickup"), "ready_for_pickup")

    def test_vehicle(self):
        self.assertEqual(self.box.ask("getVehicleInfo", 200), {})
        self.fails("putVehicleInfo", 400, 1001, key="color", body={"color": "Silver"})
        self.fails("putVehicleInfo", 400, 1001, key="vehicle_type", body={"vehicle_type": "boat"})
        self.fails("putVehicleInfo", 400, 1001, key="model", body={"model": 7})
        sent = {"model": "Wagon", "vehicle_type": "suv", "license_plate": "KLD 402",
                "color": "silver"}
        self.box.ask("putVehicleInfo", 200, sent)
        kept = self.box.ask("getVehicleInfo", 200)["vehicle_info"]
        self.assertLessEqual(sent.items(), kept.items())

    def test_delegate_and_schedule_exclude_each_other(self):
        self.advance("ready_for_pickup")
        self.box.ask("putPickupDelegate", 200, {"name": "A", "phone_number": "+15550100"})
        self.fails("schedulePickup", 400, 2001,
                   body={"schedule_pickup_eta": "2026-03-14T21:25:00Z"})

    def test_comes_to_an_end_when_nobody_says_a_word(self):
        self.box.control("clock", advance=4000)
        self.assertEqual(self.box.ask("getOrder", 200)["workflow_state"], "delivered")


class TestLastMile(Case):
    WALK = ["staged_for_delivery", "waiting_for_delivery", "acknowledged_for_delivery",
            "at_store", "bags_verified", "delivering", "delivered"]

    def setUp(self):
        pass

    def walk(self, story):
        self.box = Sandbox("--story", story)
        self.addCleanup(self.box.stop)
        self.box.control("clock", paused=True)
        states = []
        while not states or states[-1] != "delivered":
            states.append(self.advance())
            order = self.box.ask("getOrder", 200)
            self.assertEqual(order["fulfillment_type"], "last_mile_delivery")
        self.assertEqual(self.box.ask("getOrderItems", 200), {"line_items": []})
        self.assertEqual(states, self.WALK)

    def test_last_mile(self):
        self.walk("last-mile")

    def test_dispatch(self):
        self.walk("dispatch")
        self.box.ask("getDispatchOrder", 200)
        self.fails("getDispatchOrder", 404, 4000, order_id="nope")
        self.fails("stageDispatchOrder", 400, 2001, body={})
        self.fails("cancelDispatchOrder", 400, 2001, body={})
        fresh = self.box.control("orders", story="dispatch")["id"]
        self.box.ask("stageDispatchOrder", 200, {"bags_count": 3}, order_id=fresh)
        fresh = self.box.control("orders", story="dispatch")["id"]
        self.box.ask("cancelDispatchOrder", 200, {}, order_id=fresh)
