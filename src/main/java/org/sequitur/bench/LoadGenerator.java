package org.sequitur.bench;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The load generator's process. It is told on standard input what to do, answers in one line each, and ends when its input does.
 *
 * <pre>
 * group NAME COUNT                                      and COUNT lines, each a company
 * run PORT GROUP CONNECTIONS MILLISECONDS INVOICES      how many invoices are in each request
 * </pre>
 */
public final class LoadGenerator {

    private final Map<String, List<BenchCompany>> groups = new HashMap<>();

    private LoadGenerator() {}

    public static void main(String[] arguments) throws IOException {
        new LoadGenerator().serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void serve(BufferedReader orders) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            if (words[0].equals("group")) {
                groups.put(words[1], companies(orders, Integer.parseInt(words[2])));
                System.out.println("ready");
            } else {
                int port = Integer.parseInt(words[1]);
                List<byte[]> requests = InvoiceRequests.of(
                        Objects.requireNonNull(groups.get(words[2])), port, Integer.parseInt(words[5]));
                LoadResult result = new Load(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                requests,
                                Integer.parseInt(words[3]))
                        .run(Duration.ofMillis(Long.parseLong(words[4])));
                System.out.println(result.line());
            }
            System.out.flush();
        }
    }

    private static List<BenchCompany> companies(BufferedReader orders, int count) throws IOException {
        List<BenchCompany> companies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = orders.readLine();
            if (line == null) {
                throw new EOFException("the companies of a group end early");
            }
            companies.add(BenchCompany.parse(line));
        }
        return companies;
    }
}
