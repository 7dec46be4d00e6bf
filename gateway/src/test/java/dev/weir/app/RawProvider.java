package dev.weir.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A provider on a bare socket: a script says what it does with each connection. It keeps the heads
/// of the requests it read.
final class RawProvider implements AutoCloseable {
  static final String CHAT =
      """
      {"id":"r1","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,\
      "message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}\
      """;

  final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// What happens on one connection; it is closed afterwards.
  @FunctionalInterface
  interface Script {
    void play(Connection connection) throws Exception;
  }

  /// One connection of the gateway.
  final class Connection {
    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(20_000);
      socket.setSendBufferSize(16 * 1024);
      this.in = socket.getInputStream();
    }

    /// Reads a request whole.
    String request() throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      while (!read.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int octet = in.read();
        if (octet < 0) {
          throw new EOFException("the gateway closed");
        }
        read.write(octet);
      }
      String head = read.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
      in.readNBytes(Integer.parseInt(head.replaceFirst("(?s).*content-length: (\\d+).*", "$1")));
      heads.add(read.toString(ISO_8859_1));
      return head;
    }

    Connection send(String text) throws IOException {
      return send(text.getBytes(ISO_8859_1));
    }

    Connection send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      return this;
    }

    /// A whole answer of JSON.
    void answer(String moreHeaders, byte[] body) throws IOException {
      send(
          "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n%scontent-length: %d\r\n\r\n"
              .formatted(moreHeaders, body.length));
      send(body);
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  RawProvider(Script script) throws IOException {
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    var _ =
        threads.submit(() -> {
          while (!listening.isClosed()) {
            Socket socket = listening.accept();
            var _ =
                threads.submit(() -> {
                  try (socket) {
                    script.play(new Connection(socket));
                  }
                  return null;
                });
          }
          return null;
        });
  }

  int port() {
    return listening.getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
