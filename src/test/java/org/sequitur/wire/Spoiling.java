package org.sequitur.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways to spoil a request. All chance comes from one generator, so that what was sent can be sent again. */
final class Spoiling {

    private static final Pattern JSON_VALUE =
            Pattern.compile("(?<=:)\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|true|false|null)");
    private static final Pattern JSON_MEMBER =
            Pattern.compile("\"[a-z_0-9]+\"\\s*:\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[0-9.]+)");
    private static final Pattern XML_TEXT = Pattern.compile("(?<=>)[^<>]+(?=</)");
    private static final Pattern PARAMETER = Pattern.compile("(?<==)[^&]*");

    private static final List<byte[]> BYTES = List.of(
            new byte[] {0},
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {'"'},
            new byte[] {'\\'},
            new byte[] {'<'},
            new byte[] {'&'},
            new byte[] {'{'},
            new byte[] {']'},
            new byte[] {0x1b},
            "\u202e".getBytes(StandardCharsets.UTF_8),
            "😀".getBytes(StandardCharsets.UTF_8));

    private static final List<String> JSON_VALUES = List.of(
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1,\"a\",{}]",
            "{\"a\":1}",
            "{\"\":{}}",
            "\"\"",
            "\" \"",
            "0",
            "-0",
            "-1",
            "1.5",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "1e-999999999",
            "1E+2147483648",
            "2147483648",
            "-9223372036854775809",
            "9223372036854775807",
            "99999999999999999999.99",
            "0.00000000000000000001",
            "9".repeat(99),
            "9".repeat(100),
            "9".repeat(101),
            "9".repeat(5000),
            "0." + "9".repeat(98),
            "NaN",
            "Infinity",
            "0x10",
            "01",
            "+1",
            ".5",
            "5.",
            "\"1e9\"",
            "\"1e999999999\"",
            "\"1e-999999999\"",
            "\"NaN\"",
            "\"0x1F\"",
            "\"1,000.00\"",
            "\"£5\"",
            "\"٣٤\"",
            "\"१\"",
            "\"" + "9".repeat(300) + "\"",
            "\"-" + "9".repeat(40) + "\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\u0000b\"",
            "\"\\ufeff\"",
            "\"\\uffff\"",
            "\"\\u0007\"",
            "\"\\u202e\"",
            "\"\\ud83d\\ude00\"",
            "\"" + "x".repeat(255) + "\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"" + "\\ud83d\\ude00".repeat(255) + "\"",
            "\"2026-02-30\"",
            "\"2026-2-3\"",
            "\"0000-00-00\"",
            "\"9999-12-31\"",
            "\"10000-01-01\"",
            "\"-0001-01-01\"",
            "\"+999999999-12-31\"",
            "\"2026-W01-1\"",
            "\"0001-01-01\"",
            "\"2026-03-02T25:61:61Z\"",
            "\"2026-03-02T00:00:00+99:99\"",
            "\"/v2/contacts/1\"",
            "\"http://[::1/v2/contacts/1001\"",
            "\"/v2/contacts/99999999999999999999\"",
            "\"/v2/contacts/-1\"",
            "\"1001\"",
            "1001",
            "\"INV 999999999999999999999999999999\"",
            "\"" + "9".repeat(255) + "\"",
            "\"ABC\"",
            "\"XXX\"",
            "\"gbp\"",
            "\"<script>\"",
            "\"%s%n%d\"",
            "\"'; DROP TABLE document; --\"",
            "\"\\\\\"",
            "\"a\\r\\nX: y\"",
            "[".repeat(30) + "]".repeat(30),
            "[".repeat(100) + "]".repeat(100),
            "[".repeat(50_000),
            "{\"a\":".repeat(62) + "1" + "}".repeat(62),
            "{\"a\":".repeat(20_000));

    private static final List<String> XML_TEXTS = List.of(
            "",
            " ",
            "&#0;",
            "&#xD800;",
            "&#x1;",
            "&#x10FFFF;",
            "&#x110000;",
            "&#99999999999;",
            "&lt;",
            "&nbsp;",
            "&x;",
            "]]>",
            "<![CDATA[",
            "<![CDATA[]]]]><![CDATA[>]]>",
            "<!-- -- -->",
            "<?xml version='1.0'?>",
            "<?a",
            "<x:y/>",
            "<x xmlns:y=''/>",
            "<a a='1' a='2'/>",
            "1e400",
            "1e999999999",
            "-1",
            "9".repeat(300),
            "\u0085",
            "\ufffe",
            "x".repeat(70_000),
            "<a>".repeat(100) + "</a>".repeat(100),
            "<a>".repeat(20_000),
            "<invoice-item/>",
            "<invoice-item nil='true'/>",
            "<b/>text<c/>",
            "<xmlns/>",
            "&amp;".repeat(1_000),
            "2026-02-30",
            "\ud83d\ude00");

    private static final List<String> PROLOGUES = List.of(
            "<!DOCTYPE a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]>",
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>%x;]>",
            "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>",
            "<?xml version='1.0' encoding='UTF-16'?>",
            "<?xml version='1.0' encoding='nonsense'?>",
            "<?xml version='1.0' encoding='Cp037'?>",
            "<?xml version='1.1'?>",
            "<?xml version='2.0'?>",
            "<?xml?>",
            "<?xml version='1.0' encoding='ISO-8859-1'?>",
            "<?xml version='1.0' encoding='UTF-7'?>",
            "\ufeff",
            "\n\n",
            "<!-- x -->",
            "<?pi?>",
            "<a/>",
            "text");

    private static final List<String> PARAMETERS = List.of(
            "",
            "%",
            "%z",
            "%zz",
            "%00",
            "%c0%80",
            "%ff",
            "%ed%a0%80",
            "%u0041",
            "+",
            "%2B",
            "%0d%0aX:y",
            "0",
            "-1",
            "1.5",
            "1e3",
            "99999999999999999999",
            "999999999999999",
            "100000000000000",
            "2147483648",
            "9223372036854775807",
            "%D9%A3",
            "abc",
            "null",
            "true",
            "[]",
            "2026-02-30",
            "9999-12-31",
            "10000-01-01",
            "-999999999-01-01",
            "%2B999999999-12-31T00:00:00Z",
            "2026-01-01T00:00:00%2B99:00",
            "2026-01-01T00:00:00Z",
            "-created_at",
            "--updated_at",
            "-",
            "recent",
            "open",
            "overdue",
            "last_0_months",
            "last_999999999999_months",
            "last_99999_months",
            "last_-1_months",
            "x".repeat(5_000),
            "/v2/contacts/1",
            "%F0%9F%98%80",
            "%27%3B--",
            "a%26b%3Dc",
            "&",
            "&=",
            "=&==&a",
            "a[]=1&a[]=2",
            "a[b][c]=1",
            "\u00e9",
            "\u00ff\u00fe");

    private static final List<String> PATHS = List.of(
            "/",
            "//",
            "/.",
            "/..",
            "/../",
            "/%2e%2e/",
            "/%2f",
            "/%5c",
            "\\",
            ";",
            ";jsessionid=1",
            ";a=b;c",
            "/;/",
            "%",
            "%zz",
            "%00",
            "%c0%af",
            "%ff",
            "%20",
            " ",
            "\t",
            "?",
            "??",
            "#",
            "/0",
            "/-1",
            "/1e3",
            "/99999999999999999999",
            "/9223372036854775808",
            "/%31",
            "/abc",
            ".json",
            ".xml",
            "/null",
            "/me",
            "*",
            "{id}",
            "[",
            "|",
            "\"",
            "<",
            "\u00e9",
            "/x".repeat(300),
            "y".repeat(9_000),
            "/transitions/mark_as_sent",
            "/duplicate");

    private static final List<String> NAMES = List.of(
            "Accept",
            "Content-Type",
            "Authorization",
            "If-None-Match",
            "X-Request-Id",
            "Content-Encoding",
            "Accept-Encoding",
            "Host",
            "X-HTTP-Method-Override",
            "Range",
            "Connection",
            "If-Modified-Since",
            "Accept-Charset",
            "Accept-Language",
            "Origin",
            "Cookie",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "Forwarded",
            "Upgrade",
            "TE",
            "Trailer",
            "Via",
            "Expect",
            "Idempotency-Key",
            "X-Api-Version",
            "Access-Control-Request-Method",
            "User-Agent",
            "Pragma");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            ",",
            ";",
            ";;",
            "*",
            "*/*",
            "*/*;q=0",
            "*/*;q=foo",
            "*/*;q=99999999999",
            "application/json;q=",
            "application/xml",
            "text/xml;charset=utf-16",
            "application/json;charset=nonsense",
            "application/json; charset=\"",
            "application/json;charset=UTF-16",
            "application/*",
            "json",
            "/",
            "a/b/c",
            "application/vnd.x+json",
            "application/;",
            "text/html",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=",
            "application/x-www-form-urlencoded",
            "application/xml, application/json;q=0.5, */*;q=0.1",
            "Bearer",
            "Bearer ",
            "Bearer  x",
            "bearer \u00e9",
            "Basic YTpi",
            "Basic %%%",
            "Bearer " + "x".repeat(3_000),
            "Bearer a b c",
            "gzip",
            "identity",
            "br, gzip;q=0",
            "W/\"",
            "\"\"",
            "\"x\", W/\"y\"",
            "*, *",
            "GET",
            "DELETE",
            "bytes=0-1",
            "bytes=-",
            "bytes=9999999999999999999-",
            "keep-alive",
            "Upgrade",
            "h2c",
            "websocket",
            "localhost:99999",
            "[::1",
            "a b",
            "example.com:80:80",
            "http",
            "for=\"_x\";proto=https",
            "Thu, 99 Foo 2026 25:61:61 GMT",
            "\u0080\u00ff",
            "\u00e9\u00e9",
            "a=b; c",
            "$Version=1; a=\"",
            "x".repeat(3_000),
            "100-continue",
            "200-maybe",
            "null",
            "chunked;q=1",
            "trailers",
            "-1",
            "\"" + "k".repeat(256) + "\"",
            "a\u0001b",
            "\tx\t");

    private static final List<String> METHODS = List.of(
            "GET",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "HEAD",
            "TRACE",
            "BREW",
            "get",
            "PROPFIND",
            "X".repeat(50),
            "G@T");

    private final RandomGenerator chance;

    Spoiling(RandomGenerator chance) {
        this.chance = chance;
    }

    /** One of the seeds, spoilt in one to four ways. */
    SpoiltRequest spoilt(List<SpoiltRequest> seeds) {
        SpoiltRequest request = oneOf(seeds).copy();
        int ways = 1 + chance.nextInt(4) * chance.nextInt(2);
        for (int i = 0; i < ways; i++) {
            spoil(request);
        }
        if (chance.nextInt(12) == 0) {
            frameWrongly(request);
        }
        return request;
    }

    private void spoil(SpoiltRequest request) {
        boolean hasBody = request.body.length > 0;
        boolean isXml = hasBody && request.body[0] == '<';
        switch (hasBody ? chance.nextInt(10) : 6 + chance.nextInt(4)) {
            case 0 -> spoilBytes(request);
            case 1 -> encode(request);
            case 2, 3, 4 -> {
                if (isXml) {
                    spoilXml(request);
                } else {
                    spoilJson(request);
                }
            }
            case 5 -> cut(request);
            case 6 -> {
                String name = oneOf(NAMES);
                request.headers.keySet().removeIf(name::equalsIgnoreCase);
                request.headers.put(name, oneOf(VALUES));
                request.done.add("header " + name);
            }
            case 7 -> spoilQuery(request);
            case 8 -> spoilPath(request);
            default -> {
                if (chance.nextInt(3) == 0) {
                    request.method = oneOf(METHODS);
                    request.done.add("method");
                } else {
                    spoilQuery(request);
                }
            }
        }
    }

    private void spoilBytes(SpoiltRequest request) {
        byte[] body = request.body.clone();
        for (int i = 0; i <= chance.nextInt(3); i++) {
            int at = chance.nextInt(body.length);
            if (chance.nextBoolean()) {
                body[at] ^= (byte) (1 << chance.nextInt(8));
            } else {
                body = join(Arrays.copyOf(body, at), oneOf(BYTES), Arrays.copyOfRange(body, at, body.length));
            }
        }
        request.body = body;
        request.done.add("bytes");
    }

    private void cut(SpoiltRequest request) {
        int from = chance.nextInt(request.body.length);
        int to = from + chance.nextInt(request.body.length - from + 1);
        byte[] before = Arrays.copyOf(request.body, from);
        byte[] part = Arrays.copyOfRange(request.body, from, to);
        byte[] after = Arrays.copyOfRange(request.body, to, request.body.length);
        request.body = switch (chance.nextInt(3)) {
            case 0 -> before;
            case 1 -> join(before, after);
            default -> join(before, part, part, after);
        };
        request.done.add("cut");
    }

    private void encode(SpoiltRequest request) {
        Charset charset = oneOf(List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16,
                StandardCharsets.ISO_8859_1,
                Charset.forName("UTF-32"),
                Charset.forName("UTF-32LE"),
                Charset.forName("Cp037")));
        request.body = text(request).getBytes(charset);
        request.done.add("in " + charset);
    }

    private void spoilJson(SpoiltRequest request) {
        String text = text(request);
        String spoilt = switch (chance.nextInt(6)) {
            case 0 -> replaceOne(JSON_MEMBER, text, oneOf(JSON_VALUES));
            case 1 -> doubleOne(JSON_MEMBER, text);
            case 2 -> text + oneOf(JSON_VALUES);
            default -> replaceOne(JSON_VALUE, text, oneOf(JSON_VALUES));
        };
        request.body = spoilt.getBytes(StandardCharsets.UTF_8);
        request.done.add("json");
    }

    private void spoilXml(SpoiltRequest request) {
        String text = text(request);
        String spoilt = switch (chance.nextInt(4)) {
            case 0 -> oneOf(PROLOGUES) + text;
            case 1 -> oneOf(PROLOGUES) + text.substring(Math.max(0, text.indexOf("?>") + 2));
            default -> replaceOne(XML_TEXT, text, oneOf(XML_TEXTS));
        };
        request.body = spoilt.getBytes(StandardCharsets.UTF_8);
        request.done.add("xml");
    }

    private void spoilQuery(SpoiltRequest request) {
        int query = request.target.indexOf('?');
        if (query < 0) {
            request.target +=
                    "?" + oneOf(List.of("page", "per_page", "view", "sort", "contact", "x")) + "=" + oneOf(PARAMETERS);
        } else if (chance.nextInt(20) == 0) {
            request.target +=
                    IntStream.range(0, 600).mapToObj(i -> "&p" + i + "=").collect(Collectors.joining());
        } else {
            request.target = request.target.substring(0, query)
                    + replaceOne(PARAMETER, request.target.substring(query), oneOf(PARAMETERS));
        }
        request.done.add("query");
    }

    private void spoilPath(SpoiltRequest request) {
        int query = request.target.indexOf('?');
        String path = query < 0 ? request.target : request.target.substring(0, query);
        int at = chance.nextBoolean() ? path.length() : chance.nextInt(path.length() + 1);
        request.target =
                path.substring(0, at) + oneOf(PATHS) + path.substring(at) + request.target.substring(path.length());
        request.done.add("path");
    }

    private void frameWrongly(SpoiltRequest request) {
        byte[] body = request.body;
        String chunk =
                Integer.toHexString(body.length) + "\r\n" + new String(body, StandardCharsets.ISO_8859_1) + "\r\n";
        boolean chunked = chance.nextBoolean();
        request.framing = chunked
                ? "Transfer-Encoding: "
                        + oneOf(List.of("chunked", "chunked", "chunked", "gzip, chunked", "identity", "x", ""))
                : "Content-Length: "
                        + oneOf(List.of(
                                "0",
                                "-1",
                                "x",
                                "",
                                "1",
                                "+5",
                                "99999999999999999999",
                                "9223372036854775807",
                                "11000000",
                                Integer.toString(body.length + 7),
                                Integer.toString(body.length / 2),
                                "5, 6",
                                body.length + "\r\nContent-Length: 3",
                                body.length + "\r\nTransfer-Encoding: chunked"));
        request.framed = chunked
                ? oneOf(List.of(
                                chunk + "0\r\n\r\n",
                                chunk,
                                chunk + "0\r\n",
                                "zz\r\n\r\n",
                                "-1\r\n\r\n",
                                "ffffffffffffffff\r\n",
                                "5;a=b\r\nab",
                                chunk + "0\r\nX: y\r\n\r\n",
                                chunk + "0\r\nbad\r\n\r\n",
                                "1;" + "x".repeat(9_000) + "\r\na\r\n0\r\n\r\n",
                                "\r\n\r\n",
                                ""))
                        .getBytes(StandardCharsets.ISO_8859_1)
                : body;
        request.done.add("framing");
    }

    private String replaceOne(Pattern pattern, String text, String replacement) {
        MatchResult found = one(pattern, text);
        return found == null
                ? text + replacement
                : text.substring(0, found.start()) + replacement + text.substring(found.end());
    }

    private String doubleOne(Pattern pattern, String text) {
        MatchResult found = one(pattern, text);
        return found == null
                ? text + text
                : text.substring(0, found.end()) + "," + found.group() + text.substring(found.end());
    }

    private @org.jspecify.annotations.Nullable MatchResult one(Pattern pattern, String text) {
        List<MatchResult> found =
                pattern.matcher(text).results().limit(1_000).collect(Collectors.toCollection(ArrayList::new));
        return found.isEmpty() ? null : oneOf(found);
    }

    private static String text(SpoiltRequest request) {
        return new String(request.body, StandardCharsets.UTF_8);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(chance.nextInt(values.size()));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
