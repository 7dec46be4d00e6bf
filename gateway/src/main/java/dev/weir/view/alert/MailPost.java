package dev.weir.view.alert;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.Supplier;

/// Hands alerts in at a mail server, one connection each: all of the people, or nobody, are told.
final class MailPost implements Carrier {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int REASON_MAX = 300;

  private final Receiver.Mail receiver;
  private final Supplier<String> secret;
  private final InstantSource clock;

  MailPost(Receiver.Mail receiver, Supplier<String> secret, InstantSource clock) {
    this.receiver = receiver;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public String carry(AlertText text) {
    Receiver.Server server = receiver.server();
    Session session = Session.getInstance(properties(server));
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = MailText.of(text, receiver, session, clock.instant());
      if (server.user().isPresent()) {
        transport.connect(server.user().get(), secret.get());
      } else {
        transport.connect();
      }
      transport.sendMessage(mail, mail.getAllRecipients());
      return "";
    } catch (MessagingException refused) {
      return reason(refused);
    }
  }

  private static Properties properties(Receiver.Server server) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put("mail.smtp." + limit, Long.toString(TIMEOUT.toMillis()));
    }
    switch (server.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    server.ca().ifPresent(ca -> properties.put("mail.smtp.ssl.socketFactory", Trust.read(ca)));
    return properties;
  }

  /// What the server or the network said, of each failure that led to another.
  private static String reason(MessagingException refused) {
    StringBuilder reason = new StringBuilder(String.valueOf(refused.getMessage()));
    Exception next = refused.getNextException();
    while (next != null && reason.length() < REASON_MAX) {
      reason.append(": ").append(next.getMessage());
      next = next instanceof MessagingException nested ? nested.getNextException() : null;
    }
    String line = reason.toString().replaceAll("\\s+", " ").strip();
    return line.substring(0, Math.min(line.length(), REASON_MAX));
  }

  @Override
  public void close() {}
}
