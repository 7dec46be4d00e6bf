package dev.weir.view.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A use case that lacks nothing an owner can say of it, to begin with; its dates are some months
/// after the day it is asked for.
final class UseCaseTemplate {
  private static final String FILE = "use-case.json";
  private static final int MONTHS = 9;

  private UseCaseTemplate() {}

  static String on(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return text().replace("LATER", today.plusMonths(MONTHS).toString());
  }

  private static String text() {
    try (InputStream in = UseCaseTemplate.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + FILE + " beside the verbs");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
