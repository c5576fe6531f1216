<?php
// php create-invoices.php    (PHP 8.2 or newer with its curl extension)

function request(string $key, array $body): CurlHandle
{
    $handle = curl_init((getenv('SEQUITUR') ?: 'http://localhost:8080/v2') . '/invoices');
    curl_setopt_array($handle, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 60,
        CURLOPT_POSTFIELDS => json_encode($body),
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('TOKEN'), 'Content-Type: application/json', "Idempotency-Key: $key",
        ],
    ]);
    return $handle;
}

/** Sends each body under its key until there is an answer that will not change; the keys make that safe. */
function create(array $bodies): array
{
    $created = [];
    for ($attempt = 1; ; $attempt++) {
        $multi = curl_multi_init();
        $handles = [];
        foreach ($bodies as $key => $body) {
            curl_multi_add_handle($multi, $handles[$key] = request($key, $body));
        }
        do { // all in flight together
            curl_multi_exec($multi, $running);
            curl_multi_select($multi);
        } while ($running);
        while (curl_multi_info_read($multi)); // tells each handle its error
        $pause = mt_rand(50, 100) / 100 * min(8, 2 ** $attempt / 4);
        foreach ($handles as $key => $handle) {
            $status = curl_errno($handle) ? 0 : curl_getinfo($handle, CURLINFO_RESPONSE_CODE); // 0: no answer
            $told = curl_getinfo($handle, CURLINFO_RETRY_AFTER);
            $text = curl_multi_getcontent($handle);
            if ($status === 201) {
                $created[$key] = json_decode($text, true);
                unset($bodies[$key]);
            } elseif ($attempt === 12 || !(in_array($status, [0, 502, 503, 504]) || ($status === 409 && $told))) {
                throw new RuntimeException("$key: $status " . (curl_error($handle) ?: $text));
            }
            $pause = max($pause, $told);
        }
        if (!$bodies) {
            return $created;
        }
        usleep((int) (1e6 * $pause));
    }
}

function invoice(string $description, string $price): array // without a reference
{
    $item = ['description' => $description, 'item_type' => 'Products', 'quantity' => 1, 'price' => $price];
    return ['contact' => getenv('CONTACT') ?: '1001', 'dated_on' => '2026-11-30', 'payment_terms_in_days' => 30,
        'invoice_items' => [$item]];
}

$orders = [];
foreach (range(1, 20) as $n) {
    $orders["order-$n"] = ['invoice' => invoice("Order $n", '19.99')];
}
foreach (create($orders) as $answer) {
    echo $answer['invoice']['reference'], "\n";
}

// A list: stored as a whole or not at all, under consecutive references.
$licences = ['invoices' => [invoice('Licence A', '5.00'), invoice('Licence B', '7.50')]];
foreach (create(['licences-2026-11' => $licences])['licences-2026-11']['invoices'] as $one) {
    echo $one['reference'], "\n";
}
