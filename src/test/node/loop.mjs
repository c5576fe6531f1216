// The loop of somebody who bills from code: every request is fired, none is awaited before the next, none has a reference.
import axios from 'axios';

const invoices = 500;
const api = axios.create({
  baseURL: process.env.SEQUITUR_URL,
  headers: { Authorization: `Bearer ${process.env.SEQUITUR_TOKEN}` },
  validateStatus: () => true,
});

const contact = await api.post('/v2/contacts', { contact: { organisation_name: 'Harbour Mills' } });

const answers = [];
for (let n = 1; n <= invoices; n++) {
  answers.push(api.post('/v2/invoices', {
    invoice: {
      contact: contact.data.contact.url,
      dated_on: '2026-03-02',
      payment_terms_in_days: 14,
      invoice_items: [{ description: `Order ${n}`, item_type: 'Products', quantity: 1, price: '19.99' }],
    },
  }));
}

for (const answer of await Promise.all(answers)) {
  console.log(answer.status, answer.data.invoice?.reference ?? JSON.stringify(answer.data));
}
