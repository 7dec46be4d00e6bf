package dev.weir.exchange.source;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.exchange.bill.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Published samples of bills, beside the checkout.
public final class Samples {
  public static final Path FOLDER =
      Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data/billing");

  private Samples() {}

  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    assumeThat(file).as("published bills beside the checkout").exists();
    return file;
  }

  public static String text(String name) {
    try {
      return Files.readString(file(name)).replaceFirst("^\uFEFF", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Reading read(String name) {
    try {
      return new BillFile(name, Files.readString(file(name))).read(Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every sample that is a bill.
  public static List<String> bills() {
    assumeThat(FOLDER).as("published bills beside the checkout").exists();
    try (Stream<Path> tokens = Files.list(FOLDER.resolve("focus_saas_tokens"))) {
      Stream<String> focus =
          tokens
              .map(file -> "focus_saas_tokens/" + file.getFileName())
              .filter(name -> name.endsWith(".csv"));
      return Stream.concat(
              Stream.of(
                  "focus_1.0_sample.csv",
                  "azure_EA_ActualCost_Small.csv",
                  "azure_EA_AmortizedCost_Small.csv",
                  "azure_ea_anonymous.csv"),
              focus)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
