package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A socket with just enough HTTP to see exactly which bytes pass, from either end.
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
  }

  static Wire to(int port) throws IOException {
    return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /// A client whose kernel takes only a little before the sender must wait.
  static Wire slowlyTo(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new Wire(socket);
  }

  Wire send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /// Head of a message, up to and without the empty line.
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(octet());
    }
    String text = head.toString(ISO_8859_1);
    return text.substring(0, text.length() - 4);
  }

  /// A head and a body of declared length.
  String message() throws IOException {
    String head = head();
    return head + "\n" + new String(exactly(lengthIn(head)), ISO_8859_1);
  }

  static int lengthIn(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("wanted " + length + " bytes, got " + bytes.length);
    }
    return bytes;
  }

  /// One chunk of a chunked body; empty for the last.
  String chunk() throws IOException {
    int length = Integer.parseInt(line(), 16);
    String chunk = new String(exactly(length), ISO_8859_1);
    line();
    return chunk;
  }

  /// Everything until the other side closes.
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      line.append((char) octet());
    }
    return line.substring(0, line.length() - 2);
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the other side closed");
    }
    return octet;
  }

  /// Carries bytes both ways between this side and a port of this machine, until either ends.
  void tunnel(int port) throws Exception {
    try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
        ExecutorService back = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ =
          back.submit(() -> {
            far.getInputStream().transferTo(socket.getOutputStream());
            return null;
          });
      in.transferTo(far.getOutputStream());
      far.shutdownOutput();
    }
  }

  void stopSending() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// What a scripted server does with each connection.
  @FunctionalInterface
  interface Script {
    void play(Wire wire) throws Exception;
  }

  /// A server that plays one script per connection, on virtual threads.
  static final class Server implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Server(Script script) throws IOException {
      this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    }

    Server(ServerSocket listening, Script script) {
      socket = listening;
      var _ =
          threads.submit(() -> {
            while (!socket.isClosed()) {
              Wire wire = new Wire(socket.accept());
              var _ =
                  threads.submit(() -> {
                    try (wire) {
                      script.play(wire);
                    }
                    return null;
                  });
            }
            return null;
          });
    }

    int port() {
      return socket.getLocalPort();
    }

    Origin origin() {
      return new Origin(false, "127.0.0.1", port());
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
}
