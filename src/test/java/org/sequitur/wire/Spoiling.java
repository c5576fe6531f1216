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
                String name = oneOf(SpoiltHeads.NAMES);
                request.headers.keySet().removeIf(name::equalsIgnoreCase);
                request.headers.put(name, oneOf(SpoiltHeads.VALUES));
                request.done.add("header " + name);
            }
            case 7 -> spoilQuery(request);
            case 8 -> spoilPath(request);
            default -> {
                if (chance.nextInt(3) == 0) {
                    request.method = oneOf(SpoiltHeads.METHODS);
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
                body = join(
                        Arrays.copyOf(body, at), oneOf(SpoiltBodies.BYTES), Arrays.copyOfRange(body, at, body.length));
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
            case 0 -> replaceOne(JSON_MEMBER, text, oneOf(SpoiltBodies.JSON_VALUES));
            case 1 -> doubleOne(JSON_MEMBER, text);
            case 2 -> text + oneOf(SpoiltBodies.JSON_VALUES);
            default -> replaceOne(JSON_VALUE, text, oneOf(SpoiltBodies.JSON_VALUES));
        };
        request.body = spoilt.getBytes(StandardCharsets.UTF_8);
        request.done.add("json");
    }

    private void spoilXml(SpoiltRequest request) {
        String text = text(request);
        String spoilt = switch (chance.nextInt(4)) {
            case 0 -> oneOf(SpoiltBodies.PROLOGUES) + text;
            case 1 -> oneOf(SpoiltBodies.PROLOGUES) + text.substring(Math.max(0, text.indexOf("?>") + 2));
            default -> replaceOne(XML_TEXT, text, oneOf(SpoiltBodies.XML_TEXTS));
        };
        request.body = spoilt.getBytes(StandardCharsets.UTF_8);
        request.done.add("xml");
    }

    private void spoilQuery(SpoiltRequest request) {
        int query = request.target.indexOf('?');
        if (query < 0) {
            request.target += "?" + oneOf(List.of("page", "per_page", "view", "sort", "contact", "x")) + "="
                    + oneOf(SpoiltHeads.PARAMETERS);
        } else if (chance.nextInt(20) == 0) {
            request.target +=
                    IntStream.range(0, 600).mapToObj(i -> "&p" + i + "=").collect(Collectors.joining());
        } else {
            request.target = request.target.substring(0, query)
                    + replaceOne(PARAMETER, request.target.substring(query), oneOf(SpoiltHeads.PARAMETERS));
        }
        request.done.add("query");
    }

    private void spoilPath(SpoiltRequest request) {
        int query = request.target.indexOf('?');
        String path = query < 0 ? request.target : request.target.substring(0, query);
        int at = chance.nextBoolean() ? path.length() : chance.nextInt(path.length() + 1);
        request.target = path.substring(0, at)
                + oneOf(SpoiltHeads.PATHS)
                + path.substring(at)
                + request.target.substring(path.length());
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
