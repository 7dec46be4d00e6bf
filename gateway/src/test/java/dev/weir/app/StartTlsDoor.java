package dev.weir.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/// In front of a mail server that knows no STARTTLS (RFC 3207): encrypts what it takes, and hands
/// it in there. One connection.
final class StartTlsDoor implements AutoCloseable {
  private final ServerSocket door;

  StartTlsDoor(Pair pair, int behind) throws IOException {
    door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(pair, behind));
  }

  int port() {
    return door.getLocalPort();
  }

  private void serve(Pair pair, int behind) {
    try (Socket caller = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      greet(caller);
      SSLSocket encrypted = pair.serve(caller, false);
      greeted(server);
      Thread answers = Thread.ofVirtual().start(() -> pump(server, encrypted));
      pump(encrypted, server);
      answers.join();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nothing but EHLO and STARTTLS is said in clear text.
  private static void greet(Socket caller) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
    say(caller, "220 door ESMTP\r\n");
    String line = said.readLine();
    say(caller, "250-door\r\n250 STARTTLS\r\n");
    String next = said.readLine();
    if (!line.startsWith("EHLO") || !next.equals("STARTTLS")) {
      throw new IOException("not encrypted: " + line + ", " + next);
    }
    say(caller, "220 go ahead\r\n");
  }

  private static void say(Socket caller, String text) throws IOException {
    caller.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /// The server's greeting, which nobody hears.
  private static void greeted(Socket server) throws IOException {
    InputStream in = server.getInputStream();
    int read = in.read();
    while (read != '\n' && read >= 0) {
      read = in.read();
    }
  }

  private static void pump(Socket from, Socket to) {
    try (OutputStream out = to.getOutputStream()) {
      from.getInputStream().transferTo(out);
    } catch (IOException e) {
      if (!to.isClosed() && !from.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
