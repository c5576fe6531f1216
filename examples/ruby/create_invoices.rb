# ruby create_invoices.rb    (Ruby 3.0 or newer, nothing else)
require "json"
require "net/http"

INVOICES = URI("#{ENV.fetch("SEQUITUR", "http://localhost:8080/v2")}/invoices")
CONTACT = ENV.fetch("CONTACT", "1001")
HEADERS = { "Authorization" => "Bearer #{ENV.fetch("TOKEN")}", "Content-Type" => "application/json" }.freeze
# Refused, broken, timed out, or broken in the middle, which Net::HTTP does not tell.
LOST = [SystemCallError, SocketError, IOError, Timeout::Error, Net::HTTPBadResponse, JSON::ParserError].freeze

# Sends until there is an answer that will not change; the key makes that safe.
def create(key, body)
  (1..12).each do |attempt|
    told = 0
    begin
      answer = Net::HTTP.post(INVOICES, body.to_json, HEADERS.merge("Idempotency-Key" => key))
      return JSON.parse(answer.body) if answer.code == "201"

      told = answer["Retry-After"].to_i
      problem = "#{answer.code} #{answer.body}"
      again = %w[502 503 504].include?(answer.code) || (answer.code == "409" && told.positive?)
    rescue *LOST => error
      problem = error.message
      again = true
    end
    raise "#{key}: #{problem}" if !again || attempt == 12

    sleep [told, rand(0.5..1.0) * [8, 2**attempt / 4.0].min].max
  end
end

# Without a reference.
def invoice(description, price)
  item = { description: description, item_type: "Products", quantity: 1, price: price }
  { contact: CONTACT, dated_on: "2026-11-30", payment_terms_in_days: 30, invoice_items: [item] }
end

(1..20).each_slice(10) do |orders| # ten in flight together
  threads = orders.map { |n| Thread.new { create("order-#{n}", { invoice: invoice("Order #{n}", "19.99") }) } }
  threads.each { |thread| puts thread.value["invoice"]["reference"] }
end

# A list: stored as a whole or not at all, under consecutive references.
list = create("licences-2026-11", { invoices: [invoice("Licence A", "5.00"), invoice("Licence B", "7.50")] })
list["invoices"].each { |one| puts one["reference"] }
