package dev.weir.exchange.bill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// The one way into [Bills], whoever hands something in: what a settled month was settled by is not
/// changed any more. Thread-safe; blocks.
public final class Intake {
  private final Bills bills;
  private final Function<Reading.Period, Optional<String>> settled;

  /// @param settled a month of these days whose bills are settled, since when and by whom
  public Intake(Bills bills, Function<Reading.Period, Optional<String>> settled) {
    this.bills = bills;
    this.settled = settled;
  }

  /// A month of these days that is settled, since when and by whom.
  public Optional<String> settled(Reading.Period period) {
    return settled.apply(period);
  }

  /// Stores all of a file or nothing.
  ///
  /// @param content it was read from
  public Imported take(Reading reading, String content, Bills.Order order) {
    return taken(reading, content, hash -> bills.add(reading, hash, order));
  }

  /// What [#take] would say now; nothing is stored.
  public Imported preview(Reading reading, String content, Bills.Order order) {
    return taken(reading, content, hash -> bills.preview(reading, hash, order));
  }

  private Imported taken(Reading reading, String content, Function<String, Imported> bill) {
    String hash = sha256(content);
    if (reading.form().kind() == Kind.BILL && !isKnown(hash)) {
      Optional<String> month = settled.apply(reading.period());
      if (month.isPresent()) {
        return new Imported.Settled(month.get());
      }
    }
    return bill.apply(hash);
  }

  private boolean isKnown(String hash) {
    return bills.all().stream().anyMatch(bill -> bill.isInForce() && bill.sha256().equals(hash));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
