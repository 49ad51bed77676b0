package dev.rayport.backend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loopback server of HTTP/1.1 with one exchange per connection, or a WebSocket that only sends
 * (the JDK's own HttpServer cannot hand out the latter).
 */
final class StubServer implements AutoCloseable {

  private static final String WEBSOCKET_KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  StubServer(Handler handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Answers a request, or takes the connection over as a WebSocket. */
  interface Handler {
    Reply handle(Request request);

    default Optional<Frames> frames(Request request) {
      return Optional.empty();
    }
  }

  record Request(String method, String path, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, UTF_8);
    }
  }

  record Reply(int status, String contentType, String body) {
    static Reply json(String body) {
      return new Reply(200, "application/json", body);
    }

    static Reply error(int status, String body) {
      return new Reply(status, "text/plain", body);
    }
  }

  /** Sends text frames and returns the close code; a negative one cuts the connection. */
  interface Frames {
    int send(TextSink sink) throws IOException, InterruptedException;
  }

  /** Where frames go. */
  interface TextSink {
    void bytes(byte[] text) throws IOException;

    default void text(String text) throws IOException {
      bytes(text.getBytes(UTF_8));
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(new BufferedInputStream(socket.getInputStream()));
      String key = request.headers().get("sec-websocket-key");
      Optional<Frames> frames = key == null ? Optional.empty() : handler.frames(request);
      if (frames.isPresent()) {
        push(socket.getOutputStream(), String.valueOf(key), frames.get());
      } else {
        write(socket.getOutputStream(), handler.handle(request));
      }
    } catch (IOException e) {
      // The client went away or the server was closed: the test that did it looks elsewhere.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    if (first.length < 2) {
      throw new IOException("no request");
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String[] parts = header.split(": ?", 2);
      headers.put(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(first[0], first[1], headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void write(OutputStream out, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(reply.status(), reply.contentType(), body.length);
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static void push(OutputStream out, String key, Frames frames)
      throws IOException, InterruptedException {
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accept(key));
    out.write(head.getBytes(ISO_8859_1));
    out.flush();
    int code = frames.send(text -> frame(out, 0x81, text));
    if (code >= 0) {
      frame(out, 0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }
  }

  private static void frame(OutputStream out, int kind, byte[] payload) throws IOException {
    out.write(kind);
    if (payload.length < 126) {
      out.write(payload.length);
    } else if (payload.length < 65536) {
      out.write(126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(127);
      out.write(java.nio.ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    out.write(payload);
    out.flush();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + WEBSOCKET_KEY_SUFFIX).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
