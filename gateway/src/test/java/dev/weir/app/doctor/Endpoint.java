package dev.weir.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What a probe connects to: a socket on this machine that does what a test says with each
/// connection.
final class Endpoint implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

  /// What each connection said, in the words of the script.
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @FunctionalInterface
  interface Script {
    String with(Socket connection) throws Exception;
  }

  Endpoint(Script script) throws IOException {
    Thread.ofVirtual()
        .start(() -> {
          while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
              heard.add(script.with(connection));
            } catch (Exception left) {
              heard.add(left.getClass().getSimpleName());
            }
          }
        });
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Everything until the other side closes.
  static String rest(Socket connection) throws IOException {
    return new String(connection.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /// A request's head, as a proxy reads it.
  static String head(Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = connection.getInputStream();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
