// dotnet run CreateInvoices.cs    (.NET 10; before: dotnet new console, and this as Program.cs)
using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

static class CreateInvoices
{
    static readonly string Base = Environment.GetEnvironmentVariable("SEQUITUR") ?? "http://localhost:8080/v2";
    static readonly string Contact = Environment.GetEnvironmentVariable("CONTACT") ?? "1001";
    static readonly string Token = Environment.GetEnvironmentVariable("TOKEN");
    static readonly HttpClient Http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };

    // Sends until there is an answer that will not change; the key makes that safe.
    static async Task<JsonElement> Create(string key, object body)
    {
        string text = JsonSerializer.Serialize(body);
        for (int attempt = 1; ; attempt++)
        {
            double told = 0;
            string problem;
            bool again = true;
            try
            {
                var request = new HttpRequestMessage(HttpMethod.Post, Base + "/invoices");
                request.Headers.Add("Authorization", "Bearer " + Token);
                request.Headers.Add("Idempotency-Key", key);
                request.Content = new StringContent(text, Encoding.UTF8, "application/json");
                HttpResponseMessage answer = await Http.SendAsync(request);
                int status = (int)answer.StatusCode;
                string content = await answer.Content.ReadAsStringAsync();
                if (status == 201) return JsonDocument.Parse(content).RootElement;
                problem = status + " " + content;
                told = answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0;
                again = (status >= 502 && status <= 504) || (status == 409 && told > 0);
            }
            catch (Exception lost) when (lost is HttpRequestException || lost is TaskCanceledException)
            {
                problem = lost.Message; // refused, broken or timed out
            }
            if (!again || attempt == 12) throw new Exception(key + ": " + problem);
            double pause = (0.5 + new Random().NextDouble() / 2) * Math.Min(8, Math.Pow(2, attempt) / 4);
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(told, pause)));
        }
    }

    // Without a reference.
    static object Invoice(string description, string price) => new
    {
        contact = Contact,
        dated_on = "2026-11-30",
        payment_terms_in_days = 30,
        invoice_items = new[] { new { description, item_type = "Products", quantity = 1, price } },
    };

    static async Task Main()
    {
        var orders = Enumerable.Range(1, 20) // all in flight together
            .Select(n => Create("order-" + n, new { invoice = Invoice("Order " + n, "19.99") }));
        foreach (JsonElement answer in await Task.WhenAll(orders))
            Console.WriteLine(answer.GetProperty("invoice").GetProperty("reference").GetString());

        // A list: stored as a whole or not at all, under consecutive references.
        JsonElement list = await Create("licences-2026-11",
            new { invoices = new[] { Invoice("Licence A", "5.00"), Invoice("Licence B", "7.50") } });
        foreach (JsonElement one in list.GetProperty("invoices").EnumerateArray())
            Console.WriteLine(one.GetProperty("reference").GetString());
    }
}
