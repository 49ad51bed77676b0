package dev.rayport.backend;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of Ray's log WebSocket. Ray never pings, so this side does: a connection whose
 * other end vanished without a word breaks within a minute.
 */
final class RayLogTail implements WebSocket.Listener {

  private static final int NORMAL = 1000;
  private static final Executor NEXT_PING = CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);

  private final Consumer<String> text;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean answered = true;

  RayLogTail(Consumer<String> text) {
    this.text = text;
  }

  /** Ends with the log; cancelling it closes the connection. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Takes over a connection, or the failure to make one. */
  void connected(@Nullable WebSocket socket, @Nullable Throwable failure) {
    if (socket == null) {
      ended.completeExceptionally(
          new BackendException("The cluster does not hand out this job's log.", failure));
      return;
    }
    ended.whenComplete((nothing, why) -> socket.abort());
    NEXT_PING.execute(() -> ping(socket));
  }

  private void ping(WebSocket socket) {
    if (ended.isDone()) {
      return;
    }
    if (!answered) {
      broken("it fell silent", null);
      return;
    }
    answered = false;
    socket.sendPing(ByteBuffer.allocate(0));
    NEXT_PING.execute(() -> ping(socket));
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    answered = true;
    try {
      text.accept(data.toString());
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    answered = true;
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    if (code == NORMAL) {
      ended.complete(null);
    } else {
      broken("it was closed with code %d %s".formatted(code, reason), null);
    }
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    broken("it was cut", failure);
  }

  private void broken(String how, @Nullable Throwable cause) {
    String message = "The connection to the job's log broke: " + how + ".";
    ended.completeExceptionally(
        cause == null ? new BackendException(message) : new BackendException(message, cause));
  }
}
