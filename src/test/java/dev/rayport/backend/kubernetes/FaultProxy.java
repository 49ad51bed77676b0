package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.TestBed.Caller;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands in front of the test bed's API server and does to requests what a bad network or a sick
 * server does. Takes plain HTTP, one request per connection, and passes it on as its caller.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final SSLSocketFactory tls;
  private final URI server;
  private final Path kubeconfig;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();

  public FaultProxy(Caller caller) {
    Config config = Config.fromKubeconfig(TestBed.get().kubeconfig(caller).toFile());
    server = URI.create(config.getMasterUrl());
    try {
      tls = SSLUtils.sslContext(config).getSocketFactory();
      listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      kubeconfig = Files.createTempFile("faulty", ".kubeconfig");
      Files.writeString(kubeconfig, document());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private String document() {
    return """
    apiVersion: v1
    kind: Config
    current-context: faulty
    contexts: [{name: faulty, context: {cluster: faulty, user: faulty}}]
    clusters: [{name: faulty, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: faulty, user: {}}]
    """
        .formatted(listening.getLocalPort());
  }

  /** One request. */
  public record Call(String method, String target) {
    public boolean watches() {
      return target.contains("watch=true");
    }

    public boolean about(String plural) {
      return target.contains("/" + plural);
    }
  }

  /** What happens to a request instead of just passing it on. */
  public interface Fault {
    void meet(Exchange exchange) throws IOException;
  }

  /** The answer takes longer. */
  public static Fault slow(Duration by) {
    return exchange -> {
      LockSupport.parkNanos(by.toNanos());
      exchange.pass();
    };
  }

  /** The server says no. */
  public static Fault answer(int status, String headers, String body) {
    return exchange ->
        exchange.say(
            "HTTP/1.1 %d Fault\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, headers, body.length(), body));
  }

  /** The connection ends before anything was said. */
  public static Fault cut() {
    return Exchange::close;
  }

  /** The server does what it was asked to; its reply is lost. */
  public static Fault lostReply() {
    return Exchange::passWithoutReply;
  }

  /** The server takes the request and says nothing. */
  public static Fault silence() {
    return exchange -> LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(5));
  }

  private record Rule(Predicate<Call> which, AtomicInteger times, Fault fault) {}

  /** The next requests of this kind meet the fault. */
  public void next(int times, Predicate<Call> which, Fault fault) {
    rules.add(new Rule(which, new AtomicInteger(times), fault));
  }

  /** All requests of this kind meet the fault until {@link #heal}. */
  public void always(Predicate<Call> which, Fault fault) {
    next(Integer.MAX_VALUE, which, fault);
  }

  /** Nothing more comes back on what is open of this kind; it stays open. */
  public void mute(Predicate<Call> which) {
    open.stream()
        .filter(exchange -> which.test(exchange.call))
        .forEach(exchange -> exchange.muted = true);
  }

  /** Ends every connection there is. */
  public void cutAll() {
    open.forEach(Exchange::close);
  }

  public void heal() {
    rules.clear();
    open.forEach(exchange -> exchange.muted = false);
  }

  /** How many requests came so far. */
  public int calls() {
    return calls.get();
  }

  public String kubeconfig() {
    return kubeconfig.toString();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (Exchange exchange = new Exchange(client)) {
      open.add(exchange);
      calls.incrementAndGet();
      try {
        fault(exchange.call).meet(exchange);
      } finally {
        open.remove(exchange);
      }
    } catch (IOException e) {
      // Either side left: the other one is told by the end of its connection.
    }
  }

  private Fault fault(Call call) {
    return rules.stream()
        .filter(rule -> rule.which().test(call) && rule.times().getAndDecrement() > 0)
        .findFirst()
        .map(Rule::fault)
        .orElse(Exchange::pass);
  }

  @Override
  public void close() {
    try {
      listening.close();
      cutAll();
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request with its connections. */
  public final class Exchange implements AutoCloseable {
    private final Socket client;
    private final String head;
    private final Call call;
    private volatile Socket upstream = new Socket();
    private volatile boolean muted;

    private Exchange(Socket client) throws IOException {
      this.client = client;
      this.head = readHead(client.getInputStream());
      String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
      this.call = new Call(line[0], line[1]);
    }

    private void pass() throws IOException {
      connect();
      copy(upstream.getInputStream(), client.getOutputStream());
    }

    private void passWithoutReply() throws IOException {
      connect();
      upstream.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void say(String text) throws IOException {
      client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().flush();
    }

    private void connect() throws IOException {
      upstream = tls.createSocket(server.getHost(), server.getPort());
      upstream.getOutputStream().write(oneRequest().getBytes(StandardCharsets.ISO_8859_1));
      upstream.getOutputStream().flush();
      Thread.ofVirtual().start(this::passBody);
    }

    /** A connection may carry one request only, or a WebSocket. */
    private String oneRequest() {
      if (head.toLowerCase(Locale.ROOT).contains("upgrade: websocket")) {
        return head;
      }
      return head.replaceAll("(?i)(Connection|Upgrade|HTTP2-Settings):[^\r\n]*\r\n", "")
          .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private void passBody() {
      try {
        client.getInputStream().transferTo(upstream.getOutputStream());
      } catch (IOException e) {
        close();
      }
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
      byte[] bytes = new byte[16_384];
      for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
        if (!muted) {
          to.write(bytes, 0, count);
          to.flush();
        }
      }
    }

    @Override
    public void close() {
      try {
        client.close();
        upstream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String readHead(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = from.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
