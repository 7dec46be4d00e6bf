package dev.weir.base.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// A server with HTTP/2 that plays a script for each connection, on virtual threads.
final class Http2Server implements AutoCloseable {
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// What is done with one connection.
  @FunctionalInterface
  interface Script {
    /// @param number of the connection, from 1
    void play(Http2Wire wire, int number) throws Exception;
  }

  Http2Server(Pem pem, Script script) throws Exception {
    SSLContext tls = pem.serving();
    socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    var _ =
        threads.submit(() -> {
          while (!socket.isClosed()) {
            Socket accepted = socket.accept();
            int number = connections.incrementAndGet();
            var _ =
                threads.submit(() -> {
                  try (Http2Wire wire = new Http2Wire(accepted, tls)) {
                    script.play(wire, number);
                  }
                  return null;
                });
          }
          return null;
        });
  }

  Origin origin() {
    return new Origin(true, "localhost", socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
