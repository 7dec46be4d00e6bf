package dev.weir.view.focus;

import dev.weir.base.store.StoreFailure;
import dev.weir.exchange.focus.ParquetFile;
import dev.weir.view.cli.Api;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Progress;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir focus export`: what the API answers, on standard output or in a file. Parquet is made
/// here, of the API's CSV.
@Command(
    name = "export",
    description = "Charges as rows of FOCUS, or as the file that a tool takes.")
final class ExportVerb implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--version",
      paramLabel = "1.2|1.3|1.4",
      defaultValue = "1.2",
      description = "Of FOCUS; 1.2 if not said.")
  private String version = "1.2";

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Accepted from here on: a date of UTC or an instant; 30 days ago.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "WHEN", description = "Accepted before; now.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--granularity",
      paramLabel = "day|hour",
      defaultValue = "day",
      description = "How long a row's period is; day if not said.")
  private String granularity = "day";

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "TAG",
      description = "Tags that rows are told apart by; docs/focus.md says which if not said.")
  private List<String> tags = List.of();

  @Option(
      names = "--format",
      paramLabel = "csv|parquet|datadog|vantage|cloudzero|metadata",
      description = "What is written; csv if not said.")
  private Format format = Format.CSV;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write this file, and FILE.metadata.json beside csv and parquet.")
  private Optional<Path> out = Optional.empty();

  @Mixin private ServerOption where = new ServerOption();

  /// What is written.
  enum Format {
    CSV,
    PARQUET,
    DATADOG,
    VANTAGE,
    CLOUDZERO,
    METADATA;

    /// What the API is asked for.
    String asked() {
      return this == PARQUET ? CSV.asked() : name().toLowerCase(Locale.ROOT);
    }

    boolean hasMetadata() {
      return this == CSV || this == PARQUET;
    }
  }

  ExportVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (format == Format.PARQUET && out.isEmpty()) {
      throw new CommandFailure(Exit.USAGE, "--format parquet needs --out FILE");
    }
    session.longer(where, this::export);
    return Exit.OK;
  }

  private void export(Api api, Progress progress) {
    if (out.isPresent()) {
      Path file = session.terminal().path(out.get());
      write(api, format, file, progress);
      if (format.hasMetadata()) {
        Path beside = file.resolveSibling(file.getFileName() + ".metadata.json");
        write(api, Format.METADATA, beside, progress);
      }
      return;
    }
    PrintWriter shown = session.terminal().out();
    try {
      api.text(path(format), new Received(shown, progress));
    } catch (IOException e) {
      throw new CommandFailure(Exit.REFUSED, "the export cannot be written: " + e.getMessage());
    }
    shown.flush();
  }

  private String path(Format what) {
    StringBuilder path =
        new StringBuilder(Api.path("focus"))
            .append("?version=")
            .append(Api.encoded(version))
            .append("&granularity=")
            .append(Api.encoded(granularity))
            .append("&format=")
            .append(what.asked());
    from.ifPresent(when -> path.append("&from=").append(Api.encoded(when)));
    to.ifPresent(when -> path.append("&to=").append(Api.encoded(when)));
    tags.forEach(tag -> path.append("&tags=").append(Api.encoded(tag)));
    return path.toString();
  }

  /// The file is the old one until the new one is whole.
  private void write(Api api, Format what, Path file, Progress progress) {
    Path made = file.resolveSibling(file.getFileName() + ".tmp");
    Path rows = file.resolveSibling(file.getFileName() + ".rows.tmp");
    try {
      try {
        if (what == Format.PARQUET) {
          receive(api, what, rows, progress);
          progress.now("writing Parquet");
          ParquetFile.ofCsv(rows, made);
        } else {
          receive(api, what, made, progress);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(rows);
        Files.deleteIfExists(made);
      }
    } catch (IOException | StoreFailure e) {
      throw new CommandFailure(
          Exit.REFUSED, "the file %s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private void receive(Api api, Format what, Path file, Progress progress) throws IOException {
    try (Writer text = new Received(Files.newBufferedWriter(file), progress)) {
      api.text(path(what), text);
    }
  }
}
