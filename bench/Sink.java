import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Where benchmarks relay to: takes every mail, and knows it by its field {@code X-Bench-Id}.
 *
 * <pre>java Sink.java PORT HOSTS</pre>
 *
 * listens on PORT of 127.0.1.1 to 127.0.1.HOSTS (up to 250), and prints {@code ready}. What it is told on the standard input
 * it answers with a line each:
 *
 * <pre>
 * begin RUN DELAY       forgets all, counts mail whose id begins with "RUN-", answers after DELAY milliseconds
 * await COUNT SECONDS   waits for COUNT mails, at most SECONDS without a new one: the line of "report"
 * report                different mails, copies, mails of other runs, first and last in milliseconds of the epoch,
 *                       most sessions at a time, sessions
 * dump FILE             writes "id milliseconds", a line for each mail
 * </pre>
 *
 * It offers PIPELINING. The delay is that of a distant host, not of a slow one: commands that came together are answered
 * together, once the delay is over.
 */
public final class Sink {

    private static final int LONGEST_LINE = 1 << 16;
    private static final String FIELD = "x-bench-id:";

    private final AtomicInteger open = new AtomicInteger();
    private volatile Run run = new Run("none", 0);

    private static final class Run {
        final String name;
        final int delay;
        final Map<String, Long> arrivals = new ConcurrentHashMap<>();
        final AtomicInteger copies = new AtomicInteger();
        final AtomicInteger strays = new AtomicInteger();
        final AtomicInteger peak = new AtomicInteger();
        final AtomicInteger sessions = new AtomicInteger();

        Run(String name, int delay) {
            this.name = name;
            this.delay = delay;
        }

        void took(String id) {
            if (!id.startsWith(name + "-")) {
                strays.incrementAndGet();
            } else if (arrivals.putIfAbsent(id, System.currentTimeMillis()) != null) {
                copies.incrementAndGet();
            }
        }

        void opened(int sessionsNow) {
            sessions.incrementAndGet();
            peak.accumulateAndGet(sessionsNow, Math::max);
        }

        @Override
        public String toString() {
            long first = arrivals.values().stream().mapToLong(Long::longValue).min().orElse(0);
            long last = arrivals.values().stream().mapToLong(Long::longValue).max().orElse(0);
            return String.format(
                    "%d %d %d %d %d %d %d", arrivals.size(), copies.get(), strays.get(), first, last, peak.get(), sessions.get());
        }
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Sink sink = new Sink();
        for (int host = 1; host <= Integer.parseInt(arguments[1]); host++) {
            ServerSocket listener = new ServerSocket(port, 500, InetAddress.getByName("127.0.1." + host));
            thread(() -> sink.listen(listener));
        }
        System.out.println("ready");
        sink.obey();
        System.exit(0);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void obey() throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "begin" -> {
                    run = new Run(words[1], Integer.parseInt(words[2]));
                    answers.println("begun");
                }
                case "await" -> {
                    await(Integer.parseInt(words[1]), TimeUnit.SECONDS.toMillis(Long.parseLong(words[2])));
                    answers.println(run);
                }
                case "report" -> answers.println(run);
                case "dump" -> {
                    Files.writeString(
                            Path.of(words[1]),
                            run.arrivals.entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                                    .collect(Collectors.joining()));
                    answers.println("dumped");
                }
                default -> answers.println("what?");
            }
        }
    }

    private void await(int count, long patience) throws InterruptedException {
        int seen = -1;
        long since = System.currentTimeMillis();
        while (run.arrivals.size() < count && System.currentTimeMillis() - since < patience) {
            if (run.arrivals.size() != seen) {
                seen = run.arrivals.size();
                since = System.currentTimeMillis();
            }
            Thread.sleep(20);
        }
    }

    private void listen(ServerSocket listener) {
        while (true) {
            try {
                Socket socket = listener.accept();
                thread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        run.opened(open.incrementAndGet());
        try (socket) {
            socket.setTcpNoDelay(true);
            new Session(socket).talk();
        } catch (IOException | InterruptedException e) {
            // a client that hangs up has said what it had to say
        } finally {
            open.decrementAndGet();
        }
    }

    private final class Session {
        private final Socket socket;
        private final InputStream in;
        private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

        Session(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        }

        void talk() throws IOException, InterruptedException {
            reply("220 sink.test ESMTP");
            while (true) {
                String command = line().toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    reply("250-sink.test");
                    reply("250-PIPELINING");
                    reply("250-8BITMIME");
                    reply("250 SIZE 52428800");
                } else if (command.equals("DATA")) {
                    reply("354 go on");
                    String id = content();
                    run.took(id);
                    reply("250 2.0.0 taken");
                } else if (command.equals("QUIT")) {
                    reply("221 2.0.0 bye");
                    send();
                    return;
                } else {
                    reply("250 2.0.0 fine");
                }
            }
        }

        private void reply(String text) {
            replies.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private void send() throws IOException, InterruptedException {
            if (run.delay > 0) {
                Thread.sleep(run.delay);
            }
            replies.writeTo(socket.getOutputStream());
            replies.reset();
        }

        private String content() throws IOException, InterruptedException {
            String id = "";
            for (String line = line(); !line.equals("."); line = line()) {
                if (id.isEmpty() && line.regionMatches(true, 0, FIELD, 0, FIELD.length())) {
                    id = line.substring(FIELD.length()).strip();
                }
            }
            return id;
        }

        private String line() throws IOException, InterruptedException {
            if (replies.size() > 0 && in.available() == 0) {
                send();
            }
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0 || line.length() > LONGEST_LINE) {
                    throw new EOFException();
                }
                line.append((char) octet);
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }
    }
}
