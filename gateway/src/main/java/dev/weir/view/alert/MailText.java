package dev.weir.view.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/// An alert as a mail: plain text, a line for each field.
final class MailText {
  private MailText() {}

  /// @param at when it is sent
  static MimeMessage of(AlertText alert, Receiver.Mail receiver, Session session, Instant at)
      throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    InternetAddress from = address(Receiver.Mail.KEY, "from", receiver.from());
    mail.setFrom(from);
    for (String each : receiver.to()) {
      mail.addRecipient(RecipientType.TO, address(Receiver.Mail.KEY, "to", each));
    }
    mail.setSubject("Weir: " + oneLine(alert.subject()), UTF_8.name());
    mail.setText(alert.subject() + "\n\n" + String.join("\n", alert.lines()) + "\n", UTF_8.name());
    mail.setSentDate(Date.from(at));
    mail.setHeader(SignedPost.ID_HEADER, alert.id());
    // RFC 3834: no machine answers it.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.saveChanges();
    // The same whenever the same alert is sent again, so that whoever has it can drop it.
    UUID name = UUID.nameUUIDFromBytes(alert.id().getBytes(UTF_8));
    String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    mail.setHeader("Message-ID", "<%s@%s>".formatted(name, domain));
    return mail;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /// @throws IllegalArgumentException naming key and field if it is no address with a domain
  static InternetAddress address(String key, String field, String text) {
    try {
      InternetAddress address = new InternetAddress(text, /* strict= */ true);
      if (address.getAddress().indexOf('@') > 0) {
        return address;
      }
    } catch (AddressException _) {
      // Said below, as an address without a domain is.
    }
    throw new IllegalArgumentException(
        "%s: field '%s' has addresses as finops@example.org, was '%s'".formatted(key, field, text));
  }
}
