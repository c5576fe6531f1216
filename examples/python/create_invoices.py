"""python3 create_invoices.py    (Python 3.9 or newer, nothing else)"""

import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BASE = os.environ.get("SEQUITUR", "http://localhost:8080/v2")
CONTACT = os.environ.get("CONTACT", "1001")
HEADERS = {"Authorization": f"Bearer {os.environ['TOKEN']}", "Content-Type": "application/json"}


def create(key, body):
    """Sends until there is an answer that will not change; the key makes that safe."""
    request = Request(f"{BASE}/invoices", json.dumps(body).encode(), {**HEADERS, "Idempotency-Key": key})
    for attempt in range(1, 13):
        told = 0
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except HTTPError as error:
            told = int(error.headers.get("Retry-After", 0))
            problem = f"{error.code} {error.read().decode()}"
            if error.code not in (502, 503, 504) and not (error.code == 409 and told):
                break
        except (OSError, HTTPException) as error:  # refused, broken or timed out
            problem = str(error)
        time.sleep(max(told, random.uniform(0.5, 1) * min(8, 2**attempt / 4)))
    raise RuntimeError(f"{key}: {problem}")


def invoice(description, price):
    """Without a reference."""
    item = {"description": description, "item_type": "Products", "quantity": 1, "price": price}
    return {"contact": CONTACT, "dated_on": "2026-11-30", "payment_terms_in_days": 30, "invoice_items": [item]}


with ThreadPoolExecutor(max_workers=10) as in_flight:
    orders = range(1, 21)
    bodies = [{"invoice": invoice(f"Order {n}", "19.99")} for n in orders]
    for answer in in_flight.map(create, [f"order-{n}" for n in orders], bodies):
        print(answer["invoice"]["reference"])

# A list: stored as a whole or not at all, under consecutive references.
licences = [invoice("Licence A", "5.00"), invoice("Licence B", "7.50")]
for one in create("licences-2026-11", {"invoices": licences})["invoices"]:
    print(one["reference"])
