package org.sequitur.outbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server at a real socket, which says what a script tells it to. What it has taken it keeps. */
public final class ScriptedMailServer implements AutoCloseable {

    /** A byte of an answer now and then, and never its end. */
    public static final String TRICKLE = "trickle";

    /** No answer; the connection ends. */
    public static final String HANG_UP = "hang up";

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (.*)$");

    /** What a command is answered; {@code .} is the end of a mail, which has been kept by then, and the empty text the greeting. */
    @FunctionalInterface
    public interface Script {

        /** @return null for what a server answers when all is well */
        @Nullable
        String answer(String command) throws InterruptedException;
    }

    /** A mail as it was taken. */
    public record Taken(
            List<String> recipients, String text, @Nullable String account, boolean encrypted) {

        public String header(String name) {
            Matcher matcher = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }

        public String messageId() {
            Matcher matcher = MESSAGE_ID.matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    private final ServerSocket door;
    private final Script script;
    private final @Nullable SSLContext tls;
    private final boolean keepsBodies;
    private final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** @param tls what STARTTLS is offered with; it is then required, and a password, too */
    public ScriptedMailServer(Script script, @Nullable SSLContext tls) throws IOException {
        this(script, tls, true);
    }

    private ScriptedMailServer(Script script, @Nullable SSLContext tls, boolean keepsBodies) throws IOException {
        this.script = script;
        this.tls = tls;
        this.keepsBodies = keepsBodies;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::open);
    }

    public ScriptedMailServer(Script script) throws IOException {
        this(script, null);
    }

    /** One that keeps the heads of what it takes: for many thousands of mails. */
    public static ScriptedMailServer ofHeads(Script script) throws IOException {
        return new ScriptedMailServer(script, null, false);
    }

    public int port() {
        return door.getLocalPort();
    }

    public List<Taken> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }

    /** How often somebody has come. */
    public int connections() {
        return connections.get();
    }

    /** How many are connected at the moment. */
    public int present() {
        return open.size();
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Talk(client).go();
        } catch (IOException e) {
            // whoever was there has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private final class Talk {

        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private List<String> recipients = new ArrayList<>();
        private @Nullable String account;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        }

        void go() throws IOException, InterruptedException {
            if (!say("", "220 scripted")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                boolean goesOn = switch (verb) {
                    case "EHLO" -> say(line, greeting());
                    case "STARTTLS" -> say(line, "220 go on") && encrypt();
                    case "AUTH" -> {
                        account = new String(
                                Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())),
                                StandardCharsets.UTF_8);
                        yield say(
                                line, account.endsWith("\0books\0an open secret") ? "235 welcome" : "535 who are you?");
                    }
                    case "MAIL" -> {
                        recipients = new ArrayList<>();
                        yield say(line, tls != null && account == null ? "530 not without a password" : "250 ok");
                    }
                    case "RCPT" -> {
                        String answer = script.answer(line);
                        if (answer == null) {
                            recipients.add(line.replaceFirst("(?i)RCPT TO:<([^>]*)>.*", "$1"));
                        }
                        yield tell(answer == null ? "250 ok" : answer);
                    }
                    case "DATA" -> say(line, "354 go on") && take();
                    case "QUIT" -> {
                        tell("221 bye");
                        yield false;
                    }
                    default -> say(line, "250 ok");
                };
                if (!goesOn) {
                    return;
                }
            }
        }

        private String greeting() {
            return tls == null
                    ? "250 scripted"
                    : socket instanceof SSLSocket ? "250-scripted\r\n250 AUTH PLAIN" : "250-scripted\r\n250 STARTTLS";
        }

        private boolean encrypt() throws IOException {
            if (tls == null) {
                return false;
            }
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, false);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = secured;
            in = new BufferedReader(new InputStreamReader(secured.getInputStream(), StandardCharsets.UTF_8));
            out = secured.getOutputStream();
            return true;
        }

        private boolean take() throws IOException, InterruptedException {
            StringBuilder text = new StringBuilder();
            boolean isKept = true;
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return false;
                }
                isKept = isKept && (keepsBodies || !line.isEmpty());
                if (isKept) {
                    text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
                }
            }
            Taken mail = new Taken(List.copyOf(recipients), text.toString(), account, socket instanceof SSLSocket);
            taken.add(mail);
            String answer = script.answer(".");
            if (answer != null && answer.startsWith("5")) {
                taken.remove(mail);
            }
            return tell(answer == null ? "250 taken" : answer);
        }

        private boolean say(String command, String ordinary) throws IOException, InterruptedException {
            String answer = script.answer(command);
            return tell(answer == null ? ordinary : answer);
        }

        private boolean tell(String answer) throws IOException, InterruptedException {
            if (answer.equals(HANG_UP)) {
                return false;
            }
            while (answer.equals(TRICKLE)) {
                out.write('2');
                out.flush();
                Thread.sleep(20);
            }
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
