// npm install axios && node create-invoices.mjs    (Node 20 or newer)
import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';

const contact = process.env.CONTACT ?? '1001';
const api = axios.create({
  baseURL: process.env.SEQUITUR ?? 'http://localhost:8080/v2',
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
  timeout: 60_000,
  validateStatus: () => true, // whatever has a status is an answer
});

// Sends until there is an answer that will not change; the key makes that safe.
async function create(key, body) {
  for (let attempt = 1; ; attempt++) {
    const config = { headers: { 'Idempotency-Key': key } };
    const answer = await api.post('/invoices', body, config).catch(lost => ({ status: 0, data: lost.message }));
    if (answer.status === 201) return answer.data;
    const told = Number(answer.headers?.['retry-after'] ?? 0);
    const again = [0, 502, 503, 504].includes(answer.status) || (answer.status === 409 && told > 0);
    if (!again || attempt === 12) throw new Error(`${key}: ${answer.status} ${JSON.stringify(answer.data)}`);
    await sleep(1000 * Math.max(told, (0.5 + Math.random() / 2) * Math.min(8, 2 ** attempt / 4)));
  }
}

const invoice = (description, price) => ({ // without a reference
  contact,
  dated_on: '2026-11-30',
  payment_terms_in_days: 30,
  invoice_items: [{ description, item_type: 'Products', quantity: 1, price }],
});

const orders = Array.from({ length: 20 }, (_, i) => i + 1);
const created = await Promise.all(orders.map(n => // all in flight together
  create(`order-${n}`, { invoice: invoice(`Order ${n}`, '19.99') })));
created.forEach(answer => console.log(answer.invoice.reference));

// A list: stored as a whole or not at all, under consecutive references.
const list = await create('licences-2026-11', {
  invoices: [invoice('Licence A', '5.00'), invoice('Licence B', '7.50')],
});
list.invoices.forEach(one => console.log(one.reference));
