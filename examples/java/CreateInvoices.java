// java CreateInvoices.java    (Java 21 or newer, nothing else)
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

class CreateInvoices {

    static final String BASE = System.getenv().getOrDefault("SEQUITUR", "http://localhost:8080/v2");
    static final String CONTACT = System.getenv().getOrDefault("CONTACT", "1001");
    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]*)\""); // or your JSON library

    /** Sends until there is an answer that will not change; the key makes that safe. */
    static String create(String key, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + "/invoices"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + System.getenv("TOKEN"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int attempt = 1; ; attempt++) {
            long told = 0;
            String problem;
            boolean again = true;
            try {
                HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) return answer.body();
                told = answer.headers().firstValueAsLong("Retry-After").orElse(0);
                again = switch (answer.statusCode()) {
                    case 502, 503, 504 -> true;
                    case 409 -> told > 0;
                    default -> false;
                };
                problem = answer.statusCode() + " " + answer.body();
            } catch (IOException e) { // refused, broken or timed out
                problem = e.toString();
            }
            if (!again || attempt == 12) throw new IllegalStateException(key + ": " + problem);
            double pause = ThreadLocalRandom.current().nextDouble(0.5, 1) * Math.min(8, Math.pow(2, attempt) / 4);
            Thread.sleep((long) (1000 * Math.max(told, pause)));
        }
    }

    /** Without a reference. */
    static String invoice(String description, String price) {
        return """
                {"contact":"%s","dated_on":"2026-11-30","payment_terms_in_days":30,"invoice_items":[
                 {"description":"%s","item_type":"Products","quantity":1,"price":"%s"}]}
                """.formatted(CONTACT, description, price);
    }

    static void print(String answer) {
        REFERENCE.matcher(answer).results().forEach(found -> System.out.println(found.group(1)));
    }

    public static void main(String[] arguments) throws Exception {
        try (var inFlight = Executors.newFixedThreadPool(10)) {
            var orders = IntStream.rangeClosed(1, 20).<Callable<String>>mapToObj(n -> () ->
                    create("order-" + n, "{\"invoice\":" + invoice("Order " + n, "19.99") + "}"));
            for (var answer : inFlight.invokeAll(orders.toList())) print(answer.get());
        }
        // A list: stored as a whole or not at all, under consecutive references.
        String licences = invoice("Licence A", "5.00") + "," + invoice("Licence B", "7.50");
        print(create("licences-2026-11", "{\"invoices\":[" + licences + "]}"));
    }
}
